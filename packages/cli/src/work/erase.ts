// odflash erase: the firmware away, and the configuration where that is asked for.

import { eraseFlash } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { EraseOptions } from '../commands/erase.ts';
import { reportFields, reportText } from './report.ts';
import { changeRequest } from './request.ts';
import { openWorld } from './world.ts';

export async function eraseBoard(options: EraseOptions, context: Context): Promise<Outcome> {
  const configuration = options.config === true;
  const env = await openWorld(options, context);
  const report = await eraseFlash(env, { ...changeRequest(options, context), configuration });
  return {
    board: report.board,
    fields: { configuration, ...reportFields(report) },
    text: reportText({ ...report, start: 'not-startable' }, 'nothing where the firmware was'),
  };
}

// odflash erase: asks before it takes the firmware away, because nothing about an erase is a mistake the engine could see.

import { eraseFlash, FlasherError } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { EraseOptions } from '../commands/erase.ts';
import { withConsent } from './consent.ts';
import { reportFields, reportText } from './report.ts';
import { changeRequest } from './request.ts';
import { openWorld } from './world.ts';

export async function eraseBoard(options: EraseOptions, context: Context): Promise<Outcome> {
  const configuration = options.config === true;
  const what = configuration ? 'the firmware and the configuration' : 'the firmware';
  await using world = await openWorld(options, context);
  if (!options.dryRun) await mustBeMeant(options, context, what);
  const report = await withConsent(options.consent, context, (consent) =>
    eraseFlash(world.env, { ...changeRequest(options, context), consent, configuration }),
  );
  return {
    board: report.board,
    fields: { configuration, ...reportFields(report) },
    text: reportText(report, 'nothing where the firmware was'),
  };
}

async function mustBeMeant({ yes }: EraseOptions, { ask }: Context, what: string): Promise<void> {
  if (yes || (await ask?.confirm(`Erase ${what}? The board will not start afterwards.`))) return;
  throw new FlasherError('not-confirmed', `Nobody said yes to erasing ${what}`, {
    next: 'Pass --yes to erase without being asked.',
  });
}

// odflash flash and odflash restore: a file onto the board, and the result as text.

import { basename } from 'node:path';
import { type FlashReport, flash, isFlasherError } from '@odflash/core';
import type { ChangeRequest } from '@odflash/core/flash';
import { firmwareEvent, judgeWritten } from '@odflash/core/update';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { withFileNotes } from '../../shared/file-notes.ts';
import { reportFields, reportText } from '../../shared/flash-report.ts';
import { writtenFields, writtenText } from '../../shared/held-settings.ts';
import { loadImage } from '../../shared/load-image.ts';
import { changeRequest } from '../../shared/request.ts';
import type { RestoreOptions } from '../restore/options.ts';
import type { FlashOptions } from './options.ts';

/** An undo backup is an image like any other. */
export async function flashFile(
  file: string,
  options: FlashOptions | RestoreOptions,
  context: Context,
): Promise<Outcome> {
  const image = await loadImage(file, 'address' in options ? options : {});
  const request: ChangeRequest = changeRequest(options, context);
  const env = await openEnvironment(options, context, { asksAxes: true });
  const partial = 'partial' in options && options.partial === true;
  const freshConfiguration = 'freshConfig' in options && options.freshConfig === true;
  const start = options.start ? {} : { start: false };
  const report: FlashReport = await withFileNotes(
    image,
    context,
    (onEvent) => flash(env, { ...request, onEvent, image, partial, freshConfiguration, ...start }).catch(updateInstead),
    firmwareEvent({ name: basename(file), image }),
  );
  const settings = await judgeWritten(env, request, report);
  return {
    board: report.board,
    fields: { file, ...reportFields(report), ...writtenFields(settings) },
    text: [reportText(report, 'image', options.via), ...writtenText(settings)].join('\n'),
  };
}

/** A board that runs is switched, flashed and given its configuration again by an update. */
function updateInstead(thrown: unknown): never {
  const isRunning = isFlasherError(thrown) && thrown.code === 'not-in-dfu-mode';
  throw isRunning ? thrown.with({ next: commandMessage('next.update-running') }) : thrown;
}

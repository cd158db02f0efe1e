// odflash flash and odflash restore: a file onto the board, and what came of it in words.

import { type ChangeRequest, type FlashReport, flash, restoreFlash } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { FlashOptions } from '../commands/flash.ts';
import type { RestoreOptions } from '../commands/restore.ts';
import { loadImage, sayNotes } from './load-image.ts';
import { reportFields, reportText } from './report.ts';
import { changeRequest } from './request.ts';
import { openWorld } from './world.ts';

export function flashFile(file: string, options: FlashOptions, context: Context): Promise<Outcome> {
  return change(file, options, context, flash);
}

export function restoreFile(file: string, options: RestoreOptions, context: Context): Promise<Outcome> {
  return change(file, options, context, restoreFlash);
}

type Engine = typeof flash;

async function change(
  file: string,
  options: FlashOptions | RestoreOptions,
  context: Context,
  engine: Engine,
): Promise<Outcome> {
  const image = await loadImage(file, 'address' in options ? options : {});
  sayNotes(image, context);
  const request: ChangeRequest = changeRequest(options, context);
  const env = await openWorld(options, context);
  const report: FlashReport = await engine(env, {
    ...request,
    image,
    partial: 'partial' in options && options.partial === true,
    freshConfiguration: 'freshConfig' in options && options.freshConfig === true,
    ...(options.start ? {} : { start: false }),
  });
  return {
    board: report.board,
    fields: { file, ...reportFields(report) },
    text: reportText(report, 'the image'),
  };
}

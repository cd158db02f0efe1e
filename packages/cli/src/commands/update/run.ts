// odflash update and dfu: a board to another firmware, and the result as text.

import { stat } from 'node:fs/promises';
import { FlasherError, type UpdateReport, update } from '@odflash/core';
import type { FirmwareSpec } from '@odflash/core/update';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { openReleases } from '../../shared/catalogue-source.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { stlinkTarget } from '../../shared/environment/stlink-target.ts';
import { withFileNotes } from '../../shared/file-notes.ts';
import { loadImage } from '../../shared/load-image.ts';
import { widthWish } from '../../shared/request.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { healthText } from './health.ts';
import type { UpdateOptions } from './options.ts';
import { updateFields, updateText } from './report.ts';

export async function updateBoard(
  what: string | undefined,
  options: UpdateOptions,
  context: Context,
): Promise<Outcome> {
  const firmware = await firmwareSpec(what, options);
  const env = {
    ...(await openEnvironment(options, context)),
    firmware: openReleases(options, context.log),
    // Where the connection was chosen, no other one is offered.
    otherTargets: options.via === undefined ? [stlinkTarget(options)] : [],
  };
  const { dryRun, backup, x32, holdStartup, forceConfig, configFrom, freshConfig, health } = options;
  const image = 'image' in firmware ? firmware.image : undefined;
  const report: UpdateReport = await withFileNotes(image, context, (onEvent) =>
    update(env, {
      ...runningRequest(options, context),
      onEvent,
      firmware,
      dryRun,
      backup,
      x32: widthWish(x32),
      holdStartup,
      forceConfiguration: forceConfig,
      configurationFrom: configFrom,
      freshConfiguration: freshConfig,
      health,
    }),
  );
  const done = { board: report.board, fields: updateFields(report) };
  if (!report.health) return { ...done, text: updateText(report) };
  const text = `${updateText(report)}\n${healthText(report.health, context.output.color)}`;
  return report.health.isHealthy ? { ...done, text } : { ...done, text, exit: 9 };
}

const versionText = /^(fw-)?v?\d+\.\d+\.\d+([-.]\w+)*$/;

/** A file of that name goes before a version of that name. */
async function firmwareSpec(what: string | undefined, options: UpdateOptions): Promise<FirmwareSpec> {
  if (what === undefined) return { release: 'newest' };
  if (versionText.test(what) && !(await isThere(what))) return { release: what };
  if (!(await isThere(what))) throw neither(what);
  const image = await loadImage(what, options);
  return { image, name: what };
}

function neither(what: string): FlasherError {
  return new FlasherError('file-unreadable', commandMessage('file.neither-file-nor-version', { path: what }), {
    details: { path: what },
    next: commandMessage('next.check-path-or-pass-version'),
  });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

// odflash restore: which of the two kinds of backup a file is shows in its content, not in its name.

import { basename } from 'node:path';
import { isFlasherError, restoreConfiguration } from '@odflash/core';
import { missedValues, notAsItWas, parseBackup, serialInFileName, textOfFile } from '@odflash/core/configuration';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { readInput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { timeText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { withFileName } from '../../with-file-name.ts';
import { flashFile } from '../flash/run.ts';
import { comparisonText, configurationFields, configurationText } from '../update/report.ts';
import type { RestoreOptions } from './options.ts';

export async function restoreAny(file: string, options: RestoreOptions, context: Context): Promise<Outcome> {
  const bytes = await readInput(file);
  if (looksLikeJson(bytes)) return restoreJson(file, bytes, options, context);
  return flashFile(file, options, context).catch(chooseSaved);
}

/** A file of no kind was not meant as firmware here. */
function chooseSaved(thrown: unknown): never {
  if (!isFlasherError(thrown)) throw thrown;
  const { reason } = thrown.details;
  throw reason === 'not-firmware' ? thrown.with({ next: commandMessage('next.choose-saved') }) : thrown;
}

/** An object or an array, after a byte order mark and blanks; no firmware format begins like that. */
function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*[{[]/.test(textOfFile(bytes.subarray(0, 64)));
}

async function restoreJson(
  file: string,
  bytes: Uint8Array,
  options: RestoreOptions,
  context: Context,
): Promise<Outcome> {
  const backup = withFileName(file, () => parseBackup(bytes));
  const serial = serialInFileName(basename(file));
  const { holdStartup, withStartup, forceConfig, dryRun, backup: saveFirst } = options;
  const env = await openEnvironment(options, context);
  const { device, evidence, outcome, configuration, saved, ms } = await restoreConfiguration(env, {
    ...runningRequest(options, context),
    backup,
    file,
    serial,
    holdStartup,
    forceConfiguration: forceConfig,
    withStartup,
    saveFirst,
    dryRun,
  });
  if (outcome === 'planned' && missedValues(configuration).length > 0) {
    // What cannot be put back would end the restore so, too.
    context.output.say(comparisonText(configuration));
    throw notAsItWas(configuration);
  }
  const back = saved === undefined ? '' : `\n${worded('result.back-by-restore', { path: saved })}`;
  return {
    board: outcome === 'changed' ? 'config-changed' : 'untouched',
    fields: {
      outcome,
      file,
      device,
      firmware: evidence.firmware.release,
      ...configurationFields(configuration),
      saved,
      ms,
    },
    text:
      outcome === 'planned'
        ? comparisonText(configuration)
        : `${configurationText(configuration)} ${worded('configuration.took', { time: timeText(ms) })}${back}`,
  };
}

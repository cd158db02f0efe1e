// odflash backup: a place for the file first, then the board, then the file.

import { backupConfiguration } from '@odflash/core';
import { formatBackup } from '@odflash/core/configuration';
import type { Context } from '../../command-runner.ts';
import { claimOutput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { timeText } from '../../render/format.ts';
import { visiblePart } from '../../render/shown.ts';
import { openEnvironment } from '../../shared/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { BackupOptions } from './options.ts';

export async function backupToFile(
  path: string | undefined,
  options: BackupOptions,
  context: Context,
): Promise<Outcome> {
  const force = options.force === true;
  const named = path === undefined ? undefined : await claimOutput(path, { force });
  const env = await openEnvironment(options, context);
  const { device, evidence, backup, ms } = await backupConfiguration(env, runningRequest(options, context));
  // The name odrivetool gives it, from which it also knows the board again.
  const file = named ?? (await claimOutput(`odrive-config-${evidence.serial}.json`, { force }));
  await file.write(new TextEncoder().encode(formatBackup(backup)));
  const firmware = evidence.firmware.release;
  return {
    board: 'untouched',
    fields: { output: file.path, device, firmware, values: backup.values.size, ms },
    text: `${visiblePart(file.path)}: ${backup.values.size} values of firmware ${firmware} (${timeText(ms)})`,
  };
}

// odflash backup: a place for the file first, then the board, then the file.

import { extname } from 'node:path';
import { backupConfiguration, FlasherError, writeImage } from '@odflash/core';
import { configurationRange } from '@odflash/core/board';
import { formatBackup } from '@odflash/core/configuration';
import { type BackupReport, backupAtProbe, type SectorBackupReport } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { claimOutput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText, timeText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { BackupOptions } from './options.ts';

type Claimed = Awaited<ReturnType<typeof claimOutput>>;

export async function backupToFile(
  path: string | undefined,
  options: BackupOptions,
  context: Context,
): Promise<Outcome> {
  const place = { force: options.force === true, output: context.output };
  const named = path === undefined ? undefined : await claimOutput(path, place);
  const env = await openEnvironment(options, context);
  const request = runningRequest(options, context);
  const report = await (options.via === 'stlink' ? backupAtProbe(env, request) : backupConfiguration(env, request));
  const claimed = (name: string) => named ?? claimOutput(name, place);
  if ('sectors' in report) return saveSectors(report, claimed, path);
  return saveValues(report, claimed);
}

type Place = (name: string) => Claimed | Promise<Claimed>;

async function saveValues({ device, evidence, backup, ms }: BackupReport, place: Place): Promise<Outcome> {
  // The name odrivetool gives it, from which it also knows the board again.
  const file = await place(`odrive-config-${evidence.serial}.json`);
  await file.write(new TextEncoder().encode(formatBackup(backup)));
  const firmware = evidence.firmware.release;
  return {
    board: 'untouched',
    fields: { output: file.path, device, firmware, values: backup.values.size, ms },
    text: worded('saved.values', { path: file.path, values: backup.values.size, firmware, time: timeText(ms) }),
  };
}

/** A firmware that cannot be asked: its configuration as it lies in the flash. */
async function saveSectors(
  { device, sectors, ms }: SectorBackupReport,
  place: Place,
  path: string | undefined,
): Promise<Outcome> {
  if (path !== undefined && extname(path).toLowerCase() !== '.dfu')
    throw new FlasherError('usage', commandMessage('usage.values-need-usb'), {
      details: { path },
      next: commandMessage('next.connect-usb-or-dfu'),
    });
  const file = await place(`config-sectors-${device.serial ?? 'unknown'}.dfu`);
  const { address } = configurationRange;
  await file.write(writeImage({ segments: [{ address, data: sectors }] }, 'dfuse'));
  return {
    board: 'untouched',
    fields: { output: file.path, device, bytes: sectors.length, ms },
    text: [
      worded('saved.sectors', { path: file.path, size: bytesText(sectors.length), time: timeText(ms) }),
      worded('saved.sectors-limited'),
    ].join('\n'),
  };
}

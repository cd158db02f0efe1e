// What a running board is set to, asked the way any client would, and whether a file on the disk holds the same.

import {
  classifyDevice,
  connectOdrive,
  openUsbChannel,
  type PropertyValue,
  parseBackup,
  type Vault,
} from '@odflash/core';
import type { Disk } from '../testbed/disk.ts';
import type { Testbed } from '../types.ts';

/** Settings that tell whether a configuration is the one that was there. */
const settings: readonly string[] = [
  'axis0.motor.config.pole_pairs',
  'axis0.encoder.config.cpr',
  'axis0.encoder.config.bandwidth',
  'axis0.controller.config.pos_gain',
  'axis1.controller.config.vel_limit',
  'config.brake_resistance',
];

/** Their values, or why they cannot be read. */
export type Settings = readonly PropertyValue[] | string;

export async function settingsOf({ bus, clock }: Testbed, vault: Vault): Promise<Settings> {
  const device = (await bus.list()).find((info) => classifyDevice(info) === 'runtime');
  if (!device) return 'no running board on the bus';
  const channel = await openUsbChannel(() => bus.open(device));
  await using odrive = await connectOdrive(channel, { clock, vault });
  const values: PropertyValue[] = [];
  for (const path of settings) values.push(await odrive.read(path));
  return values;
}

/** True if a configuration on the disk holds these values. */
export function isSaved({ files }: Disk, wanted: Settings): boolean {
  return [...files].some(([name, bytes]) => {
    if (!name.startsWith('odrive-config-')) return false;
    const { values } = parseBackup(bytes);
    return String(settings.map((path) => values.get(path))) === String(wanted);
  });
}

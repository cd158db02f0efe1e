// The person beside the board, as far as the flasher can ask for one, and what that person would find on a running board.

import {
  classifyDevice,
  connectOdrive,
  openUsbChannel,
  type PropertyValue,
  parseBackup,
  type UpdateEvent,
  type Vault,
} from '@odflash/core';
import type { Disk } from './disk.ts';
import type { Stage } from './stage.ts';

/** Where the switch goes when that is asked for; then the board is power-cycled. */
const switchFor: Readonly<Record<string, 'dfu' | 'run'>> = {
  'bring-back-in-dfu': 'dfu',
  'find-bootloader': 'dfu',
  'enter-dfu-by-hand': 'dfu',
  'connect-board': 'run',
  'switch-to-run': 'run',
  'bring-back-running': 'run',
};

/** Quick, as people are who wait for it. */
const personMs = 4000;

/** Does what is asked for. */
export function attentivePerson({ board, clock }: Stage): (event: UpdateEvent) => void {
  return (event) => {
    const position = event.type === 'human' ? switchFor[event.step] : undefined;
    if (!position) return;
    clock.after(personMs, () => {
      board.setSwitch(position);
      board.cable(true);
      board.powerCycle();
    });
  };
}

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

export async function settingsOf({ bus, clock }: Stage, vault: Vault): Promise<Settings> {
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

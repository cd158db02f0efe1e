// Parts of sentences that more than one file needs.

import type { DeviceName } from '@odflash/core/messages';
import { decimal as fixed } from '../decimal.ts';

/** Steps that many sentences end with. */
export const toDfu = 'DIP-Schalter auf DFU stellen (Klone: BOOT gedrückt halten oder Jumper setzen)';
export const toRun = 'DIP-Schalter auf RUN stellen (Klone: ohne BOOT-Taste oder -Jumper)';
export const powerCycle = 'das Board aus- und einschalten';
export const repeat = 'denselben Befehl noch einmal ausführen';

/** `356D38673332 an 1-2.3`; a browser shows no port, and the path is the serial number. */
export function deviceText({ serial, path }: DeviceName): string {
  if (serial?.toUpperCase() === path) return path;
  return `${serial ?? 'ohne Seriennummer'} an ${path}`;
}

/** Several devices, one after the other. */
export function deviceList(devices: readonly DeviceName[]): string {
  return devices.map(deviceText).join(', ');
}

/** Boards by name, without an article: `ODrive v3.6-56V`, `ODrive v3.6 (24 oder 56 V)`, `ODrive-Boards mit 48 oder 56 V`. */
export function boardsText(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return 'kein ODrive';
  if (names.length === 1) return `ODrive ${first}`;
  const parts = names.map((name) => name.split('-'));
  const families = inOrder(parts.map(([family = '']) => family));
  const voltages = inOrder(parts.map(([, voltage = '24V']) => voltage.replace('V', '')));
  const volts = `${voltages.join(' oder ')} V`;
  return families.length === 1 ? `ODrive ${families[0]} (${volts})` : `ODrive-Boards mit ${volts}`;
}

/** What stands before the decimals of a measured value. */
export const decimalMark = ',';

/** `23,9` */
export function decimal(value: number, digits: number): string {
  return fixed(value, digits, decimalMark);
}

function inOrder(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

// Parts of sentences that more than one file needs.

import type { DeviceName } from '@odflash/core/messages';

/** `356D38673332 at 1-2.3`, or `at 1-2.3` where the number is not known; a browser shows no port, and the path is the serial number. */
export function deviceText({ serial, path }: DeviceName): string {
  if (serial?.toUpperCase() === path) return path;
  return `${serial === undefined ? '' : `${serial} `}at ${path}`;
}

/** Several devices, one after the other. */
export function deviceList(devices: readonly DeviceName[]): string {
  return devices.map(deviceText).join(', ');
}

/** Boards by name: `ODrive v3.6-56V`, `ODrive v3.6 (24 or 56 V)`, `an ODrive for 48 or 56 V`. */
export function boardsText(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return 'no ODrive';
  if (names.length === 1) return `ODrive ${first}`;
  const parts = names.map((name) => name.split('-'));
  const families = inOrder(parts.map(([family = '']) => family));
  const voltages = inOrder(parts.map(([, voltage = '24V']) => voltage.replace('V', '')));
  const volts = `${voltages.join(' or ')} V`;
  return families.length === 1 ? `ODrive ${families[0]} (${volts})` : `an ODrive for ${volts}`;
}

function inOrder(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

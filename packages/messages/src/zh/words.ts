// Parts of sentences that more than one file needs.

import type { DeviceName } from '@odflash/core/messages';

/** Steps that many sentences end with. */
export const toDfu = '将拨码开关拨到 DFU（克隆板：按住 BOOT 或插上其跳线）';
export const toRun = '将拨码开关拨到 RUN（克隆板：不按 BOOT，也不插其跳线）';
export const powerCycle = '给控制板断电再上电';
export const repeat = '再次运行同一命令';

/** `356D38673332（1-2.3）`; a browser shows no port, and the path is the serial number. */
export function deviceText({ serial, path }: DeviceName): string {
  if (serial?.toUpperCase() === path) return path;
  return `${serial ?? '无序列号'}（${path}）`;
}

/** Several devices, one after the other. */
export function deviceList(devices: readonly DeviceName[]): string {
  return list(devices.map(deviceText));
}

/** Boards by name: `ODrive v3.6-56V`, `ODrive v3.6（24 或 56 V）`, `48 或 56 V 的 ODrive`. */
export function boardsText(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return '没有任何 ODrive';
  if (names.length === 1) return `ODrive ${first}`;
  const parts = names.map((name) => name.split('-'));
  const families = inOrder(parts.map(([family = '']) => family));
  const voltages = inOrder(parts.map(([, voltage = '24V']) => voltage.replace('V', '')));
  const volts = `${voltages.join(' 或 ')} V`;
  return families.length === 1 ? `ODrive ${families[0]}（${volts}）` : `${volts} 的 ODrive`;
}

/** Names one after the other. */
export function list(names: readonly string[]): string {
  return names.join('、');
}

function inOrder(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

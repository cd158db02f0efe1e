// Values of a board as people and scripts read them.

import { formatSetting } from '@odflash/core/configuration';
import type { NamedValue } from '@odflash/core/running';
import type { JsonFields } from '../outcome.ts';
import { columns } from '../render/table.ts';

/** One line for each, in columns. */
export function valuesText(values: readonly NamedValue[]): string {
  return columns(
    values.map((value) => [value.path, valueText(value)]),
    '',
  );
}

/** `24.03 V`, `AXIS_STATE_IDLE (1)`, `0x4 NO_RESPONSE`, `true`. */
function valueText({ value, name, unit, flags }: NamedValue): string {
  if (flags) return [`0x${BigInt(value as number | bigint).toString(16)}`, ...flags.map((flag) => flag.name)].join(' ');
  if (typeof value === 'object') return name ?? formatSetting(value);
  if (name !== undefined) return `${name} (${formatSetting(value)})`;
  return unit === undefined ? formatSetting(value) : `${formatSetting(value)} ${unit}`;
}

/** JSON has no integers beyond 2^53, no NaN and no infinities: these are text. */
export function valueFields({ value, flags, ...more }: NamedValue): JsonFields {
  return { ...more, value: plainValue(value), flags: flags?.map(({ name }) => name) };
}

export function plainValue(value: NamedValue['value']): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

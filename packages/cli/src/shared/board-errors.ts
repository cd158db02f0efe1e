// The errors of a board with their flags, for people and for machines.

import type { BoardError, BoardHealth } from '@odflash/core/running';
import type { FlagText } from '@odflash/messages';
import type { Color } from '../render/color.ts';
import { flagText } from '../render/error-flags.ts';
import { worded } from '../render/say.ts';
import { table } from '../render/table.ts';

/** Each flag with its meaning, cause and remedy. */
export function errorText({ path, value, flags, isLatched }: BoardError, color: Color): string {
  const hex = `0x${BigInt(value).toString(16)}`;
  const head = `${color('bold', path)}  ${isLatched ? worded('health.latched', { value: hex }) : hex}`;
  const each = flags.map(({ name, code }) => flagLines(color(isLatched ? 'yellow' : 'red', name), flagText(code)));
  return [head, ...each].join('\n');
}

/** A flag by its name, with what it means, what sets it and what helps. */
export function flagLines(name: string, { meaning, cause, remedy }: FlagText): string {
  const rows: [string, string][] = [
    [worded('health.row-cause'), cause],
    [worded('health.row-remedy'), remedy],
  ];
  return `  ${name}: ${meaning}\n${table(rows, '    ')}`;
}

/** Every error, and what the firmware says of its configuration; nothing where nothing is wrong. */
export function healthTexts({ errors, misconfigured }: BoardHealth, color: Color): readonly string[] {
  return [...errors.map((error) => errorText(error, color)), ...(misconfigured ? [misconfiguredText(color)] : [])];
}

function misconfiguredText(color: Color): string {
  const text: FlagText = {
    meaning: worded('health.misconfigured'),
    cause: worded('health.misconfigured-cause'),
    remedy: worded('health.misconfigured-remedy'),
  };
  return `${color('bold', 'misconfigured')}  true\n${flagLines(color('red', 'CONFIGURATION'), text)}`;
}

/** Numbers of 64 bits as text: JSON's numbers do not hold them. */
export function errorFields({ flags, value, ...error }: BoardError): object {
  return {
    ...error,
    value: `0x${BigInt(value).toString(16)}`,
    flags: flags.map(({ code, ...flag }) => ({ ...flag, ...flagText(code) })),
  };
}

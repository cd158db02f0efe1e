// The errors of a board with their flags, for people and for machines.

import type { BoardError, BoardHealth } from '@odflash/core/running';
import { errorFlags } from '../render/error-flags.ts';
import type { Color } from '../render/paint.ts';

/** Each flag with its meaning, cause and remedy. */
export function errorText({ path, value, flags, isLatched }: BoardError, color: Color): string {
  const when = isLatched ? ', when the axis last became idle' : '';
  const head = `${color('bold', path)}  0x${BigInt(value).toString(16)}${when}`;
  const each = flags.flatMap(({ name, code }) => {
    const { meaning, cause, remedy } = errorFlags[code];
    return [
      `  ${color(isLatched ? 'yellow' : 'red', name)}: ${meaning}`,
      `    cause   ${cause}`,
      `    remedy  ${remedy}`,
    ];
  });
  return [head, ...each].join('\n');
}

/** Every error, and what the firmware says of its configuration; nothing where nothing is wrong. */
export function healthTexts({ errors, misconfigured }: BoardHealth, color: Color): readonly string[] {
  return [...errors.map((error) => errorText(error, color)), ...(misconfigured ? [misconfiguredText(color)] : [])];
}

function misconfiguredText(color: Color): string {
  return [
    `${color('bold', 'misconfigured')}  true`,
    `  ${color('red', 'CONFIGURATION')}: the firmware says that its configuration contradicts itself`,
    '    cause   two functions on one pin, or a mode that needs another setting',
    '    remedy  check the GPIO modes and pins, save the configuration and restart',
  ].join('\n');
}

/** Numbers of 64 bits as text: JSON's numbers do not hold them. */
export function errorFields({ flags, value, ...error }: BoardError): object {
  return {
    ...error,
    value: `0x${BigInt(value).toString(16)}`,
    flags: flags.map(({ code, ...flag }) => ({ ...flag, ...errorFlags[code] })),
  };
}

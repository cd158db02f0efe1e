// Values as people and other programs write them: `"1.500000"`, `inf`, `True`, and the names of enumerations. Pure.

import { type Message, message } from '../messages/message.ts';
import { enumerationNames, numberOfName } from './enumerations.ts';
import type { ConfigurationGeneration } from './release-order.ts';
import type { PropertyNode } from './tree.ts';
import { acceptValue, type PropertyType, type PropertyValue, rangeOf } from './value.ts';

const words: ReadonlyMap<string, boolean | number> = new Map<string, boolean | number>([
  ['true', true],
  ['false', false],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
]);

/** Decimal, as C and Python print it, or hexadecimal. */
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const whole = /^([+-]?\d+|0[xX][0-9a-fA-F]+)$/;
/** "8192.000000" for 8192, as programs write that print every value as a float. */
const wholeWithZeros = /^([+-]?\d+)\.0*$/;

/** The value this text stands for in a property of that type, or `undefined` if it stands for none. */
export function valueOfText(type: PropertyType, text: string): PropertyValue | undefined {
  const trimmed = text.trim();
  const word = words.get(trimmed.toLowerCase());
  if (type === 'bool') return boolOf(word ?? trimmed);
  if (typeof word === 'boolean') return undefined;
  if (type === 'float') return acceptValue(type, word ?? (number.test(trimmed) ? Number(trimmed) : undefined));
  const digits = wholeWithZeros.exec(trimmed)?.[1] ?? trimmed;
  return whole.test(digits) ? acceptValue(type, BigInt(digits.replace(/^\+/, ''))) : undefined;
}

/** The same, and the names of the property's enumeration: `AXIS_STATE_IDLE`, `idle`. */
export function valueOfWord(
  { path, type }: Pick<PropertyNode, 'path' | 'type'>,
  text: string,
  generation: ConfigurationGeneration,
): PropertyValue | undefined {
  return valueOfText(type, text) ?? acceptValue(type, numberOfName(path, text, generation));
}

/** What to pass instead of a text that stands for no value of this property. */
export function nextForValue(
  { path, type }: Pick<PropertyNode, 'path' | 'type'>,
  generation: ConfigurationGeneration,
): Message {
  const names = enumerationNames(path, generation).filter((name) => name !== 'UNDEFINED');
  if (names.length > 0) return message('next.pass-one-of', { names });
  if (type === 'bool') return message('next.pass-boolean');
  const range = rangeOf(type);
  if (!range) return message('next.pass-number');
  const [least, most] = range.map(String);
  return message('next.pass-whole-number', { least: least ?? '', most: most ?? '' });
}

function boolOf(word: boolean | number | string): boolean | undefined {
  if (typeof word === 'boolean') return word;
  const digits = typeof word === 'string' ? /^([01])(\.0*)?$/.exec(word)?.[1] : undefined;
  return digits === undefined ? undefined : digits === '1';
}

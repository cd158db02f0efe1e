import type { TextFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const textFormats: Texts<TextFormatMessages> = {
  'record.no-end': ({ ends, line }) =>
    `no end record (${choice(ends)}) up to the last line, ${line}: the file was cut off`,
  'record.after-end': ({ line }) =>
    `this line follows the end record in line ${line}: what comes after it would not be flashed`,
  'record.too-many-digits': ({ digits, most }) => `a record of ${digits} digits; the longest has ${most}`,
  'record.not-hex': ({ position, found }) => `character ${position} of the record, ${found}, is not a hex digit`,
  'record.odd-digits': ({ digits, cut }) => `an odd number of hex digits (${digits})${cutText(cut)}`,
  'record.checksum': ({ found, expected }) => `checksum is ${byteText(found)}, computed ${byteText(expected)}`,
  'record.length': ({ bytes, count, cut }) =>
    `the record contains ${bytes} bytes, its count is ${count}${cutText(cut)}`,
  'record.wrong-start': ({ expected, found }) => `expected a record that starts with "${expected}", found ${found}`,
  'record.unknown-type': ({ type }) => `record type ${type} does not exist`,
  'hex.type-length': ({ type, expected, found }) =>
    `a record of type ${type} has ${expected} data bytes, this one has ${found}`,
  'hex.wraps': ({ bytes, offset }) =>
    `${bytes} bytes at offset 0x${offset.toString(16)} wrap around the end of their 64 KiB segment (record type 02)`,
  's-record.count': ({ least, count }) => `the count must be at least ${least} for this record type, it is ${count}`,
  's-record.records-differ': ({ declared, records }) =>
    `the file declares ${declared} data records but contains ${records}: lines are missing or duplicated`,
};

const cutText = (cut: boolean): string => (cut ? '; the file ends in the middle of this record' : '');

const byteText = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;

/** `S7, S8 or S9` */
function choice(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

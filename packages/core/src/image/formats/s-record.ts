// Motorola S-record, types S0 to S9 (Motorola M68000 Family Programmer's Reference, appendix C). Knows no chip.

import { message } from '../../messages/message.ts';
import { badFile } from '../bad-file.ts';
import { imageBuilder } from '../image-builder.ts';
import type { MemoryImage } from '../memory-image.ts';
import { digitWriter } from '../text-writer.ts';
import {
  characterName,
  checksumError,
  decodeDigits,
  eachRecord,
  lengthError,
  maxRecordBytes,
  recordLength,
} from './record-lines.ts';

const format = 's-record';

interface RecordKind {
  readonly role: 'header' | 'data' | 'count' | 'end';
  readonly addressBytes: 2 | 3 | 4;
}

/** By type digit; S4 is reserved. */
const kinds: readonly (RecordKind | undefined)[] = [
  { role: 'header', addressBytes: 2 },
  { role: 'data', addressBytes: 2 },
  { role: 'data', addressBytes: 3 },
  { role: 'data', addressBytes: 4 },
  undefined,
  { role: 'count', addressBytes: 2 },
  { role: 'count', addressBytes: 3 },
  { role: 'end', addressBytes: 4 },
  { role: 'end', addressBytes: 3 },
  { role: 'end', addressBytes: 2 },
];

/**
 * Reads the text of an S-record file. An end record with address 0 gives no `entry` (tools write 0 for "none").
 * Throws `bad-file` with the line, a missing end record included; `image-overlap` and `image-empty` as
 * {@link imageBuilder} does.
 */
export function readSRecord(text: Uint8Array): MemoryImage {
  const builder = imageBuilder(format, 'line', text.length >>> 1);
  const record = new Uint8Array(maxRecordBytes);
  let dataRecords = 0;
  let entry = 0;
  let counted = false;
  eachRecord(text, builder, ['S7', 'S8', 'S9'], (start, end, line) => {
    const kind = kindAt(text, start, line);
    const dataEnd = decodeRecord(text, start, end, line, kind, record);
    const address = bigEndian(record, kind.addressBytes);
    if (kind.role === 'data') {
      dataRecords++;
      builder.add(address, record, 1 + kind.addressBytes, dataEnd, line);
    } else if (kind.role === 'count') {
      checkCount(dataRecords, address, kind, line);
      counted = true;
    } else if (kind.role === 'end') {
      entry = address;
    }
    return kind.role === 'end';
  });
  return builder.build({ counted, entry: entry === 0 ? undefined : entry });
}

function kindAt(text: Uint8Array, start: number, line: number): RecordKind {
  const letter = text[start] ?? 0;
  if ((letter | 0x20) !== 0x73) {
    const found = characterName(letter);
    throw badFile(format, message('record.wrong-start', { expected: 'S', found }), { reason: 'syntax', line, found });
  }
  const digit = text[start + 1] ?? 0;
  const kind = kinds[digit - 0x30];
  if (!kind) {
    const found = `S${digit > 0x20 && digit < 0x7f ? String.fromCharCode(digit) : '?'}`;
    throw badFile(format, message('record.unknown-type', { type: found }), { reason: 'unknown-type', line, found });
  }
  return kind;
}

/** Decodes and checks one record; returns the index after its last data byte. record[0] is the count. */
function decodeRecord(
  text: Uint8Array,
  start: number,
  end: number,
  line: number,
  kind: RecordKind,
  record: Uint8Array,
): number {
  const sum = decodeDigits(format, text, start, 2, end, line, record);
  const length = recordLength(start, 2, end);
  const count = length > 0 ? (record[0] as number) : 0;
  if (length !== count + 1) throw lengthError(format, text, end, line, count + 1, length);
  const least = kind.addressBytes + 1;
  if (count < least) {
    throw badFile(format, message('s-record.count', { least, count }), {
      reason: 'length',
      line,
      expected: least,
      found: count,
    });
  }
  const checksum = record[length - 1] as number;
  if (sum !== 0xff) throw checksumError(format, line, checksum, (checksum + 0xff - sum) & 0xff);
  return length - 1;
}

function bigEndian(record: Uint8Array, bytes: number): number {
  let value = 0;
  for (let i = 1; i <= bytes; i++) value = value * 256 + (record[i] as number);
  return value;
}

/** S5 and S6 count the data records before them; more than fit are counted around (GNU objcopy, srec_cat). */
function checkCount(records: number, claimed: number, kind: RecordKind, line: number): void {
  const expected = records % 256 ** kind.addressBytes;
  if (claimed === expected) return;
  const text = message('s-record.records-differ', { declared: claimed, records });
  throw badFile(format, text, { reason: 'inconsistent', line, expected, found: claimed });
}

const bytesPerRecord = 16;
const header: Uint8Array = Uint8Array.from('odflash', (character) => character.charCodeAt(0));

/** Writes S0, 16-byte S3 records, S5 or S6, and S7 (address 0 without an entry), LF line ends. */
export function writeSRecord(image: Pick<MemoryImage, 'segments' | 'entry'>): Uint8Array {
  const writer = digitWriter();
  let records = 0;
  writeRecord(0, 0, header, 0, header.length);
  for (const { address, data } of image.segments) {
    for (let from = 0; from < data.length; records++) {
      const to = Math.min(data.length, from + bytesPerRecord - ((address + from) % bytesPerRecord));
      writeRecord(3, address + from, data, from, to);
      from = to;
    }
  }
  if (records < 256 ** 3) writeRecord(records < 256 ** 2 ? 5 : 6, records, header, 0, 0);
  writeRecord(7, image.entry ?? 0, header, 0, 0);
  return writer.finish();

  function writeRecord(type: number, address: number, data: Uint8Array, from: number, to: number): void {
    const addressBytes = kinds[type]?.addressBytes ?? 4;
    const count = addressBytes + to - from + 1;
    let sum = count;
    writer.mark(`S${type}`);
    writer.byte(count);
    for (let shift = addressBytes * 8 - 8; shift >= 0; shift -= 8) {
      sum += (address >>> shift) & 0xff;
      writer.byte(address >>> shift);
    }
    for (let i = from; i < to; i++) {
      sum += data[i] ?? 0;
      writer.byte(data[i] ?? 0);
    }
    writer.byte(~sum);
    writer.mark('\n');
  }
}

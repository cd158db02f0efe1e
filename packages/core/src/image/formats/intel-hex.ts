// Intel HEX, record types 00 to 05 (Intel, "Hexadecimal Object File Format Specification", rev. A). Knows no chip.

import { hexBytes } from '../../bytes.ts';
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

const format = 'intel-hex';
const colon = 0x3a;
const hexEnd = ':00000001FF';

const recordType = {
  data: 0,
  endOfFile: 1,
  segmentBase: 2,
  segmentStart: 3,
  linearBase: 4,
  linearStart: 5,
} as const;

/** How many data bytes a record of the type must have; data records have any number. */
const fixedCounts: readonly (number | undefined)[] = [undefined, 0, 2, 4, 2, 4];

/**
 * Reads the text of an Intel HEX file.
 * Throws `bad-file` with the line for whatever breaks the format, a missing end-of-file record included (a download that
 * was cut off); `image-overlap` and `image-empty` as {@link imageBuilder} does.
 */
export function readIntelHex(text: Uint8Array): MemoryImage {
  const builder = imageBuilder(format, 'line', text.length >>> 1);
  const record = new Uint8Array(maxRecordBytes);
  let base = 0;
  let wrapsAt64K = false;
  let entry: number | undefined;
  eachRecord(text, builder, [hexEnd], (start, end, line) => {
    const count = decodeRecord(text, start, end, line, record);
    const offset = word(record, 1, 2);
    switch (record[3]) {
      case recordType.data:
        if (wrapsAt64K && offset + count > 0x1_0000) throw crosses(line, offset, count);
        builder.add(base + offset, record, 4, 4 + count, line);
        break;
      case recordType.endOfFile:
        return true;
      case recordType.segmentBase:
        base = word(record, 4, 2) << 4;
        wrapsAt64K = true;
        break;
      case recordType.linearBase:
        base = (word(record, 4, 2) << 16) >>> 0;
        wrapsAt64K = false;
        break;
      case recordType.segmentStart:
        entry = word(record, 4, 2) * 16 + word(record, 6, 2);
        break;
      default:
        entry = word(record, 4, 4);
    }
    return false;
  });
  return builder.build(entry === undefined ? {} : { entry });
}

/** Decodes and checks one record; returns its count of data bytes, which start at record[4]. */
function decodeRecord(text: Uint8Array, start: number, end: number, line: number, record: Uint8Array): number {
  if (text[start] !== colon) {
    const found = characterName(text[start] ?? 0);
    throw badFile(format, message('record.wrong-start', { expected: ':', found }), { reason: 'syntax', line, found });
  }
  const sum = decodeDigits(format, text, start, 1, end, line, record);
  const length = recordLength(start, 1, end);
  const count = length > 0 ? (record[0] as number) : 0;
  if (length !== count + 5) throw lengthError(format, text, end, line, count + 5, length);
  const checksum = record[length - 1] as number;
  if (sum !== 0) throw checksumError(format, line, checksum, (checksum - sum) & 0xff);
  const type = record[3] ?? 0;
  if (type >= fixedCounts.length) {
    throw badFile(format, message('record.unknown-type', { type: typeName(type) }), {
      reason: 'unknown-type',
      line,
      found: type,
    });
  }
  const expected = fixedCounts[type];
  if (expected !== undefined && count !== expected) {
    const text = message('hex.type-length', { type: typeName(type), expected, found: count });
    throw badFile(format, text, { reason: 'length', line, expected, found: count });
  }
  return count;
}

/** Two hex digits, as the file has it. */
function typeName(type: number): string {
  return hexBytes([type]).toUpperCase();
}

/** Big-endian. The buffer of a record has room for every field. */
function word(bytes: Uint8Array, at: number, size: 2 | 4): number {
  const high = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return size === 2 ? high : high * 0x1_0000 + word(bytes, at + 2, 2);
}

function crosses(line: number, offset: number, count: number) {
  const text = message('hex.wraps', { bytes: count, offset });
  return badFile(format, text, { reason: 'address-wrap', line });
}

const bytesPerRecord = 16;

/** Writes 16-byte records aligned to 16, type 04 where the upper address half changes, LF line ends. */
export function writeIntelHex(image: Pick<MemoryImage, 'segments' | 'entry'>): Uint8Array {
  const writer = digitWriter();
  let upper = 0;
  for (const { address, data } of image.segments) {
    for (let from = 0; from < data.length; ) {
      const at = address + from;
      const to = Math.min(data.length, from + bytesPerRecord - (at % bytesPerRecord));
      if (Math.floor(at / 0x1_0000) !== upper) {
        upper = Math.floor(at / 0x1_0000);
        writeRecord(0, recordType.linearBase, Uint8Array.of(upper >>> 8, upper), 0, 2);
      }
      writeRecord(at & 0xffff, recordType.data, data, from, to);
      from = to;
    }
  }
  if (image.entry !== undefined) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, image.entry);
    writeRecord(0, recordType.linearStart, bytes, 0, 4);
  }
  writeRecord(0, recordType.endOfFile, new Uint8Array(0), 0, 0);
  return writer.finish();

  function writeRecord(offset: number, type: number, data: Uint8Array, from: number, to: number): void {
    let sum = to - from + (offset >>> 8) + offset + type;
    for (let i = from; i < to; i++) sum += data[i] ?? 0;
    writer.mark(':');
    writer.byte(to - from);
    writer.byte(offset >>> 8);
    writer.byte(offset);
    writer.byte(type);
    for (let i = from; i < to; i++) writer.byte(data[i] ?? 0);
    writer.byte(-sum);
    writer.mark('\n');
  }
}

// DfuSe files: prefix, targets, elements, suffix (ST UM0391, "DfuSe file format specification"). Knows the alternate
// settings of the STM32F405's ROM for writing; reading follows addresses, and refuses those of the flash in another setting.

import { usbIds } from '../../board/odrive-v3.ts';
import { contains, deviceFeature, mainFlash, optionBytesArea, otpArea } from '../../board/stm32f405.ts';
import { type Block, endOf, type Range } from '../../bytes.ts';
import { type MessageParameters, message } from '../../messages/message.ts';
import { badFile, trailingData } from '../bad-file.ts';
import { type ImageBuilder, imageBuilder } from '../image-builder.ts';
import type { MemoryImage } from '../memory-image.ts';
import { type DfuSuffix, dfuSuffix, sealWithSuffix, suffixEnd } from './dfu-suffix.ts';

const format = 'dfuse';
const prefixLength = 11;
const targetLength = 274;
const elementLength = 8;
const nameLength = 255;
const suffixLength = 16;
const anyId = 0xffff;
/** ST's DfuFileMgr leaves the product at 0 unless told otherwise. */
const unnamedProduct = 0;

/** Alternate setting of the main flash. */
const flashAlternate = 0;

const signature = 'DfuSe';
const targetSignature = 'Target';

/**
 * Reads a DfuSe file whose suffix CRC is right and which holds nothing else. Accepts every meaning of DFUImageSize that is in use: without the suffix
 * (fwupd, MicroPython), with it (dfu-util's dfuse-pack), 0; anything else gives a note.
 * Throws `bad-file` with the offset; `image-overlap` and `image-empty` as {@link imageBuilder} does.
 */
export function readDfuse(bytes: Uint8Array): MemoryImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < prefixLength) throw cutOff(0, { part: 'prefix', bytes: prefixLength, left: bytes.length });
  const version = view.getUint8(5);
  if (version !== 1) {
    throw badFile(format, message('dfuse.version', { version }), {
      reason: 'unknown-type',
      offset: 5,
      expected: 1,
      found: version,
    });
  }
  const builder = imageBuilder(format, 'offset', bytes.length);
  const imageSize = view.getUint32(6, true);
  const { file, suffix } = sealedPart(bytes);
  checkSuffix(suffix, file.length, builder);
  if (file.length < bytes.length)
    throw trailingData(format, file.length, { bytes: bytes.length - file.length, after: 'dfu-suffix' });
  const end = file.length - suffix.length;
  if (imageSize !== end && imageSize !== file.length && imageSize !== file.length - suffixLength) {
    builder.note('odd-size-field', message('dfuse.image-size', { size: imageSize, end }));
  }
  const names: string[] = [];
  let at = prefixLength;
  for (let left = view.getUint8(10); left > 0; left--) at = readTarget(file, at, end, builder, names);
  if (at < end) throw trailingData(format, at, { bytes: end - at, after: 'last-element' });
  return builder.build(names.length > 0 ? { claims: { targetNames: names } } : {});
}

/** The file without what was appended to it: up to a suffix at its end, or to one somewhere before. */
function sealedPart(bytes: Uint8Array) {
  const last = dfuSuffix(bytes);
  if (last && last.crc.found === last.crc.expected) return { file: bytes, suffix: last };
  const file = bytes.subarray(0, suffixEnd(bytes));
  const inner = dfuSuffix(file);
  if (inner) return { file, suffix: inner };
  if (last) return { file: bytes, suffix: last };
  throw badFile(format, message('dfuse.no-suffix'), {
    reason: 'truncated',
    offset: bytes.length,
  });
}

function checkSuffix({ crc, vendorId, productId }: DfuSuffix, size: number, builder: ImageBuilder): void {
  if (crc.found !== crc.expected) {
    throw badFile(format, message('dfuse.suffix-checksum', { found: crc.found, expected: crc.expected }), {
      reason: 'checksum',
      offset: size - 4,
      expected: crc.expected,
      found: crc.found,
    });
  }
  const { rom } = usbIds;
  const fits =
    (vendorId === anyId || vendorId === rom.vendorId) && [rom.productId, anyId, unnamedProduct].includes(productId);
  if (fits) return;
  builder.note('foreign-target', message('dfuse.other-device', { vendorId, productId }));
}

function readTarget(file: Uint8Array, at: number, end: number, builder: ImageBuilder, names: string[]): number {
  if (at + targetLength > end) throw cutOff(at, { part: 'target-prefix', bytes: targetLength, left: end - at });
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const found = ascii(file, at, targetSignature.length);
  if (found !== targetSignature) {
    const facts = { reason: 'syntax', offset: at, expected: targetSignature, found } as const;
    throw badFile(format, message('dfuse.no-target', { found }), facts);
  }
  const name = view.getUint8(at + 7) !== 0 ? ascii(file, at + 11, nameLength) : '';
  if (name) names.push(name);
  const alternate = view.getUint8(at + 6);
  const size = view.getUint32(at + 266, true);
  const from = at + targetLength;
  let next = from;
  for (let left = view.getUint32(at + 270, true); left > 0; left--)
    next = readElement(file, { at: next, end, alternate }, builder);
  if (next - from !== size) {
    const sizes = { target: alternate, size, bytes: next - from };
    builder.note('odd-size-field', message('dfuse.target-size', sizes));
  }
  return next;
}

interface ElementPlace {
  readonly at: number;
  /** Where the last element of the file ends. */
  readonly end: number;
  /** bAlternateSetting of its target. */
  readonly alternate: number;
}

function readElement(file: Uint8Array, { at, end, alternate }: ElementPlace, builder: ImageBuilder): number {
  if (at + elementLength > end) throw cutOff(at, { part: 'element-header', bytes: elementLength, left: end - at });
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const address = view.getUint32(at, true);
  const size = view.getUint32(at + 4, true);
  const from = at + elementLength;
  if (size > end - from) throw cutOff(at, { part: 'element', address, bytes: size, left: end - from });
  if (alternate !== flashAlternate && size > 0 && contains(mainFlash, { address, length: 1 }))
    throw elsewhere(at, { alternate, address });
  builder.add(address, file, from, from + size, from);
  return from + size;
}

/** Data for another memory at the flash's addresses, as for a chip with one beside its bus: dfu-util writes it nowhere else. */
function elsewhere(offset: number, place: MessageParameters['dfuse.other-alternate']) {
  const { alternate: found } = place;
  const facts = { reason: 'wrong-chip', offset, expected: flashAlternate, found } as const;
  return badFile(format, message('dfuse.other-alternate', place), facts);
}

/** Printable ASCII up to the first NUL. */
function ascii(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  for (const byte of bytes.subarray(at, at + length)) {
    if (byte === 0) break;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?';
  }
  return text;
}

function cutOff(offset: number, { left, ...part }: MessageParameters['dfuse.cut-off']) {
  const found = Math.max(left, 0);
  const text = message('dfuse.cut-off', { ...part, left: found });
  return badFile(format, text, { reason: 'truncated', offset, expected: part.bytes, found });
}

export interface DfuseOptions {
  /** szTargetName of the flash's target, at most 254 ASCII characters; '' leaves the target unnamed. */
  readonly targetName?: string | undefined;
}

interface Alternate {
  readonly number: number;
  readonly name: string;
  readonly area?: Range | undefined;
}

/** Alternate settings of the STM32F405's ROM (AN3156, AN2606 §4.4); the flash takes whatever is in no other area. */
const alternates: readonly Alternate[] = [
  { number: flashAlternate, name: 'Internal Flash' },
  { number: 1, name: 'Option Bytes', area: optionBytesArea },
  { number: 2, name: 'OTP Memory', area: otpArea },
  { number: 3, name: 'Device Feature', area: deviceFeature },
];

/**
 * Writes one target for each alternate setting that has data, DFUImageSize without the suffix, a suffix for 0483:DF11,
 * any release. Every DfuSe tool flashes the result.
 */
export function writeDfuse(image: Pick<MemoryImage, 'segments'>, options: DfuseOptions = {}): Uint8Array {
  const targets = alternates
    .map((alternate) => ({
      ...alternate,
      name: alternate.number === 0 ? (options.targetName ?? alternate.name) : alternate.name,
      blocks: image.segments.filter((segment) => alternateOf(segment) === alternate),
    }))
    .filter((target) => target.blocks.length > 0);
  const end = targets.reduce((sum, { blocks }) => sum + targetLength + elementsLength(blocks), prefixLength);
  const file = new Uint8Array(end + suffixLength);
  const view = new DataView(file.buffer);
  writeAscii(file, 0, signature);
  view.setUint8(5, 1);
  view.setUint32(6, end, true);
  view.setUint8(10, targets.length);
  let at = prefixLength;
  for (const { number, name, blocks } of targets) at = writeTarget(file, at, number, name, blocks);
  sealWithSuffix(file, { release: anyId, ...usbIds.rom, version: 0x011a });
  return file;
}

function alternateOf(segment: Block): Alternate | undefined {
  const inside = ({ area }: Alternate) => area && segment.address >= area.address && segment.address < endOf(area);
  return alternates.find(inside) ?? alternates[0];
}

function elementsLength(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { data }) => sum + elementLength + data.length, 0);
}

function writeTarget(file: Uint8Array, at: number, alternate: number, name: string, blocks: readonly Block[]): number {
  const view = new DataView(file.buffer);
  writeAscii(file, at, targetSignature);
  view.setUint8(at + 6, alternate);
  view.setUint32(at + 7, name ? 1 : 0, true);
  writeAscii(file, at + 11, name.slice(0, nameLength - 1));
  view.setUint32(at + 266, elementsLength(blocks), true);
  view.setUint32(at + 270, blocks.length, true);
  let next = at + targetLength;
  for (const { address, data } of blocks) {
    view.setUint32(next, address, true);
    view.setUint32(next + 4, data.length, true);
    file.set(data, next + elementLength);
    next += elementLength + data.length;
  }
  return next;
}

function writeAscii(file: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) file[at + i] = text.charCodeAt(i);
}

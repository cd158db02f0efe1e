// Bytes without a format: where they go must be told or be evident from a vector table. A DFU suffix is no part of them
// (DFU 1.1 appendix B), prefixes of other makers' bootloaders are refused.

import { mainFlash } from '../../board/stm32f405.ts';
import { hex32 } from '../../bytes.ts';
import { FlasherError } from '../../errors.ts';
import { badFile, trailingData } from '../bad-file.ts';
import { type ImageBuilder, imageBuilder } from '../image-builder.ts';
import { linkedElsewhere } from '../linked-elsewhere.ts';
import type { MemoryImage } from '../memory-image.ts';
import { vectorTable } from '../vector.ts';
import { dfuSuffix, suffixEnd } from './dfu-suffix.ts';

const format = 'raw';

/**
 * Reads bytes for `address`; without one, for the start of the flash if they begin with a vector table of this chip.
 * Throws `image-implausible` if they do not, `bad-file` for a damaged suffix or a foreign prefix.
 */
export function readRaw(file: Uint8Array, address?: number): MemoryImage {
  const builder = imageBuilder(format, 'offset', file.length);
  const bytes = withoutSuffix(file, builder);
  refusePrefix(bytes);
  if (address === undefined) requireVectors(bytes);
  const place = address ?? mainFlash.address;
  builder.add(place, bytes, 0, bytes.length, 0);
  const linked = linkedElsewhere({ address: place, data: bytes });
  if (linked !== undefined) {
    const text = `The addresses in the binary are those of a program at ${hex32(linked)}, but it is loaded at ${hex32(place)}; --address changes that`;
    builder.note('linked-elsewhere', text);
  }
  return builder.build();
}

function withoutSuffix(file: Uint8Array, builder: ImageBuilder): Uint8Array {
  const suffix = dfuSuffix(file);
  const sound = suffix !== undefined && suffix.crc.found === suffix.crc.expected;
  const inner = sound ? 0 : suffixEnd(file);
  if (inner > 0) throw trailingData(format, inner, file.length - inner, 'the DFU suffix');
  if (!suffix) return file;
  if (!sound) {
    const { found, expected } = suffix.crc;
    const text = `the CRC in the DFU suffix is ${hex32(found)}, computed ${hex32(expected)}`;
    throw badFile(format, text, { reason: 'checksum', offset: file.length - 4, expected, found });
  }
  const id = [suffix.vendorId, suffix.productId].map((part) => part.toString(16).padStart(4, '0')).join(':');
  builder.note('suffix-stripped', `the DFU suffix (${suffix.length} bytes, for ${id}) is not part of the firmware`);
  return file.subarray(0, file.length - suffix.length);
}

function requireVectors(bytes: Uint8Array): void {
  const verdict = vectorTable({ segments: [{ address: mainFlash.address, data: bytes }] });
  if (verdict.plausible) return;
  const text = `unknown file format, and as a raw binary at ${hex32(mainFlash.address)} it would not start: ${verdict.why}`;
  throw new FlasherError('image-implausible', text, {
    details: { format, reason: verdict.problem },
    next: 'Choose the firmware file of your board; for a raw binary with another load address, pass that address with --address.',
  });
}

/** Prefixes that dfu-util's dfu-prefix adds for bootloaders of other makers. */
function refusePrefix(bytes: Uint8Array): void {
  const maker = isStellaris(bytes) ? 'TI Stellaris' : isLpc(bytes) ? 'NXP LPC' : undefined;
  if (!maker) return;
  throw badFile(format, `the file starts with the DFU prefix of ${maker} bootloaders: it is not for an STM32`, {
    reason: 'wrong-chip',
    offset: 0,
  });
}

/** `01 00`, address / 1024, then the length of what follows. */
function isStellaris(bytes: Uint8Array): boolean {
  if (bytes.length <= 8 || bytes[0] !== 0x01 || bytes[1] !== 0x00) return false;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) === bytes.length - 8;
}

/** `1A 3F`, length in blocks of 512, reserved, four 0xFF. */
function isLpc(bytes: Uint8Array): boolean {
  if (bytes.length <= 16 || ((bytes[0] ?? 0) & 0x3f) !== 0x1a || ((bytes[1] ?? 0) & 0x3f) !== 0x3f) return false;
  return bytes.subarray(12, 16).every((byte) => byte === 0xff);
}

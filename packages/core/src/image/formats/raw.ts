// Bytes without a format: where they go must be given or be evident from a vector table. A DFU suffix does not count
// (DFU 1.1 appendix B), prefixes of other makers' bootloaders are refused.

import { mainFlash } from '../../board/stm32f405.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
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
    builder.note('linked-elsewhere', message('raw.linked-elsewhere', { linked, loaded: place }));
  }
  return builder.build();
}

function withoutSuffix(file: Uint8Array, builder: ImageBuilder): Uint8Array {
  const suffix = dfuSuffix(file);
  const sound = suffix !== undefined && suffix.crc.found === suffix.crc.expected;
  const inner = sound ? 0 : suffixEnd(file);
  if (inner > 0) throw trailingData(format, inner, { bytes: file.length - inner, after: 'dfu-suffix' });
  if (!suffix) return file;
  if (!sound) {
    const { found, expected } = suffix.crc;
    const text = message('raw.suffix-checksum', { found, expected });
    throw badFile(format, text, { reason: 'checksum', offset: file.length - 4, expected, found });
  }
  const { length: bytes, vendorId, productId } = suffix;
  builder.note('suffix-stripped', message('raw.suffix-stripped', { bytes, vendorId, productId }));
  return file.subarray(0, file.length - suffix.length);
}

function requireVectors(bytes: Uint8Array): void {
  const verdict = vectorTable({ segments: [{ address: mainFlash.address, data: bytes }] });
  if (verdict.plausible) return;
  const text = message('raw.not-startable', { address: mainFlash.address, why: verdict.why });
  throw new FlasherError('image-implausible', text, {
    details: { format, reason: verdict.problem },
    next: message('next.choose-image-or-address'),
  });
}

/** Prefixes that dfu-util's dfu-prefix adds for bootloaders of other makers. */
function refusePrefix(bytes: Uint8Array): void {
  const maker = isStellaris(bytes) ? 'TI Stellaris' : isLpc(bytes) ? 'NXP LPC' : undefined;
  if (!maker) return;
  throw badFile(format, message('raw.other-bootloader', { maker }), {
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

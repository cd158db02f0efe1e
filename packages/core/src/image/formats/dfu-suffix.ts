// The suffix every DFU file ends with (DFU 1.1, appendix B). Read from the end of the file backwards, so that a longer
// suffix of a later version keeps its known fields in place. Knows nothing of what stands before it.

import { crc32Step, dfuCrc } from '../crc32.ts';

export interface DfuSuffix {
  /** bLength: 16 or more. */
  readonly length: number;
  /** 0xFFFF: any. */
  readonly release: number;
  /** 0xFFFF: any. */
  readonly productId: number;
  /** 0xFFFF: any. */
  readonly vendorId: number;
  /** bcdDFU: 0x0100, 0x0110, or 0x011A for DfuSe. */
  readonly version: number;
  /** dwCRC as the file has it, and as its bytes add up. */
  readonly crc: { readonly found: number; readonly expected: number };
}

const shortest = 16;

/** The suffix at the end of `bytes`, or `undefined` where there is no "UFD" signature with a possible length. */
export function dfuSuffix(bytes: Uint8Array): DfuSuffix | undefined {
  const size = bytes.length;
  if (size < shortest) return undefined;
  const signed = bytes[size - 8] === 0x55 && bytes[size - 7] === 0x46 && bytes[size - 6] === 0x44;
  const length = bytes[size - 5] ?? 0;
  if (!signed || length < shortest || length > size) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  return {
    length,
    release: view.getUint16(size - 16, true),
    productId: view.getUint16(size - 14, true),
    vendorId: view.getUint16(size - 12, true),
    version: view.getUint16(size - 10, true),
    crc: { found: view.getUint32(size - 4, true), expected: dfuCrc(bytes.subarray(0, size - 4)) },
  };
}

/**
 * Where a suffix with the right CRC ends that does not stand at the end of `bytes`: the file in front of it was followed by
 * something. 0 if there is none. One pass, whatever the bytes are.
 */
export function suffixEnd(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (let at = 0; at + 4 < bytes.length; at++) {
    // The CRC stands behind `UFD` and bLength, over everything before itself.
    const signed = at >= 12 && bytes[at - 4] === 0x55 && bytes[at - 3] === 0x46 && bytes[at - 2] === 0x44;
    if (signed && dfuSuffixAt(bytes, at + 4, crc)) return at + 4;
    crc = crc32Step(crc, bytes[at] as number);
  }
  return 0;
}

function dfuSuffixAt(bytes: Uint8Array, end: number, crc: number): boolean {
  const length = bytes[end - 5] as number;
  const found = new DataView(bytes.buffer, bytes.byteOffset, end).getUint32(end - 4, true);
  return length >= shortest && length <= end && found === crc >>> 0;
}

/** Fills the last 16 bytes of `file` with a suffix; everything before must already be in place. */
export function sealWithSuffix(file: Uint8Array, ids: Omit<DfuSuffix, 'length' | 'crc'>): void {
  const at = file.length - shortest;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  view.setUint16(at, ids.release, true);
  view.setUint16(at + 2, ids.productId, true);
  view.setUint16(at + 4, ids.vendorId, true);
  view.setUint16(at + 6, ids.version, true);
  file.set([0x55, 0x46, 0x44, shortest], at + 8);
  view.setUint32(at + 12, dfuCrc(file.subarray(0, at + 12)), true);
}

// The option bytes of the STM32F405 as the ROM shows them through alternate setting 1: 16 bytes, every half word
// followed by its complement and each pair stored twice (RM0090 §3.6.1). Pure; no I/O.

import { type Sector, sectors } from '../board/stm32f405.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { OptionBytes } from './identity.ts';

/** Bytes of the option bytes as they are read: each word and its complement. */
export const optionBytesLength = 16;

const userOffset = 0;
const protectionOffset = 1;
const writeProtectionOffset = 8;
const level0 = 0xaa;
const level2 = 0xcc;
/** BOR_LEV, bits 3..2 of USER: 11 = off, 00 = 2.7 V (RM0090 §3.6.1). */
const brownOutVolts = [2.7, 2.4, 2.1, 0] as const;
const allSectors = (1 << sectors.length) - 1;

/** Level by RDP byte: 0xAA open, 0xCC final, anything else protected (RM0090 §3.6.3). */
function readProtectionLevel(byte: number): OptionBytes['readProtection'] {
  return byte === level0 ? 0 : byte === level2 ? 2 : 1;
}

/**
 * Decodes the 16 bytes. Only the first copy is looked at; the redundancy is the chip's own business.
 * Throws `unexpected-reply` if there are not 16.
 */
export function decodeOptionBytes(raw: Uint8Array): OptionBytes {
  if (raw.length !== optionBytesLength)
    throw new FlasherError('unexpected-reply', message('board.option-bytes-length', { bytes: raw.length }), {
      details: { bytes: raw.length },
    });
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const open = view.getUint16(writeProtectionOffset, true);
  return {
    readProtection: readProtectionLevel(view.getUint8(protectionOffset)),
    writeProtected: sectors.filter(({ index }: Sector) => (open & (1 << index)) === 0).map(({ index }) => index),
    brownOut: brownOutVolts[((view.getUint8(userOffset) >> 2) & 3) as 0 | 1 | 2 | 3],
    // slice() of a Node Buffer is a view of the same memory.
    raw: Uint8Array.from(raw),
  };
}

/**
 * The 16 bytes with the write protection of every sector taken off, complements included, everything else as it was.
 * Refuses (`internal`) to produce read protection level 2, which would lock the chip forever.
 */
export function withoutWriteProtection(current: OptionBytes): Uint8Array {
  const bytes = Uint8Array.from(current.raw);
  const view = new DataView(bytes.buffer);
  const user = view.getUint16(userOffset, true);
  if (user >>> 8 === level2) throw new FlasherError('internal', message('board.read-protection-2-refused'));
  const open = view.getUint16(writeProtectionOffset, true) | allSectors;
  for (const [offset, value] of [
    [userOffset, user],
    [writeProtectionOffset, open],
  ] as const) {
    for (const copy of [offset, offset + 4]) {
      view.setUint16(copy, value, true);
      view.setUint16(copy + 2, ~value & 0xffff, true);
    }
  }
  return bytes;
}

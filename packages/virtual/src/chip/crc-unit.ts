// The CRC calculation unit (RM0090 §4): polynomial 0x04C11DB7, words, most significant bit first, no reflection. Without its
// clock (RCC_AHB1ENR bit 12) it reads zero and ignores writes.

import type { RegisterBlock } from './register-block.ts';

const registers = { data: 0x0, scratch: 0x4, control: 0x8 } as const;
const polynomial = 0x04c1_1db7;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value < 0 ? polynomial : 0);
  return value >>> 0;
});

/** The remainder after one more word. */
function crcStep(remainder: number, word: number): number {
  let value = remainder ^ word;
  for (let byte = 0; byte < 4; byte++) value = (value << 8) ^ (table[value >>> 24] ?? 0);
  return value >>> 0;
}

export function crcUnit(hasClock: () => boolean): RegisterBlock {
  let remainder = 0xffff_ffff;
  let scratch = 0;
  const reset = () => {
    remainder = 0xffff_ffff;
    scratch = 0;
  };
  return {
    base: 0x4002_3000,
    length: 0x400,
    read: (offset) => {
      if (!hasClock()) return 0;
      if (offset === registers.data) return remainder;
      return offset === registers.scratch ? scratch : 0;
    },
    write: (offset, value) => {
      if (!hasClock()) return;
      if (offset === registers.data) remainder = crcStep(remainder, value);
      if (offset === registers.scratch) scratch = value & 0xff;
      if (offset === registers.control && (value & 1) === 1) remainder = 0xffff_ffff;
    },
    reset,
  };
}

// FLASH_OPTCR, which the debugger sees, and the 16 bytes of the option area, which the bootloader shows: the same facts. Pure.

import { sectors } from '../board/stm32f405.ts';
import type { OptionBytes } from '../target/identity.ts';
import { decodeOptionBytes } from '../target/option-bytes.ts';
import { flashOptions } from './registers.ts';

const everySector = (1 << sectors.length) - 1;
const level0 = 0xaa;
/** Bits of USER that mean nothing read 1 in the option area (bit 4 reads 0 there, as in OPTCR after a reset: 0xED, 0xEF). */
const unusedUser = 0x03;

/** The option bytes an OPTCR stands for. */
export function optionBytesOf(optcr: number): OptionBytes {
  const user = (optcr & flashOptions.user) | unusedUser;
  const rdp = (optcr >>> flashOptions.protectionShift) & 0xff;
  const open = (optcr >>> flashOptions.openShift) & everySector;
  const pair = (low: number, high: number) => [low, high, low ^ 0xff, high ^ 0xff];
  const first = pair(user, rdp);
  const second = pair(open & 0xff, open >> 8);
  return decodeOptionBytes(Uint8Array.from([...first, ...first, ...second, ...second]));
}

/** OPTCR with read protection taken off; programming it erases a protected chip. */
export function withoutReadProtection(optcr: number): number {
  return ((optcr & ~(0xff << flashOptions.protectionShift)) | (level0 << flashOptions.protectionShift)) >>> 0;
}

/** OPTCR with the write protection of every sector taken off. */
export function withoutSectorProtection(optcr: number): number {
  return (optcr | (everySector << flashOptions.openShift)) >>> 0;
}

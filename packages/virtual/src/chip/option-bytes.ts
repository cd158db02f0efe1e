// Option bytes of the STM32F405 (RM0090 §3.6.1) and their image as the ROM shows it: 16 bytes at 0x1FFFC000, every half
// word followed by its complement, every pair stored twice. The layout of the copies is what reads of real F4 parts show.

import type { Random } from '../time/random.ts';

/** What the option bytes hold. */
export interface OptionBits {
  /** USER: bits 3..2 BOR_LEV (11 = off), bit 5 WDG_SW, bits 7..6 reset on stop and standby. */
  readonly user: number;
  /** RDP: 0xAA = level 0, 0xCC = level 2, anything else = level 1. */
  readonly rdp: number;
  /** nWRP, bit n = sector n: 1 = open, 0 = write-protected. */
  readonly open: number;
}

const everySectorOpen = 0x0fff;

/** As delivered: not protected, brown-out reset off. */
export const factoryOptions: OptionBits = { user: 0xef, rdp: 0xaa, open: everySectorOpen };

/** Flash that lost power between erasing and programming its option bytes reads 0xFF: protected at level 1. */
export const erasedOptions: OptionBits = { user: 0xff, rdp: 0xff, open: everySectorOpen };

export function readProtection(options: OptionBits): 0 | 1 | 2 {
  if (options.rdp === 0xaa) return 0;
  return options.rdp === 0xcc ? 2 : 1;
}

/** What a supply that fails while the firmware writes its flash leaves of the option bytes. */
export type SaveCut = 'harmless' | 'write-protected' | 'read-protected' | 'chance';

/**
 * Option bytes after such a cut: sectors at random write-protected, or read protection level 1, as seen on STM32F407 boards
 * (rusefi issue 8926; ST confirmed the same kind for the F7, STM32CubeF7 issue 96).
 */
export function damagedOptions(options: OptionBits, cut: SaveCut, random: Random): OptionBits {
  if (cut === 'harmless') return options;
  const kind = cut === 'chance' ? (random.coin() ? 'write-protected' : 'read-protected') : cut;
  if (kind === 'read-protected') return { ...options, rdp: erasedOptions.rdp };
  // At least one sector closes.
  return { ...options, open: options.open & random.next() & ~(1 << random.below(12)) };
}

/** Numbers of the sectors that ignore erase and program. */
export function writeProtectedSectors(options: OptionBits): readonly number[] {
  return Array.from({ length: 12 }, (_, sector) => sector).filter((sector) => ((options.open >> sector) & 1) === 0);
}

/** nWRP with these sectors write-protected. */
export function openExcept(sectors: readonly number[]): number {
  return sectors.reduce((open, sector) => open & ~(1 << sector), everySectorOpen);
}

/**
 * The 16 bytes. `reservedHigh` is what bits 15..12 of the nWRP half word read as: 0 by default, no F405 dump settles it.
 */
export function encodeOptions(options: OptionBits, reservedHigh: 0 | 0xf = 0): Uint8Array {
  const first = [options.user, options.rdp];
  const second = [options.open & 0xff, (options.open >> 8) | (reservedHigh << 4)];
  const pair = (bytes: readonly number[]) => [...bytes, ...bytes.map((byte) => byte ^ 0xff)];
  return Uint8Array.from([...pair(first), ...pair(first), ...pair(second), ...pair(second)]);
}

/** The bits a 16-byte block stands for: bytes 0, 1, 8 and 9; the redundancy is not checked (the F4 has no OPTERR). */
export function decodeOptions(block: Uint8Array): OptionBits {
  const [user = 0xff, rdp = 0xff] = block;
  return { user, rdp, open: ((block[8] ?? 0xff) | ((block[9] ?? 0xff) << 8)) & everySectorOpen };
}

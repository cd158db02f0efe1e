// What the ROM lets a host touch, by address (AN3156 §4 and §5.2, AN2606 for the RAM it keeps for itself). Alternate
// settings do not matter: the address alone chooses the memory.

import { deviceFeature, optionBytesArea, otpArea, sram, systemMemory } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import { cached } from '../board/cache.ts';
import { type Chip, flashRange } from '../chip/chip.ts';
import { seededRandom } from '../time/random.ts';
import { type RomVersion, romVersions } from './behaviour.ts';

type RegionName = 'flash' | 'ram' | 'system' | 'otp' | 'options' | 'feature';

export interface Region {
  readonly name: RegionName;
  readonly range: Range;
}

/** The regions of a chip behind that ROM. The unique id, CCM RAM and peripherals are in none. */
export function romRegions(chip: Chip, version: RomVersion): readonly Region[] {
  const kept = romVersions[version].ramUsed;
  return [
    { name: 'flash', range: flashRange(chip) },
    { name: 'ram', range: { address: sram.address + kept, length: sram.length - kept } },
    { name: 'system', range: systemMemory },
    { name: 'otp', range: otpArea },
    { name: 'options', range: optionBytesArea },
    { name: 'feature', range: deviceFeature },
  ];
}

export function regionAt(regions: readonly Region[], address: number): Region | undefined {
  return regions.find(({ range }) => address >= range.address && address < range.address + range.length);
}

/** What the ROM shows at addresses that are not plain memory. */
export interface ShownMemory {
  readonly options: Uint8Array;
  readonly feature: Uint8Array;
}

/** Up to `length` bytes from `address`, which lies in `region`; fewer where the region ends. A copy. */
export function readMemory(
  chip: Chip,
  region: Region,
  address: number,
  length: number,
  shown: ShownMemory,
): Uint8Array {
  const { range } = region;
  const from = address - range.address;
  const to = Math.min(from + length, range.length);
  switch (region.name) {
    case 'flash':
      return chip.flash.slice(from, to);
    case 'ram':
      return chip.ram.slice(address - sram.address, to + range.address - sram.address);
    case 'system':
      return chip.systemMemory.slice(from, to);
    case 'otp':
      return chip.otp.slice(from, to);
    case 'options':
      return shown.options.slice(from, to);
    case 'feature':
      return shown.feature.slice(from, to);
  }
}

/** Where the ROM's version byte lies (AN2606, STM32F40xxx/41xxx). */
const versionOffset = 0x77de;

/**
 * System memory as a host may read it. ST's code is ST's: noise stands in for it, with a vector table of the right shape
 * and the true version byte.
 */
export const romImage: (version: RomVersion) => Uint8Array = cached((version) => version, makeRomImage);

function makeRomImage(version: RomVersion): Uint8Array {
  const image = seededRandom(romVersions[version].id, 'system memory').fill(new Uint8Array(systemMemory.length));
  const view = new DataView(image.buffer);
  view.setUint32(0, sram.address + romVersions[version].ramUsed, true);
  view.setUint32(4, systemMemory.address + 0x3001, true);
  image[versionOffset] = romVersions[version].id;
  return image;
}

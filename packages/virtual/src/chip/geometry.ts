// Which STM32 this is: its erase units and the name its ROM gives them. The ROM's ids are the same for every STM32, so a
// flasher meets the others too and must leave them alone.

import { mainFlash, type Sector, sectors } from '@odflash/core';

export interface ChipModel {
  readonly name: string;
  readonly sectors: readonly Sector[];
  /** Length of the main flash in bytes. */
  readonly flashLength: number;
  /** String descriptor of alternate setting 0. */
  readonly layout: string;
}

function pages(count: number, length: number): Sector[] {
  return Array.from({ length: count }, (_, index) => ({ index, address: mainFlash.address + index * length, length }));
}

const KiB = 1024;

/** The F405, and two others that answer to 0483:df11. */
export type ChipName = 'f405' | 'f411' | 'g431';

/** Layout strings as the ROMs of these parts send them. */
export const chipModels: Readonly<Record<ChipName, ChipModel>> = {
  f405: {
    name: 'STM32F405xG',
    sectors,
    flashLength: mainFlash.length,
    layout: '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg',
  },
  f411: {
    name: 'STM32F411xE',
    sectors: sectors.slice(0, 8),
    flashLength: 512 * KiB,
    layout: '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,03*128Kg',
  },
  g431: {
    name: 'STM32G431xB',
    sectors: pages(64, 2 * KiB),
    flashLength: 128 * KiB,
    layout: '@Internal Flash  /0x08000000/64*02Kg',
  },
};

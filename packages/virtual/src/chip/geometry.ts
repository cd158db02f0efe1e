// Which STM32 this is: its erase units and the name its ROM gives them. The ROM's ids are the same for every STM32, so a
// flasher meets the others too and must leave them alone.

import { mainFlash, type Sector, sectors } from '@odflash/core/board';

export interface ChipModel {
  readonly name: string;
  readonly sectors: readonly Sector[];
  /** Length of the main flash in bytes. */
  readonly flashLength: number;
  /** String descriptor of alternate setting 0. */
  readonly layout: string;
  /** What its DBGMCU_IDCODE reads. */
  readonly idCode: number;
  /** How its bootloader appears on USB, where that is not as every STM32's. */
  readonly bootloader?: OtherBootloader | undefined;
}

/** A bootloader with ST's protocol under a name of its own. */
interface OtherBootloader {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice. */
  readonly release: number;
  readonly product: string;
  /** Strings of the alternate settings after the first one. */
  readonly layouts: readonly string[];
  /** Sent as UTF-8, one for every chip of the kind. */
  readonly serial: string;
}

function pages(count: number, length: number): Sector[] {
  return Array.from({ length: count }, (_, index) => ({ index, address: mainFlash.address + index * length, length }));
}

const KiB = 1024;

/** The F405, two others that answer to 0483:df11, and a copy that does not. */
export type ChipName = 'f405' | 'f411' | 'g431' | 'gd32';

/** Layout strings as the ROMs of these parts send them. */
export const chipModels: Readonly<Record<ChipName, ChipModel>> = {
  f405: {
    name: 'STM32F405xG',
    sectors,
    flashLength: mainFlash.length,
    layout: '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg',
    idCode: 0x1007_6413,
  },
  f411: {
    name: 'STM32F411xE',
    sectors: sectors.slice(0, 8),
    flashLength: 512 * KiB,
    layout: '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,03*128Kg',
    idCode: 0x1000_6431,
  },
  g431: {
    name: 'STM32G431xB',
    sectors: pages(64, 2 * KiB),
    flashLength: 128 * KiB,
    layout: '@Internal Flash  /0x08000000/64*02Kg',
    idCode: 0x2003_6468,
  },
  // No listing of a GD32F405 is public. As dfu-util shows the GD32VF103 of a Longan Nano (aw/fiveforths issue 20): pages and
  // their number are wrong, the serial number is the model's and no UTF-16. Copies have revisions of their own over SWD.
  gd32: {
    name: 'GD32',
    sectors: pages(512, 2 * KiB),
    flashLength: mainFlash.length,
    layout: '@Internal Flash  /0x08000000/512*002Kg',
    idCode: 0x1608_0413,
    bootloader: {
      vendorId: 0x28e9,
      productId: 0x0189,
      release: 0x1000,
      product: 'GD32 0x418 DFU Bootloader',
      layouts: ['@Option Bytes  /0x1FFFF800/01*016 g'],
      serial: '3CBJ',
    },
  },
};

// Bootloaders of chips that are not ST's and stand in for an STM32F405 on some clones, by their USB ids. Data. They have
// DfuSe or nearly so, and another chip's flash is behind it, so nothing is written there.

import type { UsbId } from './odrive-v3.ts';

/** A bootloader of another chip, by its USB ids. */
export interface OtherBootloader extends UsbId {
  /** The chip's family. */
  readonly chip: string;
  readonly maker: string;
}

/** From dfu-util's quirks (28e9:0189) and Betaflight's list of DFU devices (2e3c:df11, 314b:0106). */
const otherBootloaders: readonly OtherBootloader[] = [
  { vendorId: 0x28e9, productId: 0x0189, chip: 'GD32', maker: 'GigaDevice' },
  { vendorId: 0x2e3c, productId: 0xdf11, chip: 'AT32', maker: 'Artery' },
  { vendorId: 0x314b, productId: 0x0106, chip: 'APM32', maker: 'Geehy' },
];

/** Whose bootloader that is, if it is one of these. */
export function otherBootloader({ vendorId, productId }: UsbId): OtherBootloader | undefined {
  return otherBootloaders.find((known) => known.vendorId === vendorId && known.productId === productId);
}

import type { WireActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const wireActions: Texts<WireActionMessages> = {
  'next.power-cycle-in-dfu-and-repeat': 'Power-cycle the board in DFU mode, then run the same command again.',
  'next.power-cycle-in-dfu-and-check': 'Power-cycle the board in DFU mode, then check it with odflash info.',
  'next.replace-driver-with-winusb':
    'On Windows use Zadig to replace the driver of "STM32  BOOTLOADER" with WinUSB (libusb-win32 and libusbK do not work), then power-cycle the board in DFU mode.',
  'next.clear-write-protection-over-stlink':
    'Clear the write protection with an ST-Link first: odflash unlock --via stlink.',
  'next.name-old-board-and-consent': ({ consent }) =>
    `Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link: odflash flash FILE --via stlink. To work on it over USB, pass the version printed on the board with --board and --consent ${consent}.`,
};

// Advice that many rows give.

export const again: string =
  'Flash the board with odflash: it detects the error, resynchronises with the board and repeats what was lost.';
export const inRom: string =
  'The board can be recovered: the bootloader is in ROM. On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and flash it; an older one is flashed with an ST-Link.';
export const udev: string = 'Run: sudo odflash udev-setup, then unplug the board and plug it in again.';
export const zadig: string =
  'Run Zadig, Options > List All Devices, choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB.';
export const switchToDfu: string =
  'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board. Never on a v3.4 or older: DFU mode can destroy it.';

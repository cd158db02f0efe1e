import type { WireActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { repeat } from './words.ts';

export const wireActions: Texts<WireActionMessages> = {
  'next.power-cycle-in-dfu-and-repeat': `在 DFU 模式下给控制板断电再上电，然后${repeat}。`,
  'next.power-cycle-in-dfu-and-check': '在 DFU 模式下给控制板断电再上电，然后用 odflash info 检查。',
  'next.replace-driver-with-winusb':
    '在 Windows 上用 Zadig 将 "STM32  BOOTLOADER" 的驱动程序换成 WinUSB（libusb-win32 和 libusbK 不可用），然后在 DFU 模式下给控制板断电再上电。',
  'next.clear-write-protection-over-stlink': '先用 ST-Link 清除写保护：odflash unlock --via stlink。',
  'next.name-old-board-and-consent': ({ consent }) =>
    `断开直流电源。v3.4 及以下的控制板用 ST-Link 烧录：odflash flash FILE --via stlink。要通过 USB 操作，请用 --board 指定印在控制板上的版本，并指定 --consent ${consent}。`,
};

import type { WireActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { repeat } from './words.ts';

export const wireActions: Texts<WireActionMessages> = {
  'next.power-cycle-in-dfu-and-repeat': `Das Board im DFU-Modus aus- und einschalten, dann ${repeat}.`,
  'next.power-cycle-in-dfu-and-check': 'Das Board im DFU-Modus aus- und einschalten, dann mit odflash info prüfen.',
  'next.replace-driver-with-winusb':
    'Unter Windows mit Zadig den Treiber von "STM32  BOOTLOADER" durch WinUSB ersetzen (libusb-win32 und libusbK funktionieren nicht), dann das Board im DFU-Modus aus- und einschalten.',
  'next.clear-write-protection-over-stlink':
    'Zuerst mit einem ST-Link den Schreibschutz aufheben: odflash unlock --via stlink.',
  'next.name-old-board-and-consent': ({ consent }) =>
    `DC-Versorgung abklemmen. Boards bis v3.4 werden mit einem ST-Link geflasht: odflash flash FILE --via stlink. Um über USB daran zu arbeiten, die auf das Board gedruckte Version mit --board und --consent ${consent} angeben.`,
};

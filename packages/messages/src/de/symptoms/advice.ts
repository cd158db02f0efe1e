// Advice that many rows give.

import { toDfu, toRun } from '../words.ts';

export const again: string =
  'Das Board mit odflash flashen: es erkennt den Fehler, synchronisiert sich neu mit dem Board und wiederholt, was verloren ging.';
export const inRom: string = `Das Board ist zu retten: der Bootloader liegt im ROM. Ab v3.5: ${toDfu}, das Board aus- und einschalten und flashen; ein älteres wird mit einem ST-Link geflasht.`;
export const udev: string = 'Ausführen: sudo odflash udev-setup, dann das Board abziehen und wieder anstecken.';
export const zadig: string =
  'Zadig ausführen, Options > List All Devices, "STM32  BOOTLOADER" (USB-ID 0483 DF11) wählen und WinUSB installieren.';
export const switchToRun: string = `${toRun} und das Board aus- und einschalten.`;
export const switchToDfu: string = `Ab v3.5: ${toDfu} und das Board aus- und einschalten. Nie bei v3.4 oder älter: der DFU-Modus kann es zerstören.`;

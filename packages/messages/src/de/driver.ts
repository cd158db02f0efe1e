import type { DriverMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const zadig = 'Zadig starten (https://zadig.akeo.ie), Options > List All Devices';
const bootloader = '"STM32  BOOTLOADER" (USB-ID 0483 DF11) wählen und WinUSB installieren';

export const driver: Texts<DriverMessages> = {
  'driver.bootloader-ahead': ({ bound }) =>
    `Im DFU-Modus ist das Board ein anderes USB-Gerät, und Windows ${bound === undefined ? 'hat dafür möglicherweise keinen Treiber' : `gibt ihm den Treiber ${bound}, den odflash nicht verwenden kann`}. Sobald es erscheint: ${zadig}, ${bootloader}; odflash wartet so lange. Um alles rückgängig zu machen: DIP-Schalter auf RUN stellen, Board aus- und einschalten; dann startet die alte Firmware wieder.`,
  'driver.bootloader-awaited': `Der Bootloader hat keinen Treiber, den odflash verwenden kann. odflash wartet, bis einer installiert ist: ${zadig}, ${bootloader}. Um hier abzubrechen: Ctrl-C, dann DIP-Schalter auf RUN stellen und Board aus- und einschalten.`,
  'driver.running': `Unter Windows ${zadig}, „ODrive 3.x Native Interface (Interface 2)“ wählen und WinUSB installieren. Interface 0 so lassen: es ist die serielle Schnittstelle. Ohne diesen Treiber, ab v3.5: DIP-Schalter auf DFU stellen, Board aus- und einschalten; dann braucht nur "STM32  BOOTLOADER" WinUSB.`,
};

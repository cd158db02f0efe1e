import type { DriverMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const zadig = 'start Zadig (https://zadig.akeo.ie), Options > List All Devices';
const bootloader = 'choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB';

export const driver: Texts<DriverMessages> = {
  'driver.bootloader-ahead': ({ bound }) =>
    `In DFU mode the board is another USB device, and Windows ${bound === undefined ? 'may have no driver for it' : `gives it the driver ${bound}, which odflash cannot use`}. When it is there, ${zadig}, ${bootloader}; odflash waits meanwhile. To undo everything: DIP switch on RUN, power-cycle; the old firmware starts again.`,
  'driver.bootloader-awaited': `The bootloader has no driver that odflash can use. odflash waits while you install one: ${zadig}, ${bootloader}. To stop here: Ctrl-C, then DIP switch on RUN and power-cycle.`,
  'driver.running': `On Windows ${zadig}, choose "ODrive 3.x Native Interface (Interface 2)" and install WinUSB. Leave Interface 0 alone: it is the serial port. Without that driver, on a v3.5 or later: DIP switch on DFU, power-cycle; then only "STM32  BOOTLOADER" needs WinUSB.`,
};

import type { FlashActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const flashActions: Texts<FlashActionMessages> = {
  'next.choose-or-rename-file': 'Choose the file for your board. If only its name is wrong, rename it.',
  'next.choose-file-for-board': ({ board }) =>
    `Choose the file for the ODrive ${board}; each board version and voltage has its own.`,
  'next.flash-writes-parts': 'odflash flash can write it; an update needs the complete firmware.',
  'next.check-bootloader-or-choose-board':
    'If this is an ODrive v3, power-cycle it in DFU mode and try another cable: its bootloader did not describe its flash correctly. Otherwise it is another device with an STM32: choose the board with --serial or --path.',
  'next.enter-dfu-by-switch':
    'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the command again: a bootloader that the firmware has started may lack the description. (Never on a v3.4 or older.) If that does not help, try another cable.',
  'next.read-printed-version': 'Read the version printed on the board.',
  'next.flash-if-step-fails': 'If that does not help, flash a firmware.',
};

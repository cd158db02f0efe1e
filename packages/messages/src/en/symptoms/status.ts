import type { StatusSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, switchToDfu } from './advice.ts';

export const statusSymptoms: Readonly<Record<StatusSymptomCode, SymptomText>> = {
  'file-refused': {
    causes: [
      "The bootloader refuses the file, or the transfer ended before all of it was sent. The STM32's own bootloader never reports this: the device in DFU mode is a different one, or runs a bootloader in flash instead of the one in ROM.",
    ],
    remedies: ['odflash list shows which device is in DFU mode and whether it can be an ODrive.', inRom],
  },
  'memory-refused': {
    causes: [
      "The bootloader could not erase or write the flash. The STM32's own bootloader does not report this: it is a bootloader in flash, which protects itself, or a clone of the chip.",
      'The supply drops while the chip writes.',
    ],
    remedies: [
      'odflash list shows which device is in DFU mode and whether it can be an ODrive.',
      'Check the supply, power-cycle the board in DFU mode and flash it with odflash, which reads everything back.',
      'If it repeats: odflash unlock removes the protection. That erases everything, the configuration included.',
    ],
  },
  'reset-in-between': {
    causes: ['The board was reset or lost its supply during the transfer, and its bootloader reports that.'],
    remedies: ['Check cable and supply, then run odflash again: it continues where the last run stopped.', inRom],
  },
  'impossible-status': {
    causes: [
      'Status and state contradict each other by the DFU standard: an error without the error state, or the error state without an error. The reply was damaged, or belonged to another request.',
    ],
    remedies: [again, 'Use another cable and another port, without a hub.'],
  },
  'leaving-dfu': {
    causes: [
      'Everything was sent, and the bootloader is leaving DFU mode: it starts the firmware and disconnects. That is success.',
    ],
    remedies: ['odflash verify FILE, with the board in DFU mode, shows whether the firmware is complete.'],
  },
  'not-in-dfu': {
    causes: [
      "The device is not in DFU mode: it runs its own firmware, which only offers to switch into it. An ODrive's firmware has no such interface, so this may be another device.",
    ],
    remedies: ['odflash list shows the connected devices.', switchToDfu],
  },
};

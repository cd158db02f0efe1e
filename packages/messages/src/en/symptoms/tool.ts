import type { ToolSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';

export const toolSymptoms: Readonly<Record<ToolSymptomCode, SymptomText>> = {
  'no-backend': {
    causes: ['The Python tool does not find libusb on this computer. The board is not the cause.'],
    remedies: [
      'Install libusb for that tool (Linux: libusb-1.0-0; macOS: brew install libusb; Windows: the libusb DLL), or use odflash, which brings its own.',
    ],
  },
  wsl: {
    causes: [
      'The board in DFU mode is another USB device (0483:df11) than the running ODrive (1209:0d32): what was attached to WSL or to a virtual machine stays attached to the one that is gone.',
    ],
    remedies: [
      'Attach both: usbipd bind and usbipd attach --wsl --auto-attach for the running board and again for the bootloader.',
      'Or run odflash on Windows itself; odflash doctor says what it sees.',
    ],
  },
  'dfu-suffix': {
    causes: ['Nothing is wrong: a raw binary has no DFU suffix, and dfu-util says so.'],
    remedies: ['Nothing has to be done; what stopped the run stands further down.'],
  },
  'backup-in-dfu': {
    causes: [
      'Only the running firmware can read its configuration as values. In DFU mode it still lies in sectors 10 and 11 of the flash, and odrivetool erases those.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and run odflash backup, or odflash update, which saves and restores it.',
      'odflash flash does not touch sectors 10 and 11, and saves what it overwrites.',
    ],
  },
  'no-release': {
    causes: [
      'There is no official firmware for the version that the board reports: a blank or foreign OTP (clones), a variant that was never released, or a tool for later boards.',
    ],
    remedies: [
      'Pass the version printed on the board: odflash update --board v3.6-56V; or name a firmware file.',
      'odflash catalogue lists the releases.',
    ],
  },
  'not-genuine': {
    causes: [
      'OTP is blank or foreign: a clone, or a board whose chip was replaced. Newer odrivetools refuse such a board.',
    ],
    remedies: ['Pass the version printed on the board: odflash update --board v3.6-56V.'],
  },
  'switch-left-on-dfu': {
    causes: [
      'The firmware was written, but the board did not start it: the DIP switch is still on DFU (clones: its BOOT jumper is set). odrivetool waits for the running ODrive.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
      'odflash verify FILE, with the board in DFU mode, says whether the firmware is complete.',
    ],
  },
  'unknown-property': {
    causes: [
      'A saved setting has another name, or no place, in the firmware that runs now: the backup is of another release.',
    ],
    remedies: ['odflash restore FILE --dry-run lists what would be written, translated and skipped.'],
  },
};

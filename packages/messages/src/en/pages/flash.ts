import type { ErrorPages } from '../../pages.ts';

export const flashPages: Pick<
  ErrorPages,
  'read-protected' | 'write-protected' | 'verify-failed' | 'config-not-restored'
> = {
  'read-protected': {
    about: [
      "Read protection (RDP level 1) is set in the chip's option bytes. The bootloader then refuses to read, erase or write. The only way out that the chip offers erases the whole flash.",
    ],
    causes: [
      'The maker of the board, or a debugger, set the protection.',
      'Another tool began to remove the protection and was interrupted.',
    ],
    steps: [
      'Consider first: `odflash unlock` erases the firmware, the configuration and the calibration, and nothing can be saved before.',
      'Then `odflash unlock`, power-cycle the board in DFU mode, and flash it.',
      'Level 2 is final; no tool can undo it.',
    ],
    others: [
      'dfu-util: `ERASE_PAGE not correctly executed`',
      'odrivetool: `Device Status: (11, 10, 0, 0)` (forum 5219)',
      'STM32CubeProgrammer: `failed to erase memory`',
      'OpenOCD: `stm32x device protected`',
    ],
  },
  'write-protected': {
    about: [
      'Some sectors that would have to change are write-protected in the option bytes. The bootloader answers OK to an erase or a write of such a sector and does nothing, so odflash looks before it starts. Nothing was changed.',
    ],
    causes: [
      'A debugger or another tool set the protection (nWRP bits).',
      'Option bytes that were damaged by a loss of power.',
    ],
    steps: [
      '`odflash info board` shows the protected sectors.',
      '`odflash unlock` clears the protection; the flash keeps its content.',
    ],
    others: [
      'dfu-util: `File downloaded successfully`, and the old firmware still runs',
      'STM32CubeProgrammer: `Download verification failed`',
    ],
  },
  'verify-failed': {
    about: [
      'After writing, everything is read back and compared. A byte differed, also after the sector was erased and written again.',
    ],
    causes: [
      'A supply that dips while the chip programs.',
      'Sectors protected in a way that the option bytes do not show (a clone chip).',
      'A worn or damaged flash sector.',
    ],
    steps: [
      'Run the same command again; the address in the message shows the sector.',
      'Power the board from a stable supply, with nothing on the GPIO pins.',
      'Try `--no-x32`: the chip then programs byte by byte, more slowly and with less current.',
      "If the same address fails every time, the chip's flash is likely damaged.",
    ],
    others: [
      'odrivetool: `Verification failed around address 0x...`; an IndexError while verifying is a lost reply (ODrive #508): [unexpected-reply](unexpected-reply.md)',
      'STM32CubeProgrammer: `Data mismatch found at address 0x...`',
    ],
  },
  'config-not-restored': {
    about: [
      'The firmware runs, but not all settings are as they were before. After an update the firmware is on the board and was read back (`verified`); `odflash restore` leaves the firmware as it is, and says `config-changed` if it has changed settings. The file with all of them is named in the message and is never deleted by odflash.',
    ],
    causes: [
      'The old firmware is of another generation: from 0.4 to 0.5 positions changed from counts to turns and currents to torques, so the old numbers would be wrong and dangerous.',
      'The new firmware does not have a property under that name any more.',
      'The firmware reset a value: `encoder.config.pre_calibrated` stays false until the encoder has been calibrated, or has found its index, since the last start.',
      'The board was armed by a `startup_...` flag and refuses to save while it is.',
      'The board disconnected while the configuration was being written.',
    ],
    steps: [
      'If the connection failed, run the same command again: it continues with the configuration.',
      'Otherwise see the list in the message, or the complete list that `odflash restore FILE --dry-run` prints without writing anything; `odflash restore FILE` writes the file again, for example with `--disarm` when an axis was armed.',
      "After a change from 0.4 to 0.5 set the board up from scratch with ODrive's guide; `--force-config` carries over what has the same unit in both, and only that.",
    ],
    others: ['odrivetool: `Some of the configuration could not be restored.`'],
  },
};

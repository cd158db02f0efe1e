import type { BoardSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom } from './advice.ts';

export const boardSymptoms: Readonly<Record<BoardSymptomCode, SymptomText>> = {
  'read-protected': {
    causes: ['Read protection level 1: the chip refuses to have its flash read or written (forum 5219).'],
    remedies: [
      'odflash unlock removes it. That erases everything on the chip, the configuration included, and asks before it does.',
      'If a removal of the protection was interrupted, power-cycle the board first.',
    ],
  },
  'unlock-refused': {
    causes: ['Read protection cannot be removed while sectors are write-protected as well: the bootloader refuses.'],
    remedies: ['An ST-Link clears the write protection; then odflash unlock removes the read protection.'],
  },
  'unlock-resets': {
    causes: ['The chip erases itself and resets; that takes up to half a minute.'],
    remedies: [
      'Wait for it to reconnect; if it does not, power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
    ],
  },
  'not-erasable': {
    causes: [
      'The tool tries to erase option bytes or OTP memory, which cannot be erased: the file or the selected memory is wrong.',
    ],
    remedies: ['odflash info FILE shows which addresses the file has. odflash erases nothing outside the main flash.'],
  },
  'write-protected': {
    causes: [
      'Sectors are write-protected: the bootloader reports success and writes nothing. dfu-util does not read back.',
      'The supply is too weak for the programming width.',
    ],
    remedies: ['odflash verify FILE shows what the flash contains.', 'odflash unlock clears the write protection.'],
  },
  'not-as-written': {
    causes: [
      'The bytes read back differ from those written: bad cable, weak supply, write protection, or replies out of step.',
    ],
    remedies: [again, 'If it repeats: another cable and port, the supply, odflash info for the protection.'],
  },
  'bad-address': {
    causes: [
      'The file does not fit: wrong address, wrong chip, bigger than the flash.',
      'The device is not the STM32 bootloader in ROM, but a bootloader in flash whose first sectors cannot be written.',
    ],
    remedies: ['odflash info FILE shows which addresses the file has.'],
  },
  'raw-or-dfuse': {
    causes: [
      'dfu-util accepts only a .dfu file without an address, and only a raw binary with one; it writes a HEX or ELF file byte for byte, unconverted (forum 1615).',
    ],
    remedies: [
      'Pass the file to odflash unchanged: HEX, ELF, S-record, .dfu, UF2 and raw binaries are recognised by their contents.',
    ],
  },
  'dfu-again': {
    causes: [
      'The DIP switch is still on DFU (clones: its BOOT jumper is set).',
      'The flash contains nothing that can start.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
      'odflash info says what is in the flash.',
    ],
  },
  'dead-after-update': {
    causes: [
      'The update was interrupted after the erase: the flash is empty, so the board does not appear on USB (forum 2574).',
      'Firmware from 0.5.2 on stops at start if it was built for another board version than the one in OTP (forum 7194).',
    ],
    remedies: [inRom, 'odflash update chooses the firmware by the board version in OTP.'],
  },
  'no-firmware-file': {
    causes: [
      'The file is not firmware: a saved web page, an archive, or an incomplete download.',
      'odrivetool reads Intel HEX only: a .bin, .elf or .dfu ends it like this. odflash reads them all.',
    ],
    remedies: ['odflash info FILE says what it is; download it again.'],
  },
  'unknown-version': {
    causes: [
      'The question has no cause: odrivetool cannot read the version from the file or from a board in DFU mode, so it compares two unknown versions.',
    ],
    remedies: ['odflash compares contents, not versions, and reports if the board already contains the firmware.'],
  },
  'no-hardware-version': {
    causes: [
      'odrivetool could not read the board version in OTP, or it is blank (clones, boards before summer 2018). Newer odrivetool then refuses a board in DFU mode (ODrive #758).',
    ],
    remedies: [
      'Flash it with odflash, which reads OTP itself: odflash update.',
      'Where it says that OTP is blank, pass the version printed on the board: --board v3.6-56V.',
    ],
  },
  'old-board-warning': {
    causes: [
      'DFU mode can destroy the brake transistors of boards up to v3.4. odrivetool also asks when it merely does not know the version.',
    ],
    remedies: [
      'Up to v3.4: remove the DC supply and use an ST-Link.',
      'From v3.5 on: continue; odflash reads the version.',
    ],
  },
  'old-python': {
    causes: ['odrivetool needs a newer Python than 3.5 (ODrive #509). The board is not the cause.'],
    remedies: ['Install a newer Python, or use odflash update, which needs none.'],
  },
  'other-names': {
    causes: ['odrivetool and the firmware are of different generations: names changed between 0.4 and 0.5.'],
    remedies: [
      'odflash backup and odflash restore take the names from the board itself, and list those that no longer exist.',
    ],
  },
  'lost-configuration': {
    causes: [
      'odrivetool erases every sector, the configuration included, and names of settings change between versions.',
    ],
    remedies: [
      'odflash backup saves the configuration; odflash restore restores it and lists the settings that no longer exist.',
    ],
  },
  'lost-after-save': {
    causes: [
      'save_configuration restarts the board from firmware 0.5.2 on: startup flags then act, and an axis that calibrates or fails at once makes the board appear dead.',
      'GPIO modes, step/dir, UART or I2C in place of CAN use pins that other hardware drives.',
    ],
    remedies: [
      'Running: odflash erase --only-config saves the settings as a file and erases them, without DFU mode.',
      'Not found any more: from v3.5 on set the DIP switch to DFU, power-cycle the board and run the same command; it saves the sectors first.',
      'odflash restore FILE --hold-startup restores the settings with the startup flags off.',
    ],
  },
};

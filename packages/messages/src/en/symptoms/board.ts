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
      'The tool wants to erase option bytes or OTP memory, which have no erase: the file or the setting chosen is wrong.',
    ],
    remedies: ['odflash info FILE shows which addresses the file has. odflash erases nothing outside the main flash.'],
  },
  'write-protected': {
    causes: [
      'Sectors are write-protected: the bootloader answers that all is well and writes nothing. dfu-util does not read back.',
      'The supply is too weak for the programming width.',
    ],
    remedies: ['odflash verify FILE says what is really there.', 'odflash unlock clears the write protection.'],
  },
  'not-as-written': {
    causes: [
      'What was read back is not what was written: bad cable, weak supply, write protection, or answers out of step.',
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
      'dfu-util takes only a .dfu file without an address, and only a raw binary with one; a HEX or ELF file it writes as it stands (forum 1615).',
    ],
    remedies: [
      'Give the file to odflash as it is: HEX, ELF, S-record, .dfu, UF2 and raw binaries are recognised by their contents.',
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
      'The update was interrupted after the erase: the flash is empty and shows nothing on USB (forum 2574).',
      'Firmware from 0.5.2 on stops at start if it was built for another board version than the one in OTP (forum 7194).',
    ],
    remedies: [inRom, 'odflash update chooses the firmware by the board version in OTP.'],
  },
  'no-firmware-file': {
    causes: ['The file is not firmware: a web page saved in its place, an archive, half a download.'],
    remedies: ['odflash info FILE says what it is; download it again.'],
  },
  'unknown-version': {
    causes: [
      'A question without a reason: neither the file nor a board in DFU mode contains the version for odrivetool, so it compares two unknown ones.',
    ],
    remedies: ['odflash compares content, not versions: it says so if the firmware is there already.'],
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
      'DFU mode can destroy the brake transistors of boards up to v3.4. odrivetool asks as well where it merely does not know the version.',
    ],
    remedies: [
      'Up to v3.4: take the DC supply off and use an ST-Link.',
      'From v3.5 on: continue; odflash reads the version.',
    ],
  },
  'old-python': {
    causes: ['odrivetool needs a newer Python than 3.5 (ODrive #509). It is the tool that stops, not the board.'],
    remedies: ['A newer Python; or odflash update, which needs none.'],
  },
  'other-names': {
    causes: ['odrivetool and firmware are of different times: names changed between 0.4 and 0.5.'],
    remedies: [
      'odflash backup and odflash restore take the names from the board itself, and say which have no place any more.',
    ],
  },
  'lost-configuration': {
    causes: [
      'odrivetool erases every sector, the configuration included, and names of settings change between versions.',
    ],
    remedies: [
      'odflash backup saves the configuration, odflash restore puts it back and names what has no place any more.',
    ],
  },
  'lost-after-save': {
    causes: [
      'save_configuration restarts the board from firmware 0.5.2 on: startup flags then act, and an axis that calibrates or fails at once looks like a dead board.',
      'GPIO modes, step/dir, UART or I2C in place of CAN use pins that something else drives.',
    ],
    remedies: [
      'Running: odflash erase --only-config saves the settings as a file and erases them, without DFU mode.',
      'Not found any more: from v3.5 on set the DIP switch to DFU, power-cycle the board and run the same command; it saves the sectors first.',
      'odflash restore FILE --hold-startup brings the settings back with the startup flags off.',
    ],
  },
};

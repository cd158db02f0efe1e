// What is wrong with what is on the board, or with the file that is to go there.

import { again, by, inRom, type Symptom } from './symptom.ts';

export const boardSymptoms: readonly Symptom[] = [
  {
    id: 'read-protected',
    seen: [
      ...by('odrivetool', 'RuntimeError: An error occured. Device Status: (11, 10, 0, 0)'),
      ...by(
        'dfu-util',
        'status(11) = vendor-specific error',
        'errVENDOR',
        'ERASE_PAGE not correctly executed',
        'Wrong state after command "SET_ADDRESS" download',
      ),
      ...by('STM32CubeProgrammer', 'failed to erase memory', 'Read Out Protection is activated'),
      ...by('dfu-util', 'state = dfuERROR, status = 11'),
      ...by('STM32CubeProgrammer', 'Error: Data read protected'),
      ...by('OpenOCD', 'stm32x device protected'),
    ],
    asked: ['read|readout|rdp protected|protection|protect -write'],
    causes: ['Read protection level 1: the chip refuses to have its flash read or written (forum 5219).'],
    remedies: [
      'odflash unlock removes it. That erases everything on the chip, the configuration included, and asks before it does.',
      'If a removal of the protection was interrupted, power-cycle the board first.',
    ],
    code: 'read-protected',
  },
  {
    id: 'unlock-refused',
    seen: [
      ...by('dfu-util', 'status(14) = Something went wrong, but the device does not know what it was', 'errUNKNOWN'),
    ],
    causes: ['Read protection cannot be removed while sectors are write-protected as well: the bootloader refuses.'],
    remedies: ['An ST-Link clears the write protection; then odflash unlock removes the read protection.'],
    code: 'write-protected',
  },
  {
    id: 'unlock-resets',
    seen: [...by('a person', 'every status fails after the unlock', 'the board is gone after the unlock')],
    causes: ['The chip erases itself and resets; that takes up to half a minute.'],
    remedies: [
      'Wait for it to come back; if it does not, power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
    ],
    code: 'device-did-not-return',
  },
  {
    id: 'not-erasable',
    seen: [...by('dfu-util', 'is not erasable')],
    causes: [
      'The tool wants to erase option bytes or one-time memory, which have no erase: the file or the setting chosen is wrong.',
    ],
    remedies: ['odflash info FILE shows which addresses the file has. odflash erases nothing outside the main flash.'],
    code: 'image-out-of-range',
  },
  {
    id: 'write-protected',
    seen: [
      ...by('dfu-util', 'File downloaded successfully'),
      ...by('a person', 'the old firmware still runs', 'reads back as all 0xFF'),
      ...by('STM32CubeProgrammer', 'Download verification failed'),
    ],
    causes: [
      'Sectors are write-protected: the bootloader answers that all is well and writes nothing. dfu-util does not read back.',
      'The supply is too weak for the programming width.',
    ],
    remedies: ['odflash verify FILE says what is really there.', 'odflash unlock clears the write protection.'],
    code: 'write-protected',
  },
  {
    id: 'not-as-written',
    seen: [
      ...by('odrivetool', 'Verification failed around address'),
      ...by('STM32CubeProgrammer', 'Data mismatch found at address'),
      ...by('OpenOCD', 'checksum mismatch - attempting binary compare'),
    ],
    causes: [
      'What was read back is not what was written: bad cable, weak supply, write protection, or answers out of step.',
    ],
    remedies: [again, 'If it repeats: another cable and port, the supply, odflash info for the protection.'],
    code: 'verify-failed',
  },
  {
    id: 'bad-address',
    seen: [...by('dfu-util', 'Last page at', 'not writeable', 'errTARGET', 'errADDRESS')],
    causes: [
      'The file does not fit: wrong address, wrong chip, bigger than the flash.',
      'The device is no STM32 bootloader in ROM, but one in flash whose first sectors cannot be written.',
    ],
    remedies: ['odflash info FILE shows which addresses the file has.'],
    code: 'image-out-of-range',
  },
  {
    id: 'raw-or-dfuse',
    seen: [
      ...by(
        'dfu-util',
        'Only DfuSe file version 1.1a is supported',
        '(for raw binary download, use the -s option)',
        'This is a DfuSe file, not meant for raw download',
        'Invalid DfuSe file',
      ),
    ],
    causes: [
      'dfu-util takes only a .dfu file without an address, and only a raw binary with one; a HEX or ELF file it writes as it stands (forum 1615).',
    ],
    remedies: [
      'Give the file to odflash as it is: HEX, ELF, S-record, .dfu, UF2 and raw binaries are told apart by content.',
    ],
    code: 'bad-file',
  },
  {
    id: 'dfu-again',
    seen: [
      ...by(
        'a person',
        'the board is in DFU mode again after the update',
        'STM32 BOOTLOADER appears instead of ODrive',
      ),
    ],
    causes: [
      'The DIP switch is still on DFU (clones: its BOOT jumper is set).',
      'The flash holds nothing that could start.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
      'odflash info says what is in the flash.',
    ],
    code: 'device-did-not-return',
  },
  {
    id: 'dead-after-update',
    seen: [...by('a person', 'the board is dead after the update', 'bricked', 'ODrive disappeared', 'USB disappeared')],
    asked: [
      'odrive|board dead|bricked|gone|disappeared|unresponsive after update|updating|updated|flash|flashing|flashed|dfu|upgrade|firmware',
    ],
    causes: [
      'The update was interrupted after the erase: the flash is empty and shows nothing on USB (forum 2574).',
      'Firmware from 0.5.2 on stops at start if it was built for another board version than the one in OTP (forum 7194).',
    ],
    remedies: [inRom, 'odflash update chooses the firmware by the board version in OTP.'],
    code: 'board-mismatch',
  },
  {
    id: 'no-firmware-file',
    seen: [...by('objcopy', 'file format not recognized')],
    causes: ['The file is no firmware: a web page saved in its place, an archive, half a download.'],
    remedies: ['odflash info FILE says what it is; download it again.'],
    code: 'bad-file',
  },
  {
    id: 'unknown-version',
    seen: [
      ...by(
        'odrivetool',
        '[unknown version]',
        'you are about to flash the same version',
        'is the same version as the firmware on the device',
        'Could not determine hardware version',
      ),
    ],
    causes: [
      'A question without a reason: neither the file nor a board in DFU mode tells odrivetool its version, so it compares two unknown ones.',
      'The board version in OTP is blank (clones, boards before summer 2018) or was not read (ODrive #758).',
    ],
    remedies: [
      'odflash compares content, not versions: it says so if the firmware is there already.',
      'For a board without OTP pass the version printed on it: --board v3.6-56V.',
    ],
    code: 'board-unknown',
  },
  {
    id: 'old-board-warning',
    seen: [
      ...by(
        'odrivetool',
        'Do you still want to continue?',
        'DFU mode is not supported on board version 3.4 or earlier',
      ),
    ],
    asked: [
      'dfu brake|mosfet|mosfets|fet|fets|transistor|transistors',
      'v3|3 4|3|2|1 dfu warning|dangerous|danger|unsafe|destroy|safe|old|older',
    ],
    causes: [
      'DFU mode can destroy the brake transistors of boards up to v3.4. odrivetool asks as well where it merely does not know the version.',
    ],
    remedies: [
      'Up to v3.4: take the DC supply off and use an ST-Link.',
      'From v3.5 on: go on; odflash reads the version.',
    ],
    code: 'unsafe-board',
  },
  {
    id: 'old-python',
    seen: [
      ...by('odrivetool', "'re.Match' object is not subscriptable", "'_sre.SRE_Match' object is not subscriptable"),
    ],
    causes: ['odrivetool needs a newer Python than 3.5 (ODrive #509). It is the tool that stops, not the board.'],
    remedies: ['A newer Python; or odflash update, which needs none.'],
    code: 'release-missing',
  },
  {
    id: 'other-names',
    seen: [
      ...by(
        'odrivetool',
        "AttributeError: 'ODrive' object has no attribute",
        "AttributeError: 'RemoteObject' object has no attribute",
      ),
    ],
    causes: ['odrivetool and firmware are of different times: names changed between 0.4 and 0.5.'],
    remedies: [
      'odflash backup and odflash restore take the names from the board itself, and say which have no place any more.',
    ],
    code: 'config-not-restored',
  },
  {
    id: 'lost-configuration',
    seen: [
      ...by('odrivetool', 'Some of the configuration could not be restored.'),
      ...by('a person', 'configuration lost after the update'),
    ],
    causes: [
      'odrivetool erases every sector, the configuration included, and names of settings change between versions.',
    ],
    remedies: [
      'odflash backup saves the configuration, odflash restore puts it back and names what has no place any more.',
    ],
    code: 'config-not-restored',
  },
  {
    id: 'lost-after-save',
    seen: [
      ...by(
        'a person',
        'board is not found any more after save_configuration',
        'motor moves by itself after power-up',
        'no USB device after changing GPIO, UART or I2C settings',
      ),
    ],
    asked: [
      'save_configuration|save lost|gone|missing|disappeared|bricked|disconnected',
      'save configuration lost|gone|missing|disappeared|bricked|unresponsive',
      'motor|axis moves|spins|turns itself|alone start|startup|power|boot',
    ],
    causes: [
      'save_configuration restarts the board from firmware 0.5.2 on: startup flags then act, and an axis that calibrates or fails at once looks like a dead board.',
      'GPIO modes, step/dir, UART or I2C in place of CAN use pins that something else drives.',
    ],
    remedies: [
      'Running: odflash erase --only-config saves the settings as a file and erases them, without DFU mode.',
      'Not found any more: from v3.5 on set the DIP switch to DFU, power-cycle the board and run the same command; it saves the sectors first.',
      'odflash restore FILE --hold-startup brings the settings back with the startup flags off.',
    ],
    code: 'no-device',
  },
];

// What is wrong with what is on the board, or with the file that is to go there.

import { beside, by, type Symptom } from './symptom.ts';

export const boardSymptoms: readonly Symptom[] = [
  {
    id: 'read-protected',
    seen: [
      ...by(
        'odrivetool',
        'RuntimeError: An error occured. Device Status: (11, 10, 0, 0)',
        'An error occurred. Device Status: (11, 10, 0, 0)',
      ),
      ...by(
        'dfu-util',
        'status(11) = vendor-specific error',
        'errVENDOR',
        'ERASE_PAGE not correctly executed',
        'Wrong state after command "SET_ADDRESS" download',
      ),
      ...by(
        'STM32CubeProgrammer',
        'failed to erase memory',
        'Read Out Protection is activated',
        'Read Out Protection is enabled',
        'The device is under Read Out Protection',
      ),
      ...by('a person', 'the chip is read protected', 'the board is read protected'),
      ...by('dfu-util', 'state = dfuERROR, status = 11'),
      ...by('STM32CubeProgrammer', 'Error: Data read protected', 'Flash memory is read protected'),
      ...by('STM32CubeProgrammer', 'Error: Data read failed'),
      ...by(
        'OpenOCD',
        'stm32x device protected',
        'stm32x device protected Error: failed erasing sectors',
        'Error: Failed to read memory at 0x08000000',
      ),
    ],
    asked: [
      'read|readout|rdp protected|protection|protect -write',
      'rdp level|level1|lvl|active|activated|enabled',
      'odrive|board|stm32|chip|dfu locked|protected -write -link',
    ],
    code: 'read-protected',
  },
  {
    id: 'unlock-refused',
    seen: [
      ...by('dfu-util', 'status(14) = Something went wrong, but the device does not know what it was', 'errUNKNOWN'),
    ],
    code: 'write-protected',
  },
  {
    id: 'unlock-resets',
    seen: [...by('a person', 'every status fails after the unlock', 'the board is gone after the unlock')],
    code: 'device-did-not-return',
  },
  {
    id: 'not-erasable',
    seen: [...by('dfu-util', 'is not erasable')],
    code: 'image-out-of-range',
  },
  {
    id: 'write-protected',
    seen: [
      ...by('dfu-util', 'File downloaded successfully'),
      ...by('a person', 'the old firmware still runs', 'reads back as all 0xFF'),
      ...by('STM32CubeProgrammer', 'Download verification failed'),
    ],
    code: 'write-protected',
  },
  {
    id: 'not-as-written',
    seen: [
      ...by('odrivetool', 'Verification failed around address'),
      ...by('STM32CubeProgrammer', 'Data mismatch found at address'),
      ...by('DfuSe Demo', 'Verify successful, but data not matching'),
    ],
    code: 'verify-failed',
  },
  {
    id: 'bad-address',
    seen: [...by('dfu-util', 'Last page at … is not writeable', 'not writeable', 'errTARGET', 'errADDRESS')],
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
    asked: [
      'board|odrive stays|stuck|remains|always|keeps dfu -not -no -error -wsl -detected -found',
      'still|stays|again|stuck|remains|back|always dfu after|flash|flashing|flashed|update|updating|updated -not -no -error',
    ],
    code: 'device-did-not-return',
  },
  {
    id: 'dead-after-update',
    seen: [
      ...by('a person', 'the board is dead after the update', 'ODrive disappeared', 'USB disappeared'),
      ...beside('odrive|board', 'a person', 'bricked'),
    ],
    asked: [
      'odrive|board dead|bricked|gone|disappeared|unresponsive after update|updating|updated|flash|flashing|flashed|dfu|upgrade|firmware',
    ],
    code: 'board-mismatch',
  },
  {
    id: 'no-firmware-file',
    seen: [
      ...by('objcopy', 'file format not recognized'),
      // odrivetool, dfu.py: every file is read as Intel HEX.
      ...by('odrivetool', 'HexRecordError: Hex file contains invalid record at line …'),
      ...beside(
        'odrive|odrivetool|dfu|intelhex|hex|bin|elf',
        'odrivetool',
        "UnicodeDecodeError: codec can't decode byte",
      ),
    ],
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
      ),
      ...beside('unknown', 'a person', 'same version'),
    ],
    asked: [
      'same|identical|equal version firmware flash|flashed|flashing|dfu|odrivetool|odrive|installed|update|device -pip -python',
    ],
    code: 'board-unknown',
  },
  {
    id: 'no-hardware-version',
    seen: [
      ...by(
        'odrivetool',
        'Could not determine hardware version. Flashing precompiled firmware could lead to unexpected results.',
        'Could not determine hardware version',
      ),
    ],
    asked: ['otp blank|empty|erased|missing|unprogrammed|unwritten'],
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
      'resistor hot|heats|overheats|burns|burned|burnt|burning|smoke|smokes|smoking dfu|bootloader',
      'dfu brake|mosfet|mosfets|fet|fets|transistor|transistors',
      'v3|3 4|3|2|1 dfu warning|dangerous|danger|unsafe|destroy|destroys|safe|old|older|damage|damages|kill|kills|burn|burns|break|breaks|blow|blows|harm',
    ],
    code: 'unsafe-board',
  },
  {
    id: 'old-python',
    seen: [
      ...by('odrivetool', "'re.Match' object is not subscriptable", "'_sre.SRE_Match' object is not subscriptable"),
    ],
    code: 'release-missing',
  },
  {
    id: 'other-names',
    seen: [
      ...beside(
        'odrive|odrivetool|remoteobject|fibre|odrv0|axis0|axis1',
        'odrivetool',
        "AttributeError: 'ODrive' object has no attribute",
        "AttributeError: 'RemoteObject' object has no attribute",
      ),
    ],
    code: 'config-not-restored',
  },
  {
    id: 'lost-configuration',
    seen: [
      ...by('odrivetool', 'Some of the configuration could not be restored.'),
      ...by('a person', 'configuration lost after the update'),
    ],
    asked: [
      'settings|configuration|config|calibration gone|lost|erased|missing|wiped|empty update|updating|flash|flashing|dfu|upgrade -save -how',
    ],
    code: 'config-not-restored',
  },
  {
    id: 'lost-after-save',
    seen: [
      ...by(
        'a person',
        'board is not found any more after save_configuration',
        'odrive disappeared after save_configuration()',
        'motor moves by itself after power-up',
        'no USB device after changing GPIO, UART or I2C settings',
      ),
    ],
    asked: [
      'save_configuration|save lost|gone|missing|disappeared|bricked|disconnected',
      'save configuration lost|gone|missing|disappeared|bricked|unresponsive',
      'motor|axis moves|spins|turns itself|alone start|startup|power|boot',
    ],
    code: 'no-device',
  },
];

// Commands about firmware, on boards and in files.

export const firmwareHelp = {
  flash: {
    description: 'flash a firmware file and verify it',
    arguments: { file: 'Intel HEX, S-record, ELF, DfuSe, UF2 or raw binary (detected by content)' },
    options: {
      '--no-x32': 'program bytes instead of words (slower)',
      '--no-start': 'do not start the firmware afterwards',
      '--fresh-config': 'also erase the configuration: the firmware starts with defaults',
      '--partial': 'write a file without a vector table into the firmware on the board',
      '--no-backup': 'skip the undo backup',
      '--backup-dir': 'folder for the undo backup',
      '--address': 'load address of a raw binary (default: 0x08000000)',
    },
    examples: [
      ['odflash flash ODriveFirmware_v3.6-56V.hex', 'the only board in DFU mode'],
      ['odflash flash firmware.hex --via stlink', 'through an ST-Link'],
      ['odflash flash SAMPLE --virtual v3.6-56V+dfu', 'without hardware'],
    ],
  },
  update: {
    description: "update a board's firmware, keeping its configuration",
    arguments: { what: 'a version such as 0.5.6, or a firmware file (default: the newest release)' },
    examples: [
      ['odflash update', 'install the newest firmware on the only board connected'],
      ['odflash update 0.5.6 --serial 356D38673332', 'install a version on one board'],
      [
        'odflash update firmware.hex --via stlink',
        'install a file through an ST-Link: boards up to v3.4, or without USB',
      ],
      ['odflash update SAMPLE --virtual v3.6-56V', 'without hardware'],
    ],
  },
  dfu: {
    description: "same as update, with odrivetool's command name",
    arguments: { file: 'a firmware file or a version (default: the newest release)' },
    options: { '-v': 'same as --verbose', '--serial-number': 'same as --serial' },
    examples: [
      ['odflash dfu ODriveFirmware_v3.5-48V.hex', 'a running board, or one already in DFU mode'],
      ['odflash dfu firmware.elf --yes --json', 'in a script'],
      ['odflash dfu SAMPLE --virtual v3.6-56V --yes', 'without hardware'],
    ],
  },
  updateAndDfu: {
    options: {
      '--no-x32': 'program bytes instead of words (slower)',
      '--no-backup': 'skip the undo backup of the firmware (the configuration is always saved)',
      '--backup-dir': 'folder for the configuration and the undo backup',
      '--address': 'load address of a raw binary (default: 0x08000000)',
      '--health': 'compare errors, calibrations, bus voltage and settings with before; exit status 9 if worse',
      '--fresh-config': 'save and erase the configuration, and do not restore it',
      '--config-from': 'board or record: which configuration to use if an interrupted update saved a different one',
      '--force-config': 'migrate configuration between 0.4 and 0.5 where units are identical',
      '--hold-startup': 'keep startup_* flags off, so no motor moves on its own',
    },
  },
  verify: {
    description: 'compare a board with a firmware file',
    arguments: { file: 'Intel HEX, S-record, ELF, DfuSe, UF2 or raw binary' },
    options: { '--address': 'load address of a raw binary (default: 0x08000000)' },
    examples: [
      ['odflash verify firmware.hex', 'exit status 0 if every byte matches, 7 if not'],
      ['odflash verify firmware.hex --json', 'one line per sector with its first difference'],
    ],
  },
  read: {
    description: 'read the flash into a file',
    arguments: { out: 'the file to write: .bin, .hex, .s19 or .dfu, or - for standard output (raw)' },
    options: {
      '--force': 'replace an existing file',
      '--range': 'the range to read (default: the whole main flash, 1 MiB)',
    },
    examples: [
      ['odflash read whole.bin', 'the whole main flash'],
      ['odflash read whole.hex', 'the same as Intel HEX, with its addresses'],
      ['odflash read config.bin --range 0x080C0000:0x40000', 'the two configuration sectors'],
    ],
  },
  erase: {
    description: 'erase the firmware (sectors 0 to 9)',
    options: {
      '--no-backup': 'skip the undo backup',
      '--backup-dir': 'folder for the undo backup',
      '--only-config': 'erase only the configuration, also on a running board; it is saved first',
      '--config': 'also erase the configuration (sectors 10 and 11)',
    },
    examples: [
      ['odflash erase', 'erase the firmware, keep the configuration; asks first'],
      ['odflash erase --config --yes', 'erase everything without asking'],
      ['odflash erase --only-config', 'reset a board that fails with its settings to defaults'],
      ['odflash erase --dry-run', 'show which sectors are not blank, and the time needed'],
    ],
  },
  convert: {
    description: 'write a firmware file in another format',
    arguments: {
      out: 'the output file; its ending selects the format: .hex, .s19 or .srec, .dfu, .bin; - is standard output (raw)',
      in: 'a firmware file in any format that flash accepts',
    },
    options: {
      '--force': 'replace an existing file',
      '--address': 'load address of a raw binary (default: 0x08000000)',
    },
    examples: [
      ['odflash convert firmware.elf firmware.dfu', 'for dfu-util or STM32CubeProgrammer'],
      ['odflash convert firmware.bin firmware.hex --address 0x08000000', 'a raw binary with its load address'],
    ],
  },
  catalogue: {
    description: 'list available firmware, or mirror it to a folder',
    examples: [
      ['odflash catalogue --board v3.6-56V', 'all releases for this board'],
      ['odflash catalogue mirror firmware', 'everything into the folder firmware; run it again to refresh'],
      ['odflash catalogue --release-url firmware --offline', 'the contents of that mirror'],
    ],
  },
  catalogueMirror: {
    description: 'copy releases to a folder for --release-url or a web server',
    arguments: { dir: 'the folder; correct files in it are kept' },
    examples: [
      ['odflash catalogue mirror firmware --board v3.5-24V --board v3.6-56V', 'only for these two boards'],
      ['odflash update --release-url firmware', 'update from that mirror'],
    ],
  },
  catalogueAndMirror: {
    options: {
      '--prereleases': 'include pre-releases',
      '--board': 'the version printed on the board, e.g. v3.6-56V (repeatable)',
    },
  },
} as const;

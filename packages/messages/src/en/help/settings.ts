// Commands about the configuration of a board.

export const settingsHelp = {
  backup: {
    description: 'save the configuration of a running board',
    arguments: { file: 'the JSON file to write (default: odrive-config-SERIAL.json), or - for standard output' },
    options: { '--force': 'replace an existing file' },
    examples: [
      ['odflash backup', "into odrive-config-SERIAL.json, in odrivetool's format"],
      ['odflash backup before-tuning.json', 'with a file name of your choice'],
      ['odflash backup --via stlink', 'through an ST-Link; without USB the configuration sectors as they are'],
    ],
  },
  restore: {
    description: 'restore an undo backup or a saved configuration',
    arguments: {
      file: 'a .dfu saved by flash, update or erase, or a configuration (JSON, from odflash or odrivetool)',
    },
    options: {
      '--force-config': 'migrate configuration between 0.4 and 0.5 where units are identical',
      '--no-x32': 'program bytes instead of words (slower)',
      '--no-start': 'stay in DFU mode afterwards',
      '--no-backup': 'skip the backup made first',
      '--backup-dir': 'folder for the backup made first',
      '--with-startup': 'also restore startup_* flags from a file of another board',
      '--hold-startup': 'keep startup_* flags off, so no motor moves on its own',
    },
    examples: [
      ['odflash restore undo-….dfu', 'the flash contents before that flash (board in DFU mode)'],
      ['odflash restore odrive-config-356D38673332.json', 'the settings of a running board'],
      ['odflash restore other-board.json --dry-run', 'show which settings would change, with old and new values'],
      ['odflash restore other-board.json --hold-startup', 'settings of another board, without calibration'],
    ],
  },
  set: {
    description: 'set a value of a running board',
    arguments: {
      value: 'the new value: a number, true, false, inf or a name (IDLE)',
      path: 'path of the value, e.g. config.brake_resistance',
    },
    options: {
      '--no-backup': 'skip the backup made first',
      '--backup-dir': 'folder for the backup that --save makes first',
      '--leave-armed': 'with requested_state: leave the axis armed at the end',
      '--save': 'save the configuration (restarts the board from firmware 0.5.2 on)',
    },
    examples: [
      ['odflash set config.dc_bus_overvoltage_trip_level 25.68 --save', 'correct a protection limit'],
      ['odflash set config.enable_brake_resistor true', 'effective until the next restart'],
      ['odflash set axis0.requested_state IDLE', 'stop the motor of axis 0, without a question'],
      ['odflash set axis0.requested_state CLOSED_LOOP_CONTROL', 'start it, until Ctrl-C (needs consent)'],
    ],
  },
  save: {
    description: 'save the configuration of a running board (restarts it from firmware 0.5.2 on)',
    examples: [
      ['odflash save', 'asks first if a motor would move by itself after the restart'],
      ['odflash save --dry-run', 'show what would be asked'],
    ],
  },
  diff: {
    description: 'compare a configuration file with a running board',
    arguments: { file: 'a configuration file (JSON, from odflash or odrivetool)' },
    options: { '--force-config': 'compare across 0.4 and 0.5, where units are identical' },
    examples: [
      ['odflash diff odrive-config-356D38673332.json', 'changes since that backup'],
      ['odflash diff other-board.json --json', 'for scripts'],
    ],
  },
} as const;

// Commands that inspect boards, or switch them from one mode into another.

export const boardsHelp = {
  list: {
    description: 'list connected ODrives (running or in DFU mode) and ST-Links',
    options: { '--watch': 'keep running and report connects and disconnects' },
    examples: [
      ['odflash list', 'serial number, USB port, mode and name of each board'],
      ['odflash list --watch', 'also changes, until Ctrl-C'],
      ['odflash list --json', 'the same, one object per line'],
      ['odflash list --virtual v3.6-56V+dfu --virtual v3.5-24V', 'two virtual boards'],
    ],
  },
  info: {
    description: 'show details of a firmware file or a board',
    arguments: { what: 'a firmware file (default: "board", the connected board)' },
    options: { '--address': 'load address of a raw binary (default: 0x08000000)' },
    examples: [
      ['odflash info firmware.elf', 'format, segments, sectors, vector table, version'],
      ['odflash info', 'the board; in DFU mode with protection and sector contents'],
      ['odflash info ./board', 'a file named board'],
    ],
  },
  status: {
    description: 'show supply, temperatures, axes and errors of a running board',
    options: {
      '--clear': 'clear the errors, after confirmation; the brake resistor can work again',
      '--all': 'every running board',
    },
    examples: [
      ['odflash status', 'each error with its cause and remedy; exit status 9 if there is one'],
      ['odflash status --watch', 'refreshed every second, until Ctrl-C'],
      ['odflash status --clear --yes', 'show, clear and show again'],
      ['odflash status --virtual v3.6-56V,axis0.encoder.error=0x4', 'a virtual board with an error'],
    ],
  },
  doctor: {
    description: 'diagnose USB, driver and permission problems',
    after:
      'Exit status: 0 if a flash or an update could start on every board seen and no setting is out of range (notes are not problems), 9 if not, 3 if there is no board.',
    examples: [
      ['odflash doctor', 'checks USB, boards, permissions and drivers; changes nothing'],
      ['odflash doctor --board v3.6-56V', 'for a board with blank OTP: the version printed on it'],
      ['odflash doctor --via stlink', 'also the chip behind the ST-Link'],
      ['odflash doctor --json', 'the same, one finding per line'],
    ],
  },
  enterDfu: {
    description: 'switch a running board into DFU mode',
    examples: [
      ['odflash enter-dfu', 'then odflash info, read or flash; odflash reset restarts the firmware'],
      ['odflash enter-dfu --disarm', 'set armed axes to IDLE first (asks before it does)'],
    ],
  },
  reset: {
    description: 'restart a board; from DFU mode it starts its firmware',
    examples: [
      ['odflash reset', 'the only board connected'],
      ['odflash reset --path 1-2.3', 'the board on that USB port'],
      ['odflash reset --via stlink', 'through an ST-Link'],
    ],
  },
  unlock: {
    description: 'remove read and write protection (read protection: erases everything)',
    examples: [
      ['odflash unlock', 'shows what would be lost and asks you to type the serial number'],
      ['odflash unlock --consent unlock=356D38673332', 'in a script, for one board'],
    ],
  },
  udevSetup: {
    description: 'install the udev rule for boards and ST-Links (Linux, as root)',
    options: {
      '--print': 'print the rule without installing it',
      '--everyone': 'give access to all users, for machines without a local user',
    },
    examples: [
      ['sudo odflash udev-setup', 'install the rule, then replug the board'],
      ['odflash udev-setup --print', 'show what would be written, and where'],
    ],
  },
} as const;

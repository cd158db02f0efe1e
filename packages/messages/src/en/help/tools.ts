// Commands that need no board of their own.

export const toolsHelp = {
  explain: {
    description: 'explain an error message (odflash, odrivetool, dfu-util, OpenOCD, …)',
    arguments: { text: 'an error code, a message or pasted terminal output (default: standard input)' },
    examples: [
      ['odflash explain "(0, 2, 0, 0)"', 'odrivetool out of step with the bootloader'],
      ['odflash explain "axis0.motor.error = 8"', 'an error flag of the firmware'],
      ['odflash explain driver-missing', 'an error code of odflash'],
      ['odflash explain < terminal.txt', 'a saved terminal session'],
    ],
  },
  replay: {
    description: 'decode a recorded trace',
    arguments: { file: 'a file written with --trace' },
    options: { '--errors': 'show only failed requests and their context' },
    examples: [
      ['odflash flash firmware.hex --trace flash.trace', 'record a flash'],
      ['odflash replay flash.trace', 'show it: time, link, request, reply'],
      ['odflash replay flash.trace --errors', 'only failed requests'],
    ],
  },
  report: {
    description: 'collect data for a bug report: versions, USB devices, descriptors, findings',
    arguments: { file: 'the file to write, .json or text (default: print it)' },
    options: {
      '--force': 'replace an existing file',
      '--with-serials': 'include the serial numbers of boards',
      '--attach': 'add a log or a trace of the failure (repeatable)',
    },
    examples: [
      ['odflash report', 'print it; nothing is sent anywhere'],
      ['odflash flash firmware.hex --trace bug.trace', 'record the failure'],
      ['odflash report bug.txt --attach bug.trace', 'put everything in one file for the issue tracker'],
    ],
  },
  completion: {
    description: 'print the completion script for a shell',
    arguments: { shell: 'the shell' },
    examples: [
      ['source <(odflash completion bash)', 'in ~/.bashrc; zsh: in ~/.zshrc, after compinit'],
      ['odflash completion fish > ~/.config/fish/completions/odflash.fish', 'fish'],
      ['odflash completion powershell | Out-String | Invoke-Expression', 'in the profile of PowerShell'],
    ],
  },
  virtual: {
    description: 'export virtual boards over USB/IP for any flasher',
    options: {
      '--list': 'list boards, options and faults',
      '--virtual-state': 'keep the state of the boards in a folder',
      '--stlink-server': 'serve the ST-Links of +stlink boards to OpenOCD',
      '--listen': 'the address to listen on (default: 127.0.0.1:3240)',
      '--profile': 'the virtual board, e.g. v3.6-56V+dfu,rdp=1 (repeatable)',
    },
    examples: [
      ['odflash virtual', 'a v3.6-56V in DFU mode on 127.0.0.1:3240'],
      ['odflash virtual --profile v3.6-56V+dfu --profile v3.5-24V', 'two boards, on USB ports 1-1 and 1-2'],
      ['odflash virtual --profile v3.6-56V+stlink --stlink-server 127.0.0.1:7184', 'a board with an ST-Link'],
      ['odflash flash SAMPLE --usbip 127.0.0.1', 'flash it from another terminal'],
    ],
  },
  serve: {
    description: 'serve the web page for a browser on this computer',
    options: {
      '--port': 'the port on 127.0.0.1; 0 takes a free one (default: 8733)',
      '--firmware': 'also offer the releases of a catalogue mirror folder',
    },
    note: 'Always use the same port: what the page has saved (undo backups, configurations, permissions) belongs to its address, port included.',
    examples: [
      ['odflash serve', 'http://localhost:8733/ in Chrome, Edge or Opera'],
      ['odflash serve --port 9000', 'on another port'],
      ['odflash serve --firmware mirror', 'with the files of odflash catalogue mirror'],
    ],
  },
} as const;

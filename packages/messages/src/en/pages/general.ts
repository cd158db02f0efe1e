import type { ErrorPages } from '../../pages.ts';

export const generalPages: Pick<ErrorPages, 'internal' | 'usage' | 'aborted'> = {
  internal: {
    about: [
      "An unexpected error occurred inside odflash. The line with the board's state gives what is known: untouched if nothing had been changed, otherwise unknown.",
    ],
    causes: [
      'A bug in odflash.',
      'A broken installation: files of two versions mixed, or a build that did not finish.',
    ],
    steps: [
      'Run the same command again. A board in DFU mode can always be flashed again: the bootloader is in ROM and cannot be overwritten.',
      'If it repeats, run it with `--trace bug.trace --log-file bug.log`, then `odflash report bug.txt --attach bug.trace --attach bug.log`, and report it with that file. [What is in it](../report.md).',
    ],
  },
  usage: {
    about: [
      'An option, a command or a value was not understood. odflash refuses what it does not know instead of guessing, and names the closest spelling it does know. Nothing was opened, nothing was changed.',
    ],
    causes: [
      'A misspelt option (`--adress` for `--address`).',
      'An option without its value, or given twice.',
      'An option before the command: options follow the command, `odflash list --json`.',
    ],
    steps: [
      'Read the suggestion in the message.',
      "`odflash COMMAND --help` lists the command's options, with examples.",
    ],
  },
  aborted: {
    about: [
      'The run was interrupted: by Ctrl-C, or by a request to end the program. Before the first change that is harmless. Once writing has begun, the first Ctrl-C only explains the effect of stopping; the second one stops at the next block.',
    ],
    causes: ['Ctrl-C, a closed terminal, or a shutdown.'],
    steps: [
      "Read the line with the board's state.",
      'Run the same command again to finish. A board whose flash was interrupted does not start, and a second run cannot harm it: its bootloader is in ROM.',
    ],
  },
};

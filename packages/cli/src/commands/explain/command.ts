// odflash explain: what is behind a message, of this tool or of another one. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, type OutputOptions } from '../../options.ts';

export function declareExplain(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('explain')
    .description('explain an error message (odflash, odrivetool, dfu-util, OpenOCD, …)')
    .argument('[text...]', 'an error code, a message or pasted terminal output (default: standard input)')
    .action((words: readonly string[], options: OutputOptions) =>
      runCommand('explain', options, async (context) => {
        const { explain } = await import('./run.ts');
        return explain(words, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash explain "(0, 2, 0, 0)"', 'odrivetool out of step with the bootloader'],
    ['odflash explain LIBUSB_ERROR_ACCESS', 'libusb without permission to open the board'],
    ['odflash explain driver-missing', 'an error code of odflash'],
    ['odflash explain < terminal.txt', 'a saved terminal session'],
  ]);
}

// odflash explain: what is behind a message, of this tool or of another one. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, type OutputOptions } from '../../options.ts';

export function declareExplain(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('explain')
    .description('explain an error message (odflash, odrivetool, dfu-util, OpenOCD, …)')
    .argument('[text...]', 'an error code, a message, or a whole pasted terminal; without it standard input is read')
    .action((words: readonly string[], options: OutputOptions) =>
      runCommand('explain', options, async (context) => {
        const { explain } = await import('./run.ts');
        return explain(words, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash explain "(0, 2, 0, 0)"', 'what odrivetool says when it has lost step with the board'],
    ['odflash explain LIBUSB_ERROR_ACCESS', 'what libusb says when it may not open the board'],
    ['odflash explain driver-missing', 'one of our own codes'],
    ['odflash explain < terminal.txt', 'everything that a terminal showed'],
  ]);
}

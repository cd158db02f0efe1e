// odflash status: how a running board is, and its errors by name.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addWatchOptions } from '../../options.ts';
import type { StatusOptions } from './options.ts';

export function declareStatus(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('status')
    .description('show supply, temperatures, axes and errors of a running board')
    .option('--all', 'every running board')
    .option('--clear', 'clear the errors, after a yes; the brake resistor works again then')
    .action((options: StatusOptions) =>
      runCommand('status', options, async (context) => {
        const { showStatus } = await import('./run.ts');
        return showStatus(options, context);
      }),
    );
  addOutputOptions(addBoardOptions(addWatchOptions(command)));
  return addExamples(command, [
    ['odflash status', 'each error with its cause and what to do; ends with 9 if there is one'],
    ['odflash status --watch', 'drawn again every second, until Ctrl-C'],
    ['odflash status --clear --yes', 'looks, clears, and looks again'],
    ['odflash status --virtual v3.6-56V,axis0.encoder.error=0x4', 'a virtual board with an error'],
  ]);
}

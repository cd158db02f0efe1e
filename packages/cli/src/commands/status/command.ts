// odflash status: how a running board is, and its errors by name.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addSerialOption, addWatchOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { StatusOptions } from './options.ts';

export function declareStatus(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('status')
    .description(help.status.description)
    .option('--all', help.status.options['--all'])
    .option('--clear', help.status.options['--clear'])
    .action((options: StatusOptions) =>
      runCommand('status', options, async (context) => {
        const { showStatus } = await import('./run.ts');
        return showStatus(options, context);
      }),
    );
  addOutputOptions(addSerialOption(addBoardOptions(addWatchOptions(command))));
  return addExamples(command, help.status.examples);
}

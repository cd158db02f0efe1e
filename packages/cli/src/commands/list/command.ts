// odflash list: what is on the bus, without opening what need not be opened.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBusOptions, addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ListOptions } from './options.ts';

export function declareList(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('list')
    .description(help.list.description)
    .option('--watch', help.list.options['--watch'])
    .action((options: ListOptions) =>
      runCommand('list', options, async (context) => {
        const { listBoards } = await import('./run.ts');
        return listBoards(options, context);
      }),
    );
  addOutputOptions(addBusOptions(command));
  return addExamples(command, help.list.examples);
}

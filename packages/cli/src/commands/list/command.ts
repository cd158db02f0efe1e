// odflash list: what is on the bus, without opening what need not be opened.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBusOptions, addExamples, addOutputOptions } from '../../options.ts';
import type { ListOptions } from './options.ts';

export function declareList(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('list')
    .description('list connected ODrives (running or in DFU mode) and ST-Links')
    .option('--watch', 'keep running and report connects and disconnects')
    .action((options: ListOptions) =>
      runCommand('list', options, async (context) => {
        const { listBoards } = await import('./run.ts');
        return listBoards(options, context);
      }),
    );
  addOutputOptions(addBusOptions(command));
  return addExamples(command, [
    ['odflash list', 'serial number, USB port, mode and name of each board'],
    ['odflash list --watch', 'also changes, until Ctrl-C'],
    ['odflash list --json', 'the same, one object per line'],
    ['odflash list --virtual v3.6-56V+dfu --virtual v3.5-24V', 'two virtual boards'],
  ]);
}

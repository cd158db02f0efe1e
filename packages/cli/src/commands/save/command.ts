// odflash save: makes permanent what a running board has now.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions } from '../../options.ts';
import type { SaveOptions } from './options.ts';

export function declareSave(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('save')
    .description('save the configuration a running board has now; from 0.5.2 on it restarts')
    .action((options: SaveOptions) =>
      runCommand('save', options, async (context) => {
        const { saveConfiguration } = await import('./run.ts');
        return saveConfiguration(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addChangeOptions(command)));
  return addExamples(command, [
    ['odflash save', 'asks first if a motor would move by itself after the restart'],
    ['odflash save --dry-run', 'show what would be asked'],
  ]);
}

// odflash save: makes permanent what a running board has now.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { SaveOptions } from './options.ts';

export function declareSave(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('save')
    .description(help.save.description)
    .action((options: SaveOptions) =>
      runCommand('save', options, async (context) => {
        const { saveConfiguration } = await import('./run.ts');
        return saveConfiguration(options, context);
      }),
    );
  addOutputOptions(addSerialOption(addRunningOptions(addChangeOptions(command))));
  return addExamples(command, help.save.examples);
}

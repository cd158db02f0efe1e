// odflash set: one configuration value of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { single, text } from '../../option-values.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { SetOptions } from './options.ts';

export function declareSet(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('set')
    .description(help.set.description)
    .argument('<path>', help.set.arguments.path)
    .argument('<value>', help.set.arguments.value)
    .option('--save', help.set.options['--save'])
    .option('--leave-armed', help.set.options['--leave-armed'])
    .option('--backup-dir <dir>', help.set.options['--backup-dir'], single(text))
    .option('--no-backup', help.set.options['--no-backup'])
    .action((path: string, value: string, options: SetOptions) =>
      runCommand('set', options, async (context) => {
        const { setValue } = await import('./run.ts');
        return setValue(path, value, options, context);
      }),
    );
  addOutputOptions(addSerialOption(addRunningOptions(addChangeOptions(command))));
  return addExamples(command, help.set.examples);
}

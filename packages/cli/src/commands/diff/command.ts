// odflash diff: a configuration file and a running board side by side.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { DiffOptions } from './options.ts';

export function declareDiff(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('diff')
    .description(help.diff.description)
    .argument('<file>', help.diff.arguments.file)
    .option('--force-config', help.diff.options['--force-config'])
    .action((file: string, options: DiffOptions) =>
      runCommand('diff', options, async (context) => {
        const { diffConfiguration } = await import('./run.ts');
        return diffConfiguration(file, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, help.diff.examples);
}

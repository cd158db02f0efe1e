// odflash get: values of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addSerialOption, addWatchOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { GetOptions } from './options.ts';

export function declareGet(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('get')
    .description(help.get.description)
    .argument('<path...>', help.get.arguments.path)
    .action((paths: readonly string[], options: GetOptions) =>
      runCommand('get', options, async (context) => {
        const { getValues } = await import('./run.ts');
        return getValues(paths, options, context);
      }),
    );
  addOutputOptions(addSerialOption(addBoardOptions(addWatchOptions(command))));
  return addExamples(command, help.get.examples);
}

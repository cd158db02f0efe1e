// odflash get: values of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addWatchOptions } from '../../options.ts';
import type { GetOptions } from './options.ts';

export function declareGet(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('get')
    .description('read values of a running board')
    .argument('<path...>', "what to read: a value, a pattern ('axis*.error'), or an object and all in it")
    .action((paths: readonly string[], options: GetOptions) =>
      runCommand('get', options, async (context) => {
        const { getValues } = await import('./run.ts');
        return getValues(paths, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(addWatchOptions(command)));
  return addExamples(command, [
    ['odflash get vbus_voltage', 'one value, with its unit'],
    ["odflash get 'axis*.error' 'axis*.current_state'", 'errors and states by name'],
    ['odflash get axis0.controller.config', 'all that is in an object'],
    ["odflash get 'axis*.encoder.pos_estimate' --watch --every 100", 'drawn again ten times a second, until Ctrl-C'],
  ]);
}

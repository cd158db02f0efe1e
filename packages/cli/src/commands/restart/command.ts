// odflash enter-dfu: a running board to DFU mode, for other tools or for a look inside.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addBoardOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addSerialOption,
  addViaOption,
} from '../../options.ts';
import { help } from '../../render/help.ts';
import type { RestartOptions } from './options.ts';

export function declareEnterDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('enter-dfu')
    .description(help.enterDfu.description)
    .action((options: RestartOptions) =>
      runCommand('enter-dfu', options, async (context) => {
        const { enterDfu } = await import('./run.ts');
        return enterDfu(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addBoardOptions(command)));
  return addExamples(command, help.enterDfu.examples);
}

export function declareReset(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('reset')
    .description(help.reset.description)
    .action((options: RestartOptions) =>
      runCommand('reset', options, async (context) => {
        const { reset } = await import('./run.ts');
        return reset(options, context);
      }),
    );
  addOutputOptions(addSerialOption(addRunningOptions(addViaOption(addBoardOptions(command)))));
  return addExamples(command, help.reset.examples);
}

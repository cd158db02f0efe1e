// odflash enter-dfu: a running board to DFU mode, for other tools or for a look inside.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addBoardOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addViaOption,
  type NamedBoardOptions,
  type RunningOptions,
} from '../../options.ts';

export interface RestartOptions extends NamedBoardOptions, RunningOptions {}

export function declareEnterDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('enter-dfu')
    .description('take a running board to DFU mode')
    .action((options: RestartOptions) =>
      runCommand('enter-dfu', options, async (context) => {
        const { enterDfu } = await import('./run.ts');
        return enterDfu(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash enter-dfu', 'then odflash info, read or flash; odflash reset brings the firmware back'],
    ['odflash enter-dfu --disarm', 'lets go of what the motors hold, after it has asked'],
  ]);
}

export function declareReset(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('reset')
    .description('restart a board; one in DFU mode starts its firmware')
    .action((options: RestartOptions) =>
      runCommand('reset', options, async (context) => {
        const { reset } = await import('./run.ts');
        return reset(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addViaOption(addBoardOptions(command))));
  return addExamples(command, [
    ['odflash reset', 'the one board that is there'],
    ['odflash reset --path 1-2.3', 'the board in that socket'],
    ['odflash reset --via stlink', 'the chip behind the ST-Link'],
  ]);
}

// odflash enter-dfu: a running board to DFU mode, for other tools or for a look inside.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addRunningOptions, addViaOption } from '../../options.ts';
import type { RestartOptions } from './options.ts';

export function declareEnterDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('enter-dfu')
    .description('switch a running board into DFU mode')
    .action((options: RestartOptions) =>
      runCommand('enter-dfu', options, async (context) => {
        const { enterDfu } = await import('./run.ts');
        return enterDfu(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash enter-dfu', 'then odflash info, read or flash; odflash reset restarts the firmware'],
    ['odflash enter-dfu --disarm', 'release the motors first (asks before it does)'],
  ]);
}

export function declareReset(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('reset')
    .description('restart a board; from DFU mode it starts its firmware')
    .action((options: RestartOptions) =>
      runCommand('reset', options, async (context) => {
        const { reset } = await import('./run.ts');
        return reset(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addViaOption(addBoardOptions(command))));
  return addExamples(command, [
    ['odflash reset', 'the only board connected'],
    ['odflash reset --path 1-2.3', 'the board on that USB port'],
    ['odflash reset --via stlink', 'through an ST-Link'],
  ]);
}

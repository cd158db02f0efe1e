// odflash set: one configuration value of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, single, text } from '../../options.ts';
import type { SetOptions } from './options.ts';

export function declareSet(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('set')
    .description('set a value of a running board')
    .argument('<path>', 'path of the value, e.g. config.brake_resistance')
    .argument('<value>', 'the new value: a number, true, false, inf or a name (IDLE)')
    .option('--save', 'save the configuration (restarts the board from firmware 0.5.2 on)')
    .option('--leave-armed', 'leave the axis armed that a requested_state has started')
    .option('--backup-dir <dir>', 'folder for the backup that --save makes first', single(text))
    .option('--no-backup', 'skip the backup made first')
    .action((path: string, value: string, options: SetOptions) =>
      runCommand('set', options, async (context) => {
        const { setValue } = await import('./run.ts');
        return setValue(path, value, options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addChangeOptions(command)));
  return addExamples(command, [
    ['odflash set config.dc_bus_overvoltage_trip_level 25.68 --save', 'correct a protection limit'],
    ['odflash set config.enable_brake_resistor true', 'effective until the next restart'],
    ['odflash set axis0.requested_state IDLE', 'stop the motor of axis 0, without a question'],
    ['odflash set axis0.requested_state CLOSED_LOOP_CONTROL', 'start it, after a consent, until Ctrl-C'],
  ]);
}

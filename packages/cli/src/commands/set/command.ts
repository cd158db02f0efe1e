// odflash set: one configuration value of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  type ChangeOptions,
  type RunningOptions,
  single,
  text,
} from '../../options.ts';

export interface SetOptions extends ChangeOptions, RunningOptions {
  readonly save?: true;
  readonly backupDir?: string;
  readonly backup: boolean;
}

export function declareSet(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('set')
    .description('set one configuration value of a running board')
    .argument('<path>', 'the value, e.g. config.brake_resistance')
    .argument('<value>', 'what it shall be: a number, true or false, inf')
    .option('--save', 'save the configuration; from firmware 0.5.2 on the board restarts for that')
    .option('--backup-dir <dir>', 'where --save puts what the board has first', single(text))
    .option('--no-backup', 'save nothing of what the board has first')
    .action((path: string, value: string, options: SetOptions) =>
      runCommand('set', options, async (context) => {
        const { setValue } = await import('./run.ts');
        return setValue(path, value, options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addChangeOptions(command)));
  return addExamples(command, [
    ['odflash set config.dc_bus_overvoltage_trip_level 25.68 --save', 'a protection as it should be'],
    ['odflash set config.enable_brake_resistor true', 'until the next restart'],
  ]);
}

// odflash erase: the firmware sectors, and with --config the configuration too.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addViaOption,
  single,
  text,
} from '../../options.ts';
import type { EraseOptions } from './options.ts';

export function declareErase(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('erase')
    .description('erase the firmware (sectors 0 to 9)')
    .option('--config', 'also erase the configuration (sectors 10 and 11)')
    .option('--only-config', 'erase only the configuration, also on a running board; it is saved first')
    .option('--backup-dir <dir>', 'folder for the undo backup', single(text))
    .option('--no-backup', 'skip the undo backup')
    .action((options: EraseOptions) =>
      runCommand('erase', options, async (context) => {
        const { eraseBoard } = await import('./run.ts');
        return eraseBoard(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addViaOption(addChangeOptions(command))));
  return addExamples(command, [
    ['odflash erase', 'erase the firmware, keep the configuration; asks first'],
    ['odflash erase --config --yes', 'erase everything without asking'],
    ['odflash erase --only-config', 'reset a board that fails with its settings to defaults'],
    ['odflash erase --dry-run', 'show which sectors are not blank, and the time needed'],
  ]);
}

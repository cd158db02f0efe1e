// odflash erase: the firmware sectors, and with --config the configuration too.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addViaOption,
  type ChangeOptions,
  type RunningOptions,
  single,
  text,
} from '../../options.ts';

export interface EraseOptions extends ChangeOptions, RunningOptions {
  readonly config?: true;
  readonly onlyConfig?: true;
  readonly backup: boolean;
  readonly backupDir?: string;
}

export function declareErase(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('erase')
    .description('erase the firmware (sectors 0 to 9)')
    .option('--config', 'the configuration too (sectors 10 and 11)')
    .option('--only-config', 'the configuration alone, also of a running board; it is saved first')
    .option('--backup-dir <dir>', 'where the undo backup goes', single(text))
    .option('--no-backup', 'save no undo backup first')
    .action((options: EraseOptions) =>
      runCommand('erase', options, async (context) => {
        const { eraseBoard } = await import('./run.ts');
        return eraseBoard(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addViaOption(addChangeOptions(command))));
  return addExamples(command, [
    ['odflash erase', 'erase the firmware, keep the configuration; asks first'],
    ['odflash erase --config --yes', 'erase everything, without a question'],
    ['odflash erase --only-config', 'a board that does not come up with its settings: back to defaults'],
    ['odflash erase --dry-run', 'which sectors are not blank, and how long it would take'],
  ]);
}

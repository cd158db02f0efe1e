// odflash restore: an undo backup back into the flash, or a configuration back onto a running board, whatever the file is.

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

export interface RestoreOptions extends ChangeOptions, RunningOptions {
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly start: boolean;
  readonly x32: boolean;
  readonly forceConfig?: true;
  readonly withStartup?: true;
}

export function declareRestore(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('restore')
    .description('put an undo backup or a saved configuration back')
    .argument('<file>', 'a .dfu that flash, update or erase saved; or a configuration (JSON, also of odrivetool)')
    .optionsGroup('For both:')
    .option('--backup-dir <dir>', 'where what the board has is saved first', single(text))
    .option('--no-backup', 'save nothing of what the board has first')
    .optionsGroup('For a .dfu:')
    .option('--no-start', 'stay in DFU mode afterwards')
    .option('--no-x32', 'program byte by byte instead of word by word')
    .optionsGroup('For a configuration:')
    .option('--force-config', 'carry the configuration across 0.4 and 0.5, as far as it means the same')
    .action((file: string, options: RestoreOptions) =>
      runCommand('restore', options, async (context) => {
        const { restoreAny } = await import('./run.ts');
        return restoreAny(file, options, context);
      }),
    );
  addRunningOptions(addViaOption(addChangeOptions(command)))
    .option('--hold-startup', 'put startup flags back as off, so that no motor moves by itself')
    .option('--with-startup', 'startup flags, too, though the file is from another board');
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash restore undo-….dfu', 'a board in DFU mode as it was before that flash'],
    ['odflash restore odrive-config-356D38673332.json', 'the settings of a running board'],
    ['odflash restore other-board.json --dry-run', 'which settings it would change, and from what to what'],
    ['odflash restore other-board.json --hold-startup', 'settings of another board, without its calibration'],
  ]);
}

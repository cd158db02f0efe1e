// odflash restore: an undo backup back into the flash, or a configuration back onto a running board, whatever the file is.

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
import type { RestoreOptions } from './options.ts';

export function declareRestore(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('restore')
    .description('restore an undo backup or a saved configuration')
    .argument('<file>', 'a .dfu saved by flash, update or erase, or a configuration (JSON, from odflash or odrivetool)')
    .optionsGroup('For both:')
    .option('--backup-dir <dir>', 'folder for the backup made first', single(text))
    .option('--no-backup', 'skip the backup made first')
    .optionsGroup('For a .dfu:')
    .option('--no-start', 'stay in DFU mode afterwards')
    .option('--no-x32', 'program bytes instead of words (slower)')
    .optionsGroup('For a configuration:')
    .option('--force-config', 'migrate configuration between 0.4 and 0.5 where units are identical')
    .action((file: string, options: RestoreOptions) =>
      runCommand('restore', options, async (context) => {
        const { restoreAny } = await import('./run.ts');
        return restoreAny(file, options, context);
      }),
    );
  addRunningOptions(addViaOption(addChangeOptions(command)))
    .option('--hold-startup', 'keep startup_* flags off, so no motor moves on its own')
    .option('--with-startup', 'also restore startup_* flags from a file of another board');
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash restore undo-….dfu', 'the flash contents before that flash (board in DFU mode)'],
    ['odflash restore odrive-config-356D38673332.json', 'the settings of a running board'],
    ['odflash restore other-board.json --dry-run', 'show which settings would change, with old and new values'],
    ['odflash restore other-board.json --hold-startup', 'settings of another board, without calibration'],
  ]);
}

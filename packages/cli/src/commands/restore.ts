// odflash restore: an undo backup back onto the board.

import type { Command } from 'commander';
import type { Act } from '../act.ts';
import { addChangeOptions, addExamples, addOutputOptions, type ChangeOptions, single, text } from '../options.ts';

export interface RestoreOptions extends ChangeOptions {
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly start: boolean;
  readonly x32: boolean;
}

export function declareRestore(program: Command, act: Act): Command {
  const command = program
    .command('restore')
    .description('put an undo backup back')
    .argument('<file>', 'the .dfu file that flash or erase saved')
    .option('--backup-dir <dir>', 'where the undo backup of this restore goes', single(text))
    .option('--no-backup', 'save no undo backup first')
    .option('--no-start', 'stay in DFU mode afterwards')
    .option('--no-x32', 'program byte by byte instead of word by word')
    .action((file: string, options: RestoreOptions) =>
      act('restore', options, async (context) => {
        const { restoreFile } = await import('../work/flash.ts');
        return restoreFile(file, options, context);
      }),
    );
  addOutputOptions(addChangeOptions(command));
  return addExamples(command, [
    ['odflash restore undo-….dfu', 'the board as it was before that flash'],
    ['odflash restore undo-….dfu --dry-run', 'what that would change'],
  ]);
}

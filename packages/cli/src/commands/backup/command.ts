// odflash backup: the configuration of a running board into a file.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { BackupOptions } from './options.ts';

export function declareBackup(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('backup')
    .description(help.backup.description)
    .argument('[file]', help.backup.arguments.file)
    .option('--force', help.backup.options['--force'])
    .action((file: string | undefined, options: BackupOptions) =>
      runCommand('backup', options, async (context) => {
        const { backupToFile } = await import('./run.ts');
        return backupToFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, help.backup.examples);
}

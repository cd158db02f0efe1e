// odflash backup: the configuration of a running board into a file.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption } from '../../options.ts';
import type { BackupOptions } from './options.ts';

export function declareBackup(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('backup')
    .description('save the configuration of a running board')
    .argument('[file]', 'the JSON file to write (default: odrive-config-SERIAL.json)')
    .option('--force', 'replace an existing file')
    .action((file: string | undefined, options: BackupOptions) =>
      runCommand('backup', options, async (context) => {
        const { backupToFile } = await import('./run.ts');
        return backupToFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash backup', "into odrive-config-SERIAL.json, in odrivetool's format"],
    ['odflash backup before-tuning.json', 'with a file name of your choice'],
    ['odflash backup --via stlink', 'through an ST-Link; without USB the configuration sectors as they are'],
  ]);
}

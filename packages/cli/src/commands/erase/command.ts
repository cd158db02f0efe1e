// odflash erase: the firmware sectors, and with --config the configuration too.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { single, text } from '../../option-values.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { EraseOptions } from './options.ts';

export function declareErase(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('erase')
    .description(help.erase.description)
    .option('--config', help.erase.options['--config'])
    .option('--only-config', help.erase.options['--only-config'])
    .option('--backup-dir <dir>', help.erase.options['--backup-dir'], single(text))
    .option('--no-backup', help.erase.options['--no-backup'])
    .action((options: EraseOptions) =>
      runCommand('erase', options, async (context) => {
        const { eraseBoard } = await import('./run.ts');
        return eraseBoard(options, context);
      }),
    );
  addOutputOptions(addRunningOptions(addViaOption(addChangeOptions(command))));
  return addExamples(command, help.erase.examples);
}

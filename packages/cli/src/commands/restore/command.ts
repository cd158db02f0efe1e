// odflash restore: an undo backup back into the flash, or a configuration back onto a running board, whatever the file is.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { single, text } from '../../option-values.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { RestoreOptions } from './options.ts';

export function declareRestore(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('restore')
    .description(help.restore.description)
    .argument('<file>', help.restore.arguments.file)
    .optionsGroup(help.groups.forBoth)
    .option('--backup-dir <dir>', help.restore.options['--backup-dir'], single(text))
    .option('--no-backup', help.restore.options['--no-backup'])
    .optionsGroup(help.groups.forDfu)
    .option('--no-start', help.restore.options['--no-start'])
    .option('--no-x32', help.restore.options['--no-x32'])
    .optionsGroup(help.groups.forConfiguration)
    .option('--force-config', help.restore.options['--force-config'])
    .action((file: string, options: RestoreOptions) =>
      runCommand('restore', options, async (context) => {
        const { restoreAny } = await import('./run.ts');
        return restoreAny(file, options, context);
      }),
    );
  addRunningOptions(addViaOption(addChangeOptions(command)))
    .option('--hold-startup', help.restore.options['--hold-startup'])
    .option('--with-startup', help.restore.options['--with-startup']);
  addOutputOptions(command);
  return addExamples(command, help.restore.examples);
}

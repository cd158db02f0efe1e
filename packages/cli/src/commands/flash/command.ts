// odflash flash: a firmware file onto a board in DFU mode, read back and compared.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { number32, single, text } from '../../option-values.ts';
import { addChangeOptions, addExamples, addOutputOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { FlashOptions } from './options.ts';

export function declareFlash(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('flash')
    .description(help.flash.description)
    .argument('<file>', help.flash.arguments.file)
    .option('--address <address>', help.flash.options['--address'], single(number32))
    .option('--backup-dir <dir>', help.flash.options['--backup-dir'], single(text))
    .option('--no-backup', help.flash.options['--no-backup'])
    .option('--partial', help.flash.options['--partial'])
    .option('--fresh-config', help.flash.options['--fresh-config'])
    .option('--no-start', help.flash.options['--no-start'])
    .option('--no-x32', help.flash.options['--no-x32'])
    .action((file: string, options: FlashOptions) =>
      runCommand('flash', options, async (context) => {
        const { flashFile } = await import('./run.ts');
        return flashFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addChangeOptions(command)));
  return addExamples(command, help.flash.examples);
}

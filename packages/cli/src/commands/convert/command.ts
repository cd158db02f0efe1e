// odflash convert: a firmware file in another format. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { number32, single } from '../../option-values.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ConvertOptions } from './options.ts';

export function declareConvert(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('convert')
    .description(help.convert.description)
    .argument('<in>', help.convert.arguments.in)
    .argument('<out>', help.convert.arguments.out)
    .option('--address <address>', help.convert.options['--address'], single(number32))
    .option('--force', help.convert.options['--force'])
    .action((input: string, out: string, options: ConvertOptions) =>
      runCommand('convert', options, async (context) => {
        const { convertFile } = await import('./run.ts');
        return convertFile(input, out, options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.convert.examples);
}

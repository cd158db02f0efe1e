// odflash read: the flash, or a part of it, into a file.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { range, single } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ReadOptions } from './options.ts';

export function declareRead(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('read')
    .description(help.read.description)
    .argument('<out>', help.read.arguments.out)
    .option('--range <address:length>', help.read.options['--range'], single(range))
    .option('--force', help.read.options['--force'])
    .action((out: string, options: ReadOptions) =>
      runCommand('read', options, async (context) => {
        const { readToFile } = await import('./run.ts');
        return readToFile(out, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, help.read.examples);
}

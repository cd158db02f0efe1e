// odflash info: what a file is, or what a board is, without changing either.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { number32, single } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, type NamedBoardOptions } from '../../options.ts';
import { help } from '../../render/help.ts';

interface InfoOptions extends NamedBoardOptions {
  readonly address?: number | undefined;
}

export function declareInfo(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('info')
    .description(help.info.description)
    .argument('[what]', help.info.arguments.what)
    .option('--address <address>', help.info.options['--address'], single(number32))
    .action((what: string | undefined, options: InfoOptions) =>
      runCommand('info', options, async (context) => {
        if (what === undefined || what === 'board') {
          const { describeBoard } = await import('./describe-board.ts');
          return describeBoard(options, context);
        }
        const { describeFile } = await import('./describe-file.ts');
        return describeFile(what, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, help.info.examples);
}

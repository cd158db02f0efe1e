// odflash info: what a file is, or what a board is, without changing either.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addBoardOptions,
  addExamples,
  addOutputOptions,
  addViaOption,
  type NamedBoardOptions,
  number32,
  single,
} from '../../options.ts';

interface InfoOptions extends NamedBoardOptions {
  readonly address?: number;
}

export function declareInfo(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('info')
    .description('show what is in a firmware file, or what a board is')
    .argument('[what]', 'a firmware file; without it, or with the word board, the board')
    .option('--address <address>', 'where a raw binary belongs (default: 0x08000000)', single(number32))
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
  return addExamples(command, [
    ['odflash info firmware.elf', 'format, segments, sectors, vector table, version'],
    ['odflash info', 'the board; in DFU mode also its protection and what is in each sector'],
    ['odflash info ./board', 'a file that is called board'],
  ]);
}

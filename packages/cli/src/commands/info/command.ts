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
  readonly address?: number | undefined;
}

export function declareInfo(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('info')
    .description('show details of a firmware file or a board')
    .argument('[what]', 'a firmware file (default: "board", the connected board)')
    .option('--address <address>', 'load address of a raw binary (default: 0x08000000)', single(number32))
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
    ['odflash info', 'the board; in DFU mode with protection and sector contents'],
    ['odflash info ./board', 'a file named board'],
  ]);
}

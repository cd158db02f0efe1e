// odflash read: the flash, or a part of it, into a file.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, range, single } from '../../options.ts';
import type { ReadOptions } from './options.ts';

export function declareRead(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('read')
    .description('read the flash into a file')
    .argument('<out>', 'the file to write: .bin, .hex, .s19 or .dfu')
    .option('--range <address:length>', 'the range to read (default: the whole main flash, 1 MiB)', single(range))
    .option('--force', 'replace an existing file')
    .action((out: string, options: ReadOptions) =>
      runCommand('read', options, async (context) => {
        const { readToFile } = await import('./run.ts');
        return readToFile(out, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash read whole.bin', 'the whole main flash'],
    ['odflash read whole.hex', 'the same as Intel HEX, with its addresses'],
    ['odflash read config.bin --range 0x080C0000:0x40000', 'the two configuration sectors'],
  ]);
}

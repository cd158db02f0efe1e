// odflash verify: is on the board what is in the file?

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, number32, single } from '../../options.ts';
import type { VerifyOptions } from './options.ts';

export function declareVerify(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('verify')
    .description('compare a board with a firmware file')
    .argument('<file>', 'Intel HEX, S-record, ELF, DfuSe, UF2 or raw binary')
    .option('--address <address>', 'load address of a raw binary (default: 0x08000000)', single(number32))
    .action((file: string, options: VerifyOptions) =>
      runCommand('verify', options, async (context) => {
        const { verifyFile } = await import('./run.ts');
        return verifyFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash verify firmware.hex', 'exit status 0 if every byte matches, 7 if not'],
    ['odflash verify firmware.hex --json', 'one line per sector with its first difference'],
  ]);
}

// odflash convert: a firmware file in another format. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, number32, single } from '../../options.ts';
import type { ConvertOptions } from './options.ts';

export function declareConvert(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('convert')
    .description('write a firmware file in another format')
    .argument('<in>', 'a firmware file in any format that flash accepts')
    .argument('<out>', 'the output file; its ending selects the format: .hex, .s19 or .srec, .dfu, .bin')
    .option('--address <address>', 'load address of a raw binary (default: 0x08000000)', single(number32))
    .option('--force', 'replace an existing file')
    .action((input: string, out: string, options: ConvertOptions) =>
      runCommand('convert', options, async (context) => {
        const { convertFile } = await import('./run.ts');
        return convertFile(input, out, options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash convert firmware.elf firmware.dfu', 'for dfu-util or STM32CubeProgrammer'],
    ['odflash convert firmware.bin firmware.hex --address 0x08000000', 'a raw binary with its load address'],
  ]);
}

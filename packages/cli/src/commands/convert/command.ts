// odflash convert: a firmware file in another format. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, number32, type OutputOptions, single } from '../../options.ts';

export interface ConvertOptions extends OutputOptions {
  readonly address?: number;
  readonly force?: true;
}

export function declareConvert(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('convert')
    .description('write a firmware file in another format')
    .argument('<in>', 'any format that flash reads')
    .argument('<out>', 'the format follows from its ending: .hex, .s19 or .srec, .dfu, .bin')
    .option('--address <address>', 'where a raw binary belongs (default: 0x08000000)', single(number32))
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
    ['odflash convert firmware.bin firmware.hex --address 0x08000000', 'a raw binary gets its address'],
  ]);
}

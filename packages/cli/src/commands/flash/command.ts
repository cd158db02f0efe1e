// odflash flash: a firmware file onto a board in DFU mode, read back and compared.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addViaOption,
  number32,
  single,
  text,
} from '../../options.ts';
import type { FlashOptions } from './options.ts';

export function declareFlash(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('flash')
    .description('flash a firmware file and verify it')
    .argument('<file>', 'Intel HEX, S-record, ELF, DfuSe, UF2 or raw binary (detected by content)')
    .option('--address <address>', 'load address of a raw binary (default: 0x08000000)', single(number32))
    .option('--backup-dir <dir>', 'folder for the undo backup', single(text))
    .option('--no-backup', 'skip the undo backup')
    .option('--partial', 'write a file without a vector table into the firmware on the board')
    .option('--fresh-config', 'also erase the configuration: the firmware starts with defaults')
    .option('--no-start', 'do not start the firmware afterwards')
    .option('--no-x32', 'program bytes instead of words (slower)')
    .action((file: string, options: FlashOptions) =>
      runCommand('flash', options, async (context) => {
        const { flashFile } = await import('./run.ts');
        return flashFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addChangeOptions(command)));
  return addExamples(command, [
    ['odflash flash ODriveFirmware_v3.6-56V.hex', 'the only board in DFU mode'],
    ['odflash flash firmware.hex --via stlink', 'through an ST-Link'],
    ['odflash flash SAMPLE --virtual v3.6-56V+dfu', 'without hardware'],
  ]);
}

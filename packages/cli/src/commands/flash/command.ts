// odflash flash: a firmware file onto a board in DFU mode, read back and compared.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addViaOption,
  type ChangeOptions,
  number32,
  single,
  text,
} from '../../options.ts';

export interface FlashOptions extends ChangeOptions {
  readonly address?: number;
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly partial?: boolean;
  readonly freshConfig?: true;
  readonly start: boolean;
  readonly x32: boolean;
}

export function declareFlash(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('flash')
    .description('flash a firmware file and read it back')
    .argument('<file>', 'Intel HEX, S-record, ELF, DfuSe, UF2 or raw binary, told apart by content')
    .option('--address <address>', 'where a raw binary belongs (default: 0x08000000)', single(number32))
    .option('--backup-dir <dir>', 'where the undo backup goes', single(text))
    .option('--no-backup', 'save no undo backup first')
    .option('--partial', 'write a file without a vector table over a part of the firmware on the board')
    .option('--fresh-config', 'erase the configuration too: the firmware starts with its defaults')
    .option('--no-start', 'start nothing afterwards')
    .option('--no-x32', 'program byte by byte instead of word by word')
    .action((file: string, options: FlashOptions) =>
      runCommand('flash', options, async (context) => {
        const { flashFile } = await import('./run.ts');
        return flashFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addChangeOptions(command)));
  return addExamples(command, [
    ['odflash flash ODriveFirmware_v3.6-56V.hex', 'the one board in DFU mode'],
    ['odflash flash firmware.hex --dry-run', 'what would be done, and how long it would take'],
    ['odflash flash firmware.hex --via stlink', 'the chip behind the ST-Link'],
    ['odflash flash firmware.hex --virtual v3.6-56V+dfu', 'without hardware'],
  ]);
}

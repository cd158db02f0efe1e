// odflash update and odflash dfu: a board, running or not, to another firmware, with its configuration.

import { type Command, InvalidArgumentError } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addCatalogueOptions,
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  type CatalogueOptions,
  type ChangeOptions,
  number32,
  type RunningOptions,
  single,
  text,
} from '../../options.ts';

export interface UpdateOptions extends ChangeOptions, RunningOptions, CatalogueOptions {
  readonly address?: number;
  readonly backup: boolean;
  readonly backupDir?: string;
  readonly x32: boolean;
  readonly forceConfig?: true;
  readonly configFrom?: 'board' | 'record';
  readonly freshConfig?: true;
}

interface OdrivetoolOptions {
  readonly serialNumber?: string;
  readonly v?: true;
}

function configurationSource(value: string): 'board' | 'record' {
  if (value === 'board' || value === 'record') return value;
  throw new InvalidArgumentError('It is board or record.');
}

/** Our own names for what was said in odrivetool's. Two serial numbers are refused: taking one of them decides silently. */
function plainOptions(
  { serialNumber, v, ...options }: UpdateOptions & OdrivetoolOptions,
  command: Command,
): UpdateOptions {
  if (serialNumber !== undefined && options.serial !== undefined)
    command.error("error: option '-s, --serial-number <serial>' cannot be used with option '--serial <serial>'", {
      code: 'commander.conflictingOption',
    });
  return {
    ...options,
    ...(serialNumber !== undefined && { serial: serialNumber }),
    ...(v && { verbose: v }),
  };
}

export function declareUpdate(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('update')
    .description('bring a board to another firmware and keep its configuration')
    .argument('[what]', 'a version such as 0.5.6, or a firmware file; without it the newest release');
  return finish(command, 'update', runCommand, [
    ['odflash update', 'the newest firmware for the one board that is there'],
    ['odflash update 0.5.6 --serial 356D38673332', 'that version onto that board'],
    ['odflash update ODriveFirmware_v3.6-56V.hex', 'a file that was downloaded or built'],
    ['odflash update firmware.hex --virtual v3.6-56V', 'without hardware'],
  ]);
}

/** What it is called in odrivetool, with the options that has. */
export function declareDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('dfu')
    .description("the same as update, under odrivetool's name")
    .argument('[file]', 'a firmware file, or a version; without it the newest release')
    .optionsGroup('As in odrivetool:')
    .option('-s, --serial-number <serial>', 'the same as --serial', single(text))
    .option('-v', 'the same as --verbose');
  return finish(command, 'dfu', runCommand, [
    ['odflash dfu ODriveFirmware_v3.5-48V.hex', 'a running board, or one that is in DFU mode already'],
    ['odflash dfu firmware.elf --yes --json', 'in a script'],
    ['odflash dfu firmware.hex --virtual v3.5-48V --yes', 'without hardware'],
  ]);
}

function finish(
  command: Command,
  name: string,
  runCommand: CommandRunner,
  examples: readonly (readonly [line: string, meaning: string])[],
): Command {
  command
    .optionsGroup('Firmware:')
    .option('--address <address>', 'where a raw binary belongs (default: 0x08000000)', single(number32))
    .option('--backup-dir <dir>', 'where the configuration and the undo backup go', single(text))
    .option('--no-backup', 'save no undo backup of the firmware (the configuration is always saved)')
    .option('--no-x32', 'program byte by byte instead of word by word')
    .action((what: string | undefined, given: UpdateOptions & OdrivetoolOptions) => {
      const options = plainOptions(given, command);
      return runCommand(name, options, async (context) => {
        const { updateBoard } = await import('./run.ts');
        return updateBoard(what, options, context);
      });
    });
  addRunningOptions(addChangeOptions(command))
    .option('--hold-startup', 'put startup flags back as off, so that no motor moves by itself')
    .option('--force-config', 'carry the configuration across 0.4 and 0.5, as far as it means the same')
    .option(
      '--config-from <source>',
      'board or record: which configuration counts if an interrupted update has saved another one',
      single(configurationSource),
    )
    .option('--fresh-config', 'save the configuration, erase it and do not put it back');
  addOutputOptions(addCatalogueOptions(command));
  return addExamples(command, examples);
}

// odflash update and odflash dfu: a board, running or not, to another firmware, with its configuration.

import { type Command, InvalidArgumentError } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addCatalogueOptions,
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addViaOption,
  number32,
  single,
  text,
} from '../../options.ts';
import type { UpdateOptions } from './options.ts';

interface OdrivetoolOptions {
  readonly serialNumber?: string | undefined;
  readonly v?: true | undefined;
}

function configurationSource(value: string): 'board' | 'record' {
  if (value === 'board' || value === 'record') return value;
  throw new InvalidArgumentError('Expected board or record.');
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
    serial: serialNumber ?? options.serial,
    verbose: v ?? options.verbose,
  };
}

export function declareUpdate(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('update')
    .description("update a board's firmware, keeping its configuration")
    .argument('[what]', 'a version such as 0.5.6, or a firmware file (default: the newest release)');
  return finish(command, 'update', runCommand, [
    ['odflash update', 'install the newest firmware on the only board connected'],
    ['odflash update 0.5.6 --serial 356D38673332', 'install a version on one board'],
    [
      'odflash update firmware.hex --via stlink',
      'install a file through an ST-Link: boards up to v3.4, or without USB',
    ],
    ['odflash update SAMPLE --virtual v3.6-56V', 'without hardware'],
  ]);
}

/** What it is called in odrivetool, with the options that has. */
export function declareDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('dfu')
    .description("same as update, with odrivetool's command name")
    .argument('[file]', 'a firmware file or a version (default: the newest release)')
    .optionsGroup('As in odrivetool:')
    .option('-s, --serial-number <serial>', 'same as --serial', single(text))
    .option('-v', 'same as --verbose');
  return finish(command, 'dfu', runCommand, [
    ['odflash dfu ODriveFirmware_v3.5-48V.hex', 'a running board, or one already in DFU mode'],
    ['odflash dfu firmware.elf --yes --json', 'in a script'],
    ['odflash dfu SAMPLE --virtual v3.6-56V --yes', 'without hardware'],
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
    .option('--address <address>', 'load address of a raw binary (default: 0x08000000)', single(number32))
    .option('--backup-dir <dir>', 'folder for the configuration and the undo backup', single(text))
    .option('--no-backup', 'skip the undo backup of the firmware (the configuration is always saved)')
    .option('--no-x32', 'program bytes instead of words (slower)')
    .action((what: string | undefined, given: UpdateOptions & OdrivetoolOptions) => {
      const options = plainOptions(given, command);
      return runCommand(name, options, async (context) => {
        const { updateBoard } = await import('./run.ts');
        return updateBoard(what, options, context);
      });
    });
  addRunningOptions(addViaOption(addChangeOptions(command)))
    .option('--hold-startup', 'keep startup_* flags off, so no motor moves on its own')
    .option('--force-config', 'migrate configuration between 0.4 and 0.5 where units are identical')
    .option(
      '--config-from <source>',
      'board or record: which configuration to use if an interrupted update saved a different one',
      single(configurationSource),
    )
    .option('--fresh-config', 'save and erase the configuration, and do not restore it');
  addOutputOptions(addCatalogueOptions(command));
  return addExamples(command, examples);
}

// odflash update and odflash dfu: a board, running or not, to another firmware, with its configuration.

import { FlasherError } from '@odflash/core';
import { commandMessage, type HelpExamples } from '@odflash/messages';
import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { invalidValue } from '../../invalid-value.ts';
import { number32, single, text } from '../../option-values.ts';
import {
  addCatalogueOptions,
  addChangeOptions,
  addExamples,
  addOutputOptions,
  addRunningOptions,
  addViaOption,
} from '../../options.ts';
import { help } from '../../render/help.ts';
import type { UpdateOptions } from './options.ts';

interface OdrivetoolOptions {
  readonly serialNumber?: string | undefined;
  readonly v?: true | undefined;
}

function configurationSource(value: string): 'board' | 'record' {
  if (value === 'board' || value === 'record') return value;
  throw invalidValue('expected.one-of', { words: ['board', 'record'] });
}

/** Taking one of two serial numbers would decide silently. */
function refuseTwoSerials({ serialNumber, serial }: UpdateOptions & OdrivetoolOptions): void {
  if (serialNumber === undefined || serial === undefined) return;
  const options = { option: '--serial-number', others: ['--serial'] };
  throw new FlasherError('usage', commandMessage('usage.exclusive', options), {
    next: commandMessage('next.omit-one'),
  });
}

/** Our own names for what was said in odrivetool's. */
function plainOptions({ serialNumber, v, ...options }: UpdateOptions & OdrivetoolOptions): UpdateOptions {
  return {
    ...options,
    serial: serialNumber ?? options.serial,
    verbose: v ?? options.verbose,
  };
}

export function declareUpdate(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('update')
    .description(help.update.description)
    .argument('[what]', help.update.arguments.what);
  return finish(command, 'update', runCommand, help.update.examples);
}

/** What it is called in odrivetool, with the options that has. */
export function declareDfu(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('dfu')
    .description(help.dfu.description)
    .argument('[file]', help.dfu.arguments.file)
    .optionsGroup(help.groups.odrivetool)
    .option('-s, --serial-number <serial>', help.dfu.options['--serial-number'], single(text))
    .option('-v', help.dfu.options['-v']);
  return finish(command, 'dfu', runCommand, help.dfu.examples);
}

function finish(command: Command, name: string, runCommand: CommandRunner, examples: HelpExamples): Command {
  command
    .optionsGroup(help.groups.firmware)
    .option('--address <address>', help.updateAndDfu.options['--address'], single(number32))
    .option('--backup-dir <dir>', help.updateAndDfu.options['--backup-dir'], single(text))
    .option('--no-backup', help.updateAndDfu.options['--no-backup'])
    .option('--no-x32', help.updateAndDfu.options['--no-x32'])
    .action((what: string | undefined, given: UpdateOptions & OdrivetoolOptions) => {
      const options = plainOptions(given);
      return runCommand(name, options, async (context) => {
        refuseTwoSerials(given);
        const { updateBoard } = await import('./run.ts');
        return updateBoard(what, options, context);
      });
    });
  addRunningOptions(addViaOption(addChangeOptions(command)))
    .option('--hold-startup', help.updateAndDfu.options['--hold-startup'])
    .option('--force-config', help.updateAndDfu.options['--force-config'])
    .option('--config-from <source>', help.updateAndDfu.options['--config-from'], single(configurationSource))
    .option('--fresh-config', help.updateAndDfu.options['--fresh-config'])
    .option('--health', help.updateAndDfu.options['--health']);
  addOutputOptions(addCatalogueOptions(command));
  return addExamples(command, examples);
}

// odflash calibrate: motor and encoder of one axis, step by step.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { invalidValue } from '../../invalid-value.ts';
import { single, text } from '../../option-values.ts';
import { addChangeOptions, addExamples, addOutputOptions, addRunningOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import { type CalibrateOptions, parts } from './options.ts';

export function declareCalibrate(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('calibrate')
    .description(help.calibrate.description)
    .argument('<axis>', help.calibrate.arguments.axis, axis)
    .argument('[part]', help.calibrate.arguments.part, part, 'full')
    .option('--save', help.calibrate.options['--save'])
    .option('--backup-dir <dir>', help.calibrate.options['--backup-dir'], single(text))
    .action((axis: string, part: (typeof parts)[number], options: CalibrateOptions) =>
      runCommand('calibrate', options, async (context) => {
        const { calibrate } = await import('./run.ts');
        return calibrate(axis, part, options, context);
      }),
    );
  addOutputOptions(addSerialOption(addRunningOptions(addChangeOptions(command))));
  return addExamples(command, help.calibrate.examples);
}

function axis(value: string): string {
  if (/^axis[01]$/.test(value)) return value;
  if (/^[01]$/.test(value)) return `axis${value}`;
  throw invalidValue('expected.one-of', { words: ['axis0', 'axis1'] });
}

function part(value: string): string {
  if (parts.some((one) => one === value)) return value;
  throw invalidValue('expected.one-of', { words: parts });
}

// odflash plot: values of a running board over time, drawn and recorded.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { invalidValue } from '../../invalid-value.ts';
import { duration, output, single } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { PlotOptions } from './options.ts';

export function declarePlot(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('plot')
    .description(help.plot.description)
    .argument('[path...]', help.plot.arguments.path)
    .optionsGroup(help.groups.sampling)
    .option('--rate <number>', help.plot.options['--rate'], single(rate))
    .option('--duration <time>', help.plot.options['--duration'], single(duration))
    .option('--oscilloscope', help.plot.options['--oscilloscope'])
    .optionsGroup(help.groups.result)
    .option('--window <time>', help.plot.options['--window'], single(duration))
    .option('--csv <file>', help.plot.options['--csv'], single(output))
    .option('--svg <file>', help.plot.options['--svg'], single(output))
    .option('--force', help.plot.options['--force'])
    .action((paths: readonly string[], options: PlotOptions) => {
      const { json, ...others } = options;
      // A file of that format is no output of that format.
      const asked = json === true ? { ...others, json } : others;
      return runCommand('plot', asked, async (context) => {
        const { plotValues } = await import('./run.ts');
        return plotValues(paths, { ...asked, jsonFile: typeof json === 'string' ? json : undefined }, context);
      });
    });
  addOutputOptions(addSerialOption(addBoardOptions(command)), ['--json [file]', help.plot.options['--json']]);
  return addExamples(command, help.plot.examples);
}

/** Samples a second. */
function rate(value: string): number | 'max' {
  if (value === 'max') return value;
  const number = Number(value);
  if (number > 0 && number <= 100_000) return number;
  throw invalidValue('expected.rate');
}

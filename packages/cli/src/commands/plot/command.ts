// odflash plot: values of a running board over time, drawn and recorded.

import { type Command, InvalidArgumentError } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, duration, single, text } from '../../options.ts';
import type { PlotOptions } from './options.ts';

export function declarePlot(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('plot')
    .description('draw values of a running board over time, and record them')
    .argument('[path...]', "what to sample: a value, a pattern ('axis*.encoder.vel_estimate'), or an object")
    .optionsGroup('Sampling:')
    .option('--rate <number>', 'samples a second, or max (default: 50)', single(rate))
    .option('--duration <time>', 'end after that time, e.g. 10, 5m (default: until q or Ctrl-C)', single(duration))
    .option('--oscilloscope', 'read the buffer of the oscilloscope in the firmware instead')
    .optionsGroup('Result:')
    .option('--window <time>', 'time across the drawing (default: 10)', single(duration))
    .option('--csv <file>', 'write the samples to a CSV file while they come', single(text))
    .option('--svg <file>', 'write a picture of all samples at the end', single(text))
    .option('--force', 'overwrite files that exist')
    .action((paths: readonly string[], options: PlotOptions) => {
      const { json, ...others } = options;
      // A file of that format is no output of that format.
      const output = json === true ? { ...others, json } : others;
      return runCommand('plot', output, async (context) => {
        const { plotValues } = await import('./run.ts');
        return plotValues(paths, { ...output, ...(typeof json === 'string' && { jsonFile: json }) }, context);
      });
    });
  addOutputOptions(addBoardOptions(command), [
    '--json [file]',
    'one JSON object per sample, on stdout or in a file; on stdout nothing is drawn',
  ]);
  return addExamples(command, [
    ['odflash plot axis0.encoder.pos_estimate axis0.motor.current_control.Iq_measured', 'drawn live, until q'],
    ["odflash plot 'axis*.encoder.vel_estimate' vbus_voltage --rate 200 --csv run.csv --svg run.svg", 'and recorded'],
    ['odflash plot vbus_voltage --duration 10 > bus.csv', 'without a terminal: CSV on stdout'],
    ['odflash plot axis0.encoder --virtual v3.6-56V,motor=armed,time=real', 'a virtual board, in real time'],
  ]);
}

/** Samples a second. */
function rate(value: string): number | 'max' {
  if (value === 'max') return value;
  const number = Number(value);
  if (number > 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('Expected samples a second, e.g. 50, 0.2 or max.');
}

// odflash report: what a bug report needs, in one text or file, without what nobody else has to know.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBusOptions, addExamples, addOutputOptions, collect, text } from '../../options.ts';
import type { ReportOptions } from './options.ts';

export function declareReport(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('report')
    .description('collect data for a bug report: versions, USB devices, descriptors, findings')
    .argument('[file]', 'the file to write, .json or text (default: print it)')
    .option('--attach <file>', 'add a log or a trace of the failure (repeatable)', collect(text))
    .option('--with-serials', 'include the serial numbers of boards')
    .option('--force', 'replace an existing file')
    .action((file: string | undefined, options: ReportOptions) =>
      runCommand('report', options, async (context) => {
        const { makeReport } = await import('./run.ts');
        return makeReport(file, options, context);
      }),
    );
  addOutputOptions(addBusOptions(command));
  return addExamples(command, [
    ['odflash report', 'print it; nothing is sent anywhere'],
    ['odflash flash firmware.hex --trace bug.trace', 'record the failure'],
    ['odflash report bug.txt --attach bug.trace', 'put everything in one file for the issue tracker'],
  ]);
}

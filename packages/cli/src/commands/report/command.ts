// odflash report: what a bug report needs, in one text or file, without what nobody else has to know.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBusOptions, addExamples, addOutputOptions, type BoardOptions, collect, text } from '../../options.ts';

export interface ReportOptions extends BoardOptions {
  readonly attach?: readonly string[];
  readonly withSerials?: true;
  readonly force?: true;
}

export function declareReport(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('report')
    .description('collect what a bug report needs: versions, bus, descriptors, findings')
    .argument('[file]', 'where to write it, .json or text (default: show it)')
    .option('--attach <file>', 'a log or a trace of what went wrong (repeatable)', collect(text))
    .option('--with-serials', 'leave the serial numbers of boards in')
    .option('--force', 'replace an existing file')
    .action((file: string | undefined, options: ReportOptions) =>
      runCommand('report', options, async (context) => {
        const { makeReport } = await import('./bug-report.ts');
        return makeReport(file, options, context);
      }),
    );
  addOutputOptions(addBusOptions(command));
  return addExamples(command, [
    ['odflash report', 'shows it; nothing leaves this machine'],
    ['odflash flash firmware.hex --trace bug.trace', 'records what goes wrong'],
    ['odflash report bug.txt --attach bug.trace', 'everything in one file, for the issue tracker'],
  ]);
}

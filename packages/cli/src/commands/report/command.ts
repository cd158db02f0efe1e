// odflash report: what a bug report needs, in one text or file, without personal data.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { collect, text } from '../../option-values.ts';
import { addBusOptions, addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ReportOptions } from './options.ts';

export function declareReport(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('report')
    .description(help.report.description)
    .argument('[file]', help.report.arguments.file)
    .option('--attach <file>', help.report.options['--attach'], collect(text))
    .option('--with-serials', help.report.options['--with-serials'])
    .option('--force', help.report.options['--force'])
    .action((file: string | undefined, options: ReportOptions) =>
      runCommand('report', options, async (context) => {
        const { makeReport } = await import('./run.ts');
        return makeReport(file, options, context);
      }),
    );
  addOutputOptions(addBusOptions(command));
  return addExamples(command, help.report.examples);
}

// odflash rate-test: how fast a running board answers.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { atLeastOne, single } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { RateTestOptions } from './options.ts';

export function declareRateTest(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('rate-test')
    .description(help.rateTest.description)
    .option('--reads <number>', help.rateTest.options['--reads'], single(atLeastOne))
    .action((options: RateTestOptions) =>
      runCommand('rate-test', options, async (context) => {
        const { measureRate } = await import('./run.ts');
        return measureRate(options, context);
      }),
    );
  addOutputOptions(addSerialOption(addBoardOptions(command)));
  return addExamples(command, help.rateTest.examples);
}

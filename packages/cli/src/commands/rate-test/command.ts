// odflash rate-test: how fast a running board answers.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, atLeastOne, single } from '../../options.ts';
import type { RateTestOptions } from './options.ts';

export function declareRateTest(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('rate-test')
    .description('measure how fast a running board answers')
    .option('--reads <number>', 'reads, one after the other (default: 10000)', single(atLeastOne))
    .action((options: RateTestOptions) =>
      runCommand('rate-test', options, async (context) => {
        const { measureRate } = await import('./run.ts');
        return measureRate(options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, [
    ['odflash rate-test --reads 1000', 'rate, latency, and how it is distributed'],
    ['odflash rate-test --reads 1000 --json', 'the same for a script'],
  ]);
}

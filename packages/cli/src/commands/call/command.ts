// odflash call: a function of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addChangeOptions, addExamples, addOutputOptions, type ChangeOptions } from '../../options.ts';

export function declareCall(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('call')
    .description('call a function of a running board that moves no motor')
    .argument('<path>', 'the function, e.g. get_adc_voltage')
    .argument('[args...]', 'its inputs; after -- where one is negative')
    .action((path: string, args: readonly string[], options: ChangeOptions) =>
      runCommand('call', options, async (context) => {
        const { callOnBoard } = await import('./run.ts');
        return callOnBoard(path, args, options, context);
      }),
    );
  addOutputOptions(addChangeOptions(command));
  return addExamples(command, [
    ['odflash call get_adc_voltage 3', 'the voltage at GPIO 3'],
    ['odflash call get_drv_fault', 'what the gate drivers report now (firmware 0.5.2 and later)'],
  ]);
}

// odflash doctor: what is on the bus, what can be used, why not, and what to do about it.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, type NamedBoardOptions } from '../../options.ts';
import { help } from '../../render/help.ts';

export function declareDoctor(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('doctor')
    .description(help.doctor.description)
    .action((options: NamedBoardOptions) =>
      runCommand('doctor', options, async (context) => {
        const { examineMachine } = await import('./run.ts');
        return examineMachine(options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  command.addHelpText('after', `\n${help.doctor.after}`);
  return addExamples(command, help.doctor.examples);
}

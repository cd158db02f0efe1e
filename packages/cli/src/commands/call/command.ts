// odflash call: a function of a running board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addChangeOptions, addExamples, addOutputOptions, addSerialOption, type ChangeOptions } from '../../options.ts';
import { help } from '../../render/help.ts';

export function declareCall(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('call')
    .description(help.call.description)
    .argument('<path>', help.call.arguments.path)
    .argument('[args...]', help.call.arguments.args)
    .action((path: string, args: readonly string[], options: ChangeOptions) =>
      runCommand('call', options, async (context) => {
        const { callOnBoard } = await import('./run.ts');
        return callOnBoard(path, args, options, context);
      }),
    );
  addOutputOptions(addSerialOption(addChangeOptions(command)));
  return addExamples(command, help.call.examples);
}

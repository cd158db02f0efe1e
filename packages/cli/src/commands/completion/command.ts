// odflash completion: the script that makes a shell complete commands, options, boards and releases.

import { Argument, type Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, type OutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import { type Shell, scripts, shells } from './scripts.ts';

export function declareCompletion(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('completion')
    .description(help.completion.description)
    .addArgument(new Argument('<shell>', `${help.completion.arguments.shell}: ${shells.join(', ')}`).choices(shells))
    .action((shell: Shell, options: OutputOptions) =>
      runCommand('completion', options, async ({ output }) => {
        const text = scripts[shell];
        output.data('script', { shell, text }, text.trimEnd());
        return { board: 'untouched', fields: { shell } };
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.completion.examples);
}

// odflash shell: running boards in a JavaScript shell, in one expression, or in a script.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { collect } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addSerialOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ShellOptions } from './options.ts';

export function declareShell(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('shell')
    .description(help.shell.description)
    .argument('[script]', help.shell.arguments.script)
    .option('-e, --eval <expression>', help.shell.options['--eval'], collect(String))
    .action((script: string | undefined, options: ShellOptions) =>
      runCommand('shell', options, async (context) => {
        const { runShell } = await import('./run.ts');
        return runShell(script, options, context);
      }),
    );
  addOutputOptions(addSerialOption(addBoardOptions(command)));
  return addExamples(command, help.shell.examples);
}

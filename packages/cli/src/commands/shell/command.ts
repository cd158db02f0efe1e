// odflash shell: running boards in a JavaScript shell, in one expression, or in a script.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, collect } from '../../options.ts';
import type { ShellOptions } from './options.ts';

export function declareShell(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('shell')
    .description('read, write and call running boards in a JavaScript shell, as odrv0, odrv1, …')
    .argument('[script]', 'a file to run instead; it may await')
    .option('-e, --eval <expression>', 'evaluate, print the result and end (repeatable)', collect(String))
    .action((script: string | undefined, options: ShellOptions) =>
      runCommand('shell', options, async (context) => {
        const { runShell } = await import('./run.ts');
        return runShell(script, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, [
    ['odflash shell', 'completion with Tab, history, .help; Ctrl-C stops what runs, Ctrl-D ends'],
    ["odflash shell -e 'odrv0.vbus_voltage'", 'one value'],
    ["odflash shell -e 'odrv0.axis0.controller.config.vel_limit = 5'", 'one assignment, read back before it ends'],
    ['odflash shell tune.mjs --yes', 'a script, in which odrv0 stands for the board'],
  ]);
}

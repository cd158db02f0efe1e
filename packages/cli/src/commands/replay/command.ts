// odflash replay: what a trace has recorded, request by request, in words. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, type OutputOptions } from '../../options.ts';

export interface ReplayOptions extends OutputOptions {
  readonly trouble?: true;
}

export function declareReplay(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('replay')
    .description('show a recorded trace, decoded')
    .argument('<file>', 'what --trace has written')
    .option('--trouble', 'only what did not go as asked, and what came right before it')
    .action((file: string, options: ReplayOptions) =>
      runCommand('replay', options, async (context) => {
        const { replayTrace } = await import('./run.ts');
        return replayTrace(file, options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash flash firmware.hex --trace flash.trace', 'records a flash'],
    ['odflash replay flash.trace', 'shows it: time, link, request, answer'],
    ['odflash replay flash.trace --trouble', 'only what went wrong'],
  ]);
}

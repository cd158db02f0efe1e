// odflash replay: what a trace has recorded, request by request, in words. No board involved.

import { type Command, Option } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import type { ReplayOptions } from './options.ts';

export function declareReplay(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('replay')
    .description('decode a recorded trace')
    .argument('<file>', 'a file written with --trace')
    .option('--errors', 'show only failed requests and their context')
    .addOption(new Option('--trouble').hideHelp())
    .action((file: string, options: ReplayOptions) =>
      runCommand('replay', options, async (context) => {
        const { replayTrace } = await import('./run.ts');
        return replayTrace(file, options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['odflash flash firmware.hex --trace flash.trace', 'record a flash'],
    ['odflash replay flash.trace', 'show it: time, link, request, reply'],
    ['odflash replay flash.trace --errors', 'only failed requests'],
  ]);
}

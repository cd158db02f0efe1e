// odflash replay: what a trace has recorded, request by request, in words. No board involved.

import { type Command, Option } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ReplayOptions } from './options.ts';

export function declareReplay(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('replay')
    .description(help.replay.description)
    .argument('<file>', help.replay.arguments.file)
    .option('--errors', help.replay.options['--errors'])
    .addOption(new Option('--trouble').hideHelp())
    .action((file: string, options: ReplayOptions) =>
      runCommand('replay', options, async (context) => {
        const { replayTrace } = await import('./run.ts');
        return replayTrace(file, options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.replay.examples);
}

// odflash serve: the web page, from this computer to a browser on this computer.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { port, single, text } from '../../option-values.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ServeOptions } from './options.ts';

export function declareServe(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('serve')
    .description(help.serve.description)
    .option('--port <number>', help.serve.options['--port'], single(port))
    .option('--firmware <dir>', help.serve.options['--firmware'], single(text))
    .action((options: ServeOptions) =>
      runCommand('serve', options, async (context) => {
        const { servePage } = await import('./run.ts');
        return servePage(options, context);
      }),
    );
  addOutputOptions(command);
  command.addHelpText('after', () => `\n${help.serve.note}`);
  return addExamples(command, help.serve.examples);
}

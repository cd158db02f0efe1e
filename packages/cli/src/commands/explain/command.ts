// odflash explain: what is behind a message, of this tool or of another one. No board involved.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, type OutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';

export function declareExplain(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('explain')
    .description(help.explain.description)
    .argument('[text...]', help.explain.arguments.text)
    .action((words: readonly string[], options: OutputOptions) =>
      runCommand('explain', options, async (context) => {
        const { explain } = await import('./run.ts');
        return explain(words, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.explain.examples);
}

// odflash generate-types: TypeScript for the firmware of a board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { output, single, text } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { GenerateCodeOptions, GenerateOptions } from './options.ts';

export function declareGenerateTypes(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('generate-types')
    .description(help.generateTypes.description)
    .argument('[out]', help.generateTypes.arguments.out)
    .option('--force', help.generateTypes.options['--force'])
    .action((out: string | undefined, options: GenerateOptions) =>
      runCommand('generate-types', options, async (context) => {
        const { generateTypes } = await import('./run.ts');
        return generateTypes(out, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, help.generateTypes.examples);
}

export function declareGenerateCode(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('generate-code')
    .description(help.generateCode.description)
    .requiredOption('-t, --template <file>', help.generateCode.options['--template'], single(text))
    .option('-o, --output <file>', help.generateCode.options['--output'], single(output))
    .option('--force', help.generateCode.options['--force'])
    .action((options: GenerateCodeOptions) =>
      runCommand('generate-code', options, async (context) => {
        const { generateCode } = await import('./run.ts');
        return generateCode(options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, help.generateCode.examples);
}

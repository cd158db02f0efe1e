// odflash generate-types: TypeScript for the firmware of a board.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, single, text } from '../../options.ts';
import type { GenerateCodeOptions, GenerateOptions } from './options.ts';

export function declareGenerateTypes(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('generate-types')
    .description("write TypeScript for a running board's object tree")
    .argument('[out]', 'the file to write (default: standard output)')
    .option('--force', 'overwrite a file that exists')
    .action((out: string | undefined, options: GenerateOptions) =>
      runCommand('generate-types', options, async (context) => {
        const { generateTypes } = await import('./run.ts');
        return generateTypes(out, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, [
    ['odflash generate-types odrive.ts', 'for connect<Odrive>() of @odflash/core/running'],
    ['odflash generate-types odrive.ts --virtual v3.6-56V,firmware=0.5.6', 'of a release, without a board'],
  ]);
}

export function declareGenerateCode(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('generate-code')
    .description("fill a template with a running board's endpoints, e.g. for a microcontroller")
    .requiredOption(
      '-t, --template <file>',
      'a template in the language of Jinja: {{ }}, {% for %}, {% if %}',
      single(text),
    )
    .option('-o, --output <file>', 'the file to write (default: standard output)', single(text))
    .option('--force', 'overwrite a file that exists')
    .action((options: GenerateCodeOptions) =>
      runCommand('generate-code', options, async (context) => {
        const { generateCode } = await import('./run.ts');
        return generateCode(options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, [
    [
      'odflash generate-code -t endpoints.h.in -o endpoints.h',
      'json_crc, endpoints, axis_endpoints, per_axis_offset, all_endpoints',
    ],
    ['odflash generate-code -t endpoints.h.in --serial 356D38673332', 'of one of several boards, to stdout'],
  ]);
}

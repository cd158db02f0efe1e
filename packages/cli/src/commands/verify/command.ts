// odflash verify: is on the board what is in the file?

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { number32, single } from '../../option-values.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { VerifyOptions } from './options.ts';

export function declareVerify(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('verify')
    .description(help.verify.description)
    .argument('<file>', help.verify.arguments.file)
    .option('--address <address>', help.verify.options['--address'], single(number32))
    .action((file: string, options: VerifyOptions) =>
      runCommand('verify', options, async (context) => {
        const { verifyFile } = await import('./run.ts');
        return verifyFile(file, options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, help.verify.examples);
}

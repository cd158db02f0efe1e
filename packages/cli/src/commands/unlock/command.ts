// odflash unlock: takes read and write protection away. The only command that touches option bytes.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, type NamedBoardOptions } from '../../options.ts';
import { help } from '../../render/help.ts';

export function declareUnlock(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('unlock')
    .description(help.unlock.description)
    .action((options: NamedBoardOptions) =>
      runCommand('unlock', options, async (context) => {
        const { unlockChip } = await import('./run.ts');
        return unlockChip(options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, help.unlock.examples);
}

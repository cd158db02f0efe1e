// odflash unlock: takes read and write protection away. The only command that touches option bytes.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, type NamedBoardOptions } from '../../options.ts';

export function declareUnlock(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('unlock')
    .description('remove read and write protection (read protection: erases everything)')
    .action((options: NamedBoardOptions) =>
      runCommand('unlock', options, async (context) => {
        const { unlockChip } = await import('./run.ts');
        return unlockChip(options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  return addExamples(command, [
    ['odflash unlock', 'shows what would be lost and asks you to type the serial number'],
    ['odflash unlock --consent unlock=356D38673332', 'in a script, for one board'],
  ]);
}

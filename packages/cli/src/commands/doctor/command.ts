// odflash doctor: what is on the bus, what can be used, why not, and what to do about it.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions, addViaOption, type NamedBoardOptions } from '../../options.ts';

export function declareDoctor(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('doctor')
    .description('diagnose USB, driver and permission problems')
    .action((options: NamedBoardOptions) =>
      runCommand('doctor', options, async (context) => {
        const { examineMachine } = await import('./run.ts');
        return examineMachine(options, context);
      }),
    );
  addOutputOptions(addViaOption(addBoardOptions(command)));
  command.addHelpText(
    'after',
    `
Exit status: 0 if a flash or an update could start on every board seen and no setting is out of range (notes alone are no problem), 9 if not, 3 if there is no board.`,
  );
  return addExamples(command, [
    ['odflash doctor', 'checks USB, boards, permissions and drivers; changes nothing'],
    ['odflash doctor --board v3.6-56V', 'for a board with blank OTP: the version printed on it'],
    ['odflash doctor --via stlink', 'also the chip behind the ST-Link'],
    ['odflash doctor --json', 'the same, one finding per line'],
  ]);
}

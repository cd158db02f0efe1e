// odflash diff: a configuration file and a running board side by side.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addBoardOptions, addExamples, addOutputOptions } from '../../options.ts';
import type { DiffOptions } from './options.ts';

export function declareDiff(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('diff')
    .description('compare a configuration file with a running board')
    .argument('<file>', 'a configuration file (JSON, from odflash or odrivetool)')
    .option('--force-config', 'compare across 0.4 and 0.5, where units are identical')
    .action((file: string, options: DiffOptions) =>
      runCommand('diff', options, async (context) => {
        const { diffConfiguration } = await import('./run.ts');
        return diffConfiguration(file, options, context);
      }),
    );
  addOutputOptions(addBoardOptions(command));
  return addExamples(command, [
    ['odflash diff odrive-config-356D38673332.json', 'changes since that backup'],
    ['odflash diff other-board.json --json', 'for scripts'],
  ]);
}

// odflash udev-setup: the Linux rule that lets people use the boards without sudo.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import type { UdevSetupOptions } from './options.ts';

export function declareUdevSetup(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('udev-setup')
    .description('install the udev rule for boards and ST-Links (Linux, as root)')
    .option('--everyone', 'give access to all users, for machines without a local user')
    .option('--print', 'print the rule without installing it')
    .action((options: UdevSetupOptions) =>
      runCommand('udev-setup', options, async (context) => {
        const { installUdevRule } = await import('./run.ts');
        return installUdevRule(options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, [
    ['sudo odflash udev-setup', 'install the rule, then replug the board'],
    ['odflash udev-setup --print', 'show what would be written, and where'],
  ]);
}

// odflash udev-setup: the Linux rule that lets people use the boards without sudo.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { UdevSetupOptions } from './options.ts';

export function declareUdevSetup(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('udev-setup')
    .description(help.udevSetup.description)
    .option('--everyone', help.udevSetup.options['--everyone'])
    .option('--print', help.udevSetup.options['--print'])
    .action((options: UdevSetupOptions) =>
      runCommand('udev-setup', options, async (context) => {
        const { installUdevRule } = await import('./run.ts');
        return installUdevRule(options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.udevSetup.examples);
}

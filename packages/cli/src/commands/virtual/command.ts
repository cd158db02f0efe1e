// odflash virtual: virtual boards as USB devices for other programs and other machines, over USB/IP.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { collect, serverAddress, single, text } from '../../option-values.ts';
import { addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { VirtualOptions } from './options.ts';

export function declareVirtual(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('virtual')
    .description(help.virtual.description)
    .option('--profile <profile>', help.virtual.options['--profile'], collect(text))
    .option('--listen <host:port>', help.virtual.options['--listen'], single(serverAddress))
    .option('--stlink-server <host:port>', help.virtual.options['--stlink-server'], single(serverAddress))
    .option('--virtual-state <dir>', help.virtual.options['--virtual-state'], single(text))
    .option('--list', help.virtual.options['--list'])
    .action((options: VirtualOptions) =>
      runCommand('virtual', options, async (context) => {
        if (options.list) {
          const { listProfiles } = await import('./profiles.ts');
          return listProfiles(options, context);
        }
        const { exportVirtualBoards } = await import('./run.ts');
        return exportVirtualBoards(options, context);
      }),
    );
  addOutputOptions(command);
  return addExamples(command, help.virtual.examples);
}

// odflash virtual: virtual boards as USB devices for other programs and other machines, over USB/IP.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, collect, serverAddress, single, text } from '../../options.ts';
import type { VirtualOptions } from './options.ts';

export function declareVirtual(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('virtual')
    .description('export virtual boards over USB/IP for any flasher')
    .option('--profile <profile>', 'the virtual board, e.g. v3.6-56V+dfu,rdp=1 (repeatable)', collect(text))
    .option('--listen <host:port>', 'the address to listen on (default: 127.0.0.1:3240)', single(serverAddress))
    .option('--stlink-server <host:port>', 'serve the ST-Links of +stlink boards to OpenOCD', single(serverAddress))
    .option('--virtual-state <dir>', 'keep the state of the boards in a folder', single(text))
    .option('--list', 'list boards, options and faults')
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
  return addExamples(command, [
    ['odflash virtual', 'a v3.6-56V in DFU mode on 127.0.0.1:3240'],
    ['odflash virtual --profile v3.6-56V+dfu --profile v3.5-24V', 'two boards, on USB ports 1-1 and 1-2'],
    ['odflash virtual --profile v3.6-56V+stlink --stlink-server 127.0.0.1:7184', 'a board with an ST-Link'],
    ['odflash flash SAMPLE --usbip 127.0.0.1', 'flash it from another terminal'],
  ]);
}

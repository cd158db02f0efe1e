// odflash serve: the web page, from this computer to a browser on this computer.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addExamples, addOutputOptions, port, single, text } from '../../options.ts';
import type { ServeOptions } from './options.ts';

export function declareServe(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('serve')
    .description('serve the web page for a browser on this computer')
    .option('--port <number>', 'the port on 127.0.0.1; 0 takes a free one (default: 8733)', single(port))
    .option('--firmware <dir>', 'offer the releases of a catalogue mirror folder, too', single(text))
    .action((options: ServeOptions) =>
      runCommand('serve', options, async (context) => {
        const { servePage } = await import('./run.ts');
        return servePage(options, context);
      }),
    );
  addOutputOptions(command);
  command.addHelpText(
    'after',
    `
Keep to one port: what the page has saved (undo backups, configurations, permissions) belongs to its address, port included.`,
  );
  return addExamples(command, [
    ['odflash serve', 'http://localhost:8733/ in Chrome, Edge or Opera'],
    ['odflash serve --port 9000', 'on another port'],
    ['odflash serve --firmware mirror', 'with the files of odflash catalogue mirror'],
  ]);
}

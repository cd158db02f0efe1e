// odflash catalogue: which firmware there is for a board, and a mirror of it for places without internet.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { addCatalogueOptions, addExamples, addOutputOptions, collect, text } from '../../options.ts';
import type { ListReleasesOptions } from './options.ts';

export function declareCatalogue(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('catalogue')
    .description('list available firmware, or mirror it to a folder')
    .action((options: ListReleasesOptions) =>
      runCommand('catalogue', options, async (context) => {
        const { listReleases } = await import('./run.ts');
        return listReleases(options, context);
      }),
    );
  finish(command);
  declareMirror(command, runCommand);
  return addExamples(command, [
    ['odflash catalogue --board v3.6-56V', 'all releases for this board'],
    ['odflash catalogue mirror firmware', 'everything into the folder firmware; run it again to refresh'],
    ['odflash catalogue --release-url firmware --offline', 'the contents of that mirror'],
  ]);
}

function declareMirror(catalogue: Command, runCommand: CommandRunner): void {
  const command = catalogue
    .command('mirror')
    .description('copy releases to a folder for --release-url or a web server')
    .argument('<dir>', 'the folder; correct files in it are kept')
    .action((dir: string, options: ListReleasesOptions) =>
      runCommand('catalogue mirror', options, async (context) => {
        const { mirrorReleases } = await import('./mirror.ts');
        return mirrorReleases(dir, options, context);
      }),
    );
  finish(command);
  addExamples(command, [
    ['odflash catalogue mirror firmware --board v3.5-24V --board v3.6-56V', 'only for these two boards'],
    ['odflash update --release-url firmware', 'update from that mirror'],
  ]);
}

function finish(command: Command): void {
  command
    .option('--board <version>', 'the version printed on the board, e.g. v3.6-56V (repeatable)', collect(text))
    .option('--prereleases', 'include pre-releases');
  addOutputOptions(addCatalogueOptions(command));
}

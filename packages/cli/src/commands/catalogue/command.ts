// odflash catalogue: which firmware there is for a board, and a mirror of it for places without internet.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import {
  addCatalogueOptions,
  addExamples,
  addOutputOptions,
  type CatalogueOptions,
  collect,
  type OutputOptions,
  text,
} from '../../options.ts';

export interface ListReleasesOptions extends OutputOptions, CatalogueOptions {
  /** Board versions by name; all if missing. */
  readonly board?: readonly string[];
  readonly prereleases?: true;
}

export function declareCatalogue(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('catalogue')
    .description('list the firmware there is for a board, or copy it all to a folder')
    .action((options: ListReleasesOptions) =>
      runCommand('catalogue', options, async (context) => {
        const { listReleases } = await import('./run.ts');
        return listReleases(options, context);
      }),
    );
  finish(command);
  declareMirror(command, runCommand);
  return addExamples(command, [
    ['odflash catalogue --board v3.6-56V', 'every release for exactly this board'],
    ['odflash catalogue mirror firmware', 'all of it into the folder firmware; run again to renew it'],
    ['odflash catalogue --release-url firmware --offline', 'what lies in that mirror'],
  ]);
}

function declareMirror(catalogue: Command, runCommand: CommandRunner): void {
  const command = catalogue
    .command('mirror')
    .description('copy releases to a folder that --release-url and web servers can use')
    .argument('<dir>', 'what is there already and right is kept')
    .action((dir: string, options: ListReleasesOptions) =>
      runCommand('catalogue mirror', options, async (context) => {
        const { mirrorReleases } = await import('./mirror.ts');
        return mirrorReleases(dir, options, context);
      }),
    );
  finish(command);
  addExamples(command, [
    ['odflash catalogue mirror firmware --board v3.5-24V --board v3.6-56V', 'for these two boards only'],
    ['odflash update --release-url firmware', 'and then from there'],
  ]);
}

function finish(command: Command): void {
  command
    .option('--board <version>', 'the version printed on the board, e.g. v3.6-56V (repeatable)', collect(text))
    .option('--prereleases', 'pre-releases, too');
  addOutputOptions(addCatalogueOptions(command));
}

// odflash catalogue: which firmware there is for a board, and a mirror of it for places without internet.

import type { Command } from 'commander';
import type { CommandRunner } from '../../command-runner.ts';
import { collect, text } from '../../option-values.ts';
import { addCatalogueOptions, addExamples, addOutputOptions } from '../../options.ts';
import { help } from '../../render/help.ts';
import type { ListReleasesOptions } from './options.ts';

export function declareCatalogue(program: Command, runCommand: CommandRunner): Command {
  const command = program
    .command('catalogue')
    .description(help.catalogue.description)
    .action((options: ListReleasesOptions) =>
      runCommand('catalogue', options, async (context) => {
        const { listReleases } = await import('./run.ts');
        return listReleases(options, context);
      }),
    );
  finish(command);
  declareMirror(command, runCommand);
  return addExamples(command, help.catalogue.examples);
}

function declareMirror(catalogue: Command, runCommand: CommandRunner): void {
  const command = catalogue
    .command('mirror')
    .description(help.catalogueMirror.description)
    .argument('<dir>', help.catalogueMirror.arguments.dir)
    .action((dir: string, options: ListReleasesOptions) =>
      runCommand('catalogue mirror', options, async (context) => {
        const { mirrorReleases } = await import('./mirror.ts');
        return mirrorReleases(dir, options, context);
      }),
    );
  finish(command);
  addExamples(command, help.catalogueMirror.examples);
}

function finish(command: Command): void {
  command
    .option('--board <version>', help.catalogueAndMirror.options['--board'], collect(text))
    .option('--prereleases', help.catalogueAndMirror.options['--prereleases']);
  addOutputOptions(addCatalogueOptions(command));
}

// The code under test and its tests as one script: every chosen mutant behind its switch, every test file behind a function that
// loads it. Only tests that run in this very process are in it; those that start the built command never see a mutant.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { sourceEntries } from '../../../test/support/source-entries.ts';
import { instrument, type Numbered, switchModule } from '../mutate/instrument.ts';

/** Where the tests are that reach core without a process of their own. */
const testFolders = ['packages/core/test', 'packages/virtual/test', 'test/field'];

const entry = 'odflash:entry';

/** What the script takes from outside: one copy serves all loadings. */
export const externals: readonly string[] = [
  'vitest',
  'fast-check',
  'node:crypto',
  'node:fs',
  'node:zlib',
  'node:url',
  'node:path',
];

/** Every file below a folder, relative to the repository, with slashes. */
export function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(root, join(item.parentPath, item.name)).split(sep).join('/'))
    .sort();
}

/** A file with top-level await cannot be part of a script. */
const isScript = (source: string): boolean => !/^(const .*= )?await /m.test(source);

export function testFiles(root: string): string[] {
  return testFolders
    .flatMap((folder) => filesIn(root, folder))
    .filter((file) => file.endsWith('.test.ts') && isScript(readFileSync(join(root, file), 'utf8')));
}

/** Resolves with the script's text. Throws what rolldown throws. */
export async function bundle(root: string, tests: readonly string[], mutants: readonly Numbered[]): Promise<string> {
  const own = (name: string) => join(root, 'bench/mutants/run', name);
  const inFile = (id: string) => mutants.filter(({ mutant }) => join(root, mutant.file) === id);
  const plugin: Plugin = {
    name: 'mutants',
    resolveId(source, importer) {
      if (source === entry) return entry;
      if (source === switchModule) return own('switches.ts');
      if (source !== 'vitest') return undefined;
      return importer === own('test-api.ts') ? { id: 'vitest', external: true } : own('test-api.ts');
    },
    load: (id) => (id === entry ? entryText(root, tests, own('test-api.ts')) : undefined),
    transform(source, id) {
      const text = instrument(source, inFile(id));
      return text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
    },
  };
  // `$`: the entry itself and nothing below it.
  const alias = Object.fromEntries(Object.entries(sourceEntries(root)).map(([entry, file]) => [`${entry}$`, file]));
  const external = externals.filter((name) => name !== 'vitest');
  const build = await rolldown({
    input: entry,
    external,
    platform: 'node',
    transform: { target: 'node20' },
    treeshake: false,
    // What a test file imports that is not there fails when that file is loaded, not all of them.
    shimMissingExports: true,
    resolve: { alias },
    plugins: [plugin],
  });
  const { output } = await build.generate({ format: 'cjs', codeSplitting: false });
  return output[0].code;
}

function entryText(root: string, tests: readonly string[], api: string): string {
  const loaders = tests.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(join(root, file))}),`);
  return [
    `export { takeTests } from ${JSON.stringify(api)};`,
    `export const files = {\n${loaders.join('\n')}\n};`,
  ].join('\n');
}

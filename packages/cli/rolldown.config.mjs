// The command as people install it: few files instead of a few hundred, because finding, opening and reading modules is most of
// what a start costs. What a command does is still loaded only when it runs (dynamic imports stay chunks of their own). A
// dynamic import names a file, never a package: what is imported so keeps all that its index lists in one chunk.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes the licences of the packages that are bundled into one file: most of them ask for their notice. */
const licences = {
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = new Set(
      modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
    );
    this.emitFile({
      type: 'asset',
      fileName: 'third-party-licences.txt',
      source: [...folders].map(noticeOf).join('\n'),
    });
  },
};

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8')}`;
}

const common = {
  input: here('build/main.js'),
  platform: 'node',
  // A native addon finds its binary beside itself.
  external: ['usb'],
  preserveEntrySignatures: 'allow-extension',
  // It puts what is shared into the chunk of one of those who share it, which the others then load whole.
  experimental: { chunkOptimization: false },
};

/**
 * What is loaded with each module that is imported dynamically, by a first pass that joins nothing: a set that imports nothing
 * outside of itself, so that the chunks made of such sets never import each other in a circle.
 */
async function loadedWith() {
  const build = await rolldown(common);
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  return (...paths) => {
    const entries = paths.map(here).map((path) => output.find(({ facadeModuleId }) => facadeModuleId === path));
    const reached = new Set(entries.map(({ fileName }) => fileName));
    for (const name of reached) for (const imported of chunks.get(name)?.imports ?? []) reached.add(imported);
    return new Set([...reached].flatMap((name) => chunks.get(name)?.moduleIds ?? []));
  };
}

const needsOf = await loadedWith();
const asked = needsOf('build/run-command.js', 'build/commands/get/run.js');
const remote = needsOf('build/shared/environment/remote-usb.js');

// biome-ignore lint/style/noDefaultExport: rolldown reads the default export
export default {
  ...common,
  plugins: [licences],
  output: {
    dir: here('dist'),
    format: 'esm',
    cleanDir: true,
    sourcemap: true,
    comments: false,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // All that --help needs.
        { name: 'start', tags: ['$initial'], priority: 4 },
        // All that a command which asks a running board needs, and most of what the others do: one file is loaded at once, where
        // 25 that import each other take 10 ms more.
        { name: 'command', test: (id) => asked.has(id), priority: 3 },
        { name: 'remote', test: (id) => remote.has(id), priority: 2 },
        // What most commands need beside it.
        { name: 'shared', minShareCount: 10, priority: 1 },
      ],
    },
  },
};

// The command as people install it: few files instead of a few hundred, because finding, opening and reading modules is most of
// what a start costs. What a command does is still loaded only when it runs (dynamic imports stay chunks of their own). A
// dynamic import names a file, never a package: what is imported so keeps all that its index lists in one chunk.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

// biome-ignore lint/style/noDefaultExport: rolldown reads the default export
export default {
  input: here('build/main.js'),
  platform: 'node',
  // A native addon finds its binary beside itself.
  external: ['usb'],
  preserveEntrySignatures: 'allow-extension',
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
        { name: 'start', tags: ['$initial'], priority: 2 },
        // What most commands need.
        { name: 'command', minShareCount: 24, priority: 1 },
      ],
    },
  },
  // It puts what is shared into the chunk of one of those who share it, which the others then load whole.
  experimental: { chunkOptimization: false },
};

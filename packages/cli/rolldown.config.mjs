// The command as people install it: few files instead of a few hundred, because finding and opening modules is most of what
// a start costs. What a command does is still loaded only when it runs (dynamic imports stay chunks of their own).

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
  plugins: [licences],
  output: { dir: here('dist'), format: 'esm', cleanDir: true, sourcemap: true },
};

// The command as one CommonJS script and the files it needs beside it, for Node's single executable applications, which can
// import nothing from the disk (https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html).

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'rolldown';
import { root } from '../workspace.mjs';

const cli = join(root, 'packages/cli');
const usb = join(root, 'node_modules/usb');

/** What is read from the disk elsewhere, and what stands in its place. */
const replaced = new Map([
  [join(cli, 'build/own-files.js'), join(cli, 'build/embedded/own-files.js')],
  [join(root, 'packages/node/dist/usb/usb-package.js'), join(cli, 'build/embedded/usb-package.js')],
]);

/** `usb` finds its addon with node-gyp-build; in the binary that is answered by embedded/usb-package.ts. */
const addons = {
  'linux-x64': join(usb, 'prebuilds/linux-x64/node.napi.glibc.node'),
  'win-x64': join(usb, 'prebuilds/win32-x64/node.napi.node'),
};

/** Writes the scripts into `folder`. Gives the main one, and a function of the target for the assets by name. */
export async function bundle(folder) {
  mkdirSync(folder, { recursive: true });
  const missed = new Set(replaced.keys());
  const replace = {
    name: 'replace',
    async resolveId(source, importer) {
      if (importer === undefined) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (found) missed.delete(found.id);
      return found && replaced.has(found.id) ? { id: replaced.get(found.id) } : found;
    },
  };
  const main = join(folder, 'main.cjs');
  await write(join(cli, 'build/embedded/main.js'), main, { plugins: [replace] });
  if (missed.size > 0) throw new Error(`The command does not import ${[...missed].join(', ')} any more`);
  const library = join(folder, 'usb.cjs');
  await write(join(usb, 'dist/index.js'), library, { external: ['node-gyp-build'] });
  const page = join(cli, 'page');
  const names = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(page, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const list = join(folder, 'page.json');
  writeFileSync(list, JSON.stringify(names));
  const assets = (target) => ({
    'package.json': join(cli, 'package.json'),
    'usb.cjs': library,
    'usb.node': addons[target],
    'page.json': list,
    ...Object.fromEntries(names.map((name) => [`page/${name}`, join(page, name)])),
  });
  return { main, assets };
}

async function write(input, file, options) {
  const output = { file, format: 'cjs', codeSplitting: false, minify: true };
  const made = await build({ input, platform: 'node', ...options, output });
  if (made.output.length !== 1) throw new Error(`${input} became ${made.output.length} files`);
}

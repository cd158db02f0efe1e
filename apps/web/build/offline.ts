// The service worker as a part of the build: sw.js, with the list of all files and their SHA-256.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import type { OfflineFile } from '../worker/files.ts';

const script = 'sw.js';

/** What is fetched before a board is flashed: the page and the engine, with what they import, in every language. */
const roots = [
  /index\.html$/,
  /src\/engine\/engine\.ts$/,
  /src\/engine\/words-[a-z]+\.ts$/,
  /src\/text\/(en|de|zh)\.ts$/,
];

export function offline(): Plugin {
  let folder = '';
  let needed: ReadonlySet<string> = new Set();
  return {
    name: 'odflash-offline',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(folder, '../worker/worker.ts'), fileName: script });
    },
    generateBundle: (_, bundle) => {
      needed = filesOf(bundle);
    },
    closeBundle: () => {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        // A mirror takes the place of the empty one at any time.
        .filter((path) => path !== script && !path.startsWith('firmware/'))
        .sort()
        .map((path) => offlineFile(path, readFileSync(join(folder, path)), needed));
      const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
      const path = join(folder, script);
      const text = readFileSync(path, 'utf8');
      const filled = text.replace('__ODFLASH_FILES__', () => JSON.stringify({ version, files }));
      if (filled === text) throw new Error(`${script} does not ask for the list of files`);
      writeFileSync(path, filled);
    },
  };
}

function offlineFile(path: string, bytes: Uint8Array, needed: ReadonlySet<string>): OfflineFile {
  return {
    path: path === 'index.html' ? './' : path,
    sha256: createHash('sha256').update(bytes).digest('base64'),
    later: path.endsWith('.js') && !needed.has(path),
  };
}

function filesOf(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (name: string) => {
    const chunk = bundle[name];
    if (found.has(name) || chunk?.type !== 'chunk') return;
    found.add(name);
    for (const imported of chunk.imports) follow(imported);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && roots.some((root) => root.test(chunk.facadeModuleId ?? ''))) follow(chunk.fileName);
  }
  return found;
}

// Files that come with the command. The self-contained binaries have another one of this in its place.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The text of one of them. Throws what the file system throws. */
export function ownFile(name: 'package.json'): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

/** Where the sample firmware lies; `undefined` where it did not come along. */
export function ownSample(): string | undefined {
  const path = fileURLToPath(new URL('../dist/samples/odrive-v3.6-56V.hex', import.meta.url));
  return existsSync(path) ? path : undefined;
}

/** The files of the web page by their names; `undefined` where it was not built. */
export function ownPage(): { readonly names: readonly string[]; read(name: string): Uint8Array } | undefined {
  const folder = fileURLToPath(new URL('../page', import.meta.url));
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return { names, read: (name) => readFileSync(join(folder, name)) };
}

// Files that come with the command. The self-contained binaries have another one of this in its place.

import { existsSync, readFileSync } from 'node:fs';
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

// Files that come with the command. The self-contained binaries have another one of this in its place.

import { readFileSync } from 'node:fs';

/** The text of one of them. Throws what the file system throws. */
export function ownFile(name: 'package.json' | `errors/${string}.md`): string {
  // The error pages lie beside the bundle, which is a folder beside this one where nothing is bundled.
  const place = name === 'package.json' ? `../${name}` : `../dist/${name}`;
  return readFileSync(new URL(place, import.meta.url), 'utf8');
}

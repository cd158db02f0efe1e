// Which source file stands behind an entry of a package (`@odflash/core/image`): read from its package.json, so that tests and
// benches run on the file that is edited.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
}

/** Entry → absolute path of its source. */
export function sourceEntries(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['core', 'messages', 'virtual', 'usbip', 'node'].flatMap((name) => entriesOf(root, name)));
}

function entriesOf(root: string, name: string): readonly (readonly [string, string])[] {
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(exports).map(([path, { default: built }]) => [
    `@odflash/${name}${path.slice(1)}`,
    join(folder, built.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')),
  ]);
}

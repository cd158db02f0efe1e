// No two exported types of one name in one package: who reads a name, or lets an editor import it, means one thing.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../workspace.mjs';

/** One line for each name that stands for several exported types of a package. */
export function findSharedNames() {
  return readdirSync(join(root, 'packages')).flatMap((name) => sharedIn(join(root, 'packages', name, 'src')));
}

function sharedIn(folder) {
  const places = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const found = codeOf(readFileSync(file, 'utf8')).matchAll(/^export (?:interface|type|(?:abstract )?class) (\w+)/gm);
    for (const [, name] of found) places.set(name, [...(places.get(name) ?? []), relative(root, file)]);
  }
  return [...places]
    .filter(([, files]) => files.length > 1)
    .map(([name, files]) => `exported type ${name} means several things: ${files.join(', ')}`);
}

/** Without comments, and without texts of several lines: they may contain the source of another file. */
function codeOf(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return code.replaceAll(/`(?:[^`\\]|\\.)*`/gs, '``');
}

// Every name that an entry of a package gives has a docstring where it is declared: what it is, its units and errors.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../workspace.mjs';

/** One line for each public name without a docstring. */
export function findUndocumented() {
  const missing = entries().flatMap((entry) => [...publicNames(entry)].filter(([, at]) => !isDocumented(at)));
  return [...new Set(missing.map(([name, { file }]) => `${name} (${relative(root, file)}) has no docstring`))].sort();
}

/** The source files of all entries of all packages. */
function entries() {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = join(root, 'packages', name);
    const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return Object.values(exports).flatMap(({ default: built } = {}) =>
      built?.endsWith('.js') ? join(folder, built.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')) : [],
    );
  });
}

const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
const listed = /^export (?:type )?\{([^}]*)\}(?: from '(\.[^']+)')?;/gm;
const everything = /^export (?:type )?\* from '(\.[^']+)';/gm;

/** Name → where it is declared, through all lists of names. */
function publicNames(file) {
  const text = readFileSync(file, 'utf8');
  const names = new Map();
  for (const { 1: name, index } of text.matchAll(declared))
    if (!names.has(name)) names.set(name, { file, text, index });
  for (const [, from] of text.matchAll(everything))
    for (const [name, at] of publicNames(join(dirname(file), from))) names.set(name, at);
  for (const [, list, from] of text.matchAll(listed)) {
    const source = from === undefined ? localNames(file, text) : publicNames(join(dirname(file), from));
    for (const [, inside, outside = inside] of list.matchAll(/(?:type )?(\w+)(?: as (\w+))?/g)) {
      const at = source.get(inside);
      if (at) names.set(outside, at);
    }
  }
  return names;
}

function localNames(file, text) {
  const found = text.matchAll(/^(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm);
  return new Map([...found].map(({ 1: name, index }) => [name, { file, text, index }]));
}

/** A docstring ends on the line above; the comment at the top of a file is not one of a name. */
function isDocumented({ text, index }) {
  return text.slice(0, index).trimEnd().endsWith('*/') && !text.slice(0, index).endsWith('\n\n');
}

// What a visit to the page costs in bytes, by the build in apps/web/dist: gzip, as every host sends it. npm run check holds the limits.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../workspace.mjs';

const assets = join(root, 'apps/web/dist/assets');

/**
 * `connect`: until the button works · `verified`: everything that is fetched to the moment in which a board in DFU mode is verified, in
 * one language, with a release or an Intel HEX file. Limits in kB.
 */
const limits = { connect: 60, verified: 130 };

const sizeOf = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** Static imports, as they stand in a chunk: `from"./x.js"` and `import"./x.js"`. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(join(assets, name), 'utf8');
  for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) withImports(next, found);
  return found;
}

/** The scripts of these modules below apps/web/src, `demo/element`, as vite.config.ts names them. */
function chunksOf(modules, names) {
  return modules.map((module) => {
    const begin = `${module.replaceAll('/', '-')}-`;
    const found = names.find((name) => name.startsWith(begin) && /^[\w-]{8}\.js$/.test(name.slice(begin.length)));
    if (found === undefined) throw new Error(`apps/web/dist has no ${module}: npm run web`);
    return found;
  });
}

/** The scripts of a visit: until the button works, and from there to a verified board. */
function scriptsOfVisit() {
  const names = readdirSync(assets);
  const html = readFileSync(join(root, 'apps/web/dist/index.html'), 'utf8');
  const [, entry] = /src="\.\/assets\/([^"]+\.js)"/.exec(html) ?? [];
  if (entry === undefined) throw new Error('apps/web/dist contains no page: npm run web');
  // The texts of one language come with the page, its words for the engine with the engine.
  const [texts, engine, words] = chunksOf(['text/en', 'engine/engine', 'engine/words-en'], names);
  const first = withImports(texts, withImports(entry));
  const later = [...withImports(words, withImports(engine))].filter((name) => !first.has(name));
  return { names, first: [...first], later };
}

/** Names of the scripts that a browser fetches until a board in DFU mode is verified. */
export function filesOfVisit() {
  const { first, later } = scriptsOfVisit();
  return [...first, ...later];
}

/** Names of the scripts that the demo adds, in one language. */
export function filesOfDemo() {
  const known = new Set(filesOfVisit());
  const roots = chunksOf(['demo/demo-platform', 'demo/element', 'demo/texts-en'], readdirSync(assets));
  return roots.flatMap((root) => [...withImports(root)]).filter((name) => !known.has(name));
}

/** Kilobytes of each part of a visit. */
export function measurePage() {
  const { names, first, later } = scriptsOfVisit();
  const sum = (files) => files.reduce((total, name) => total + sizeOf(join(assets, name)), 0);
  // Those of demo and dashboard come with them.
  const html = readFileSync(join(root, 'apps/web/dist/index.html'), 'utf8');
  const styles = [...html.matchAll(/href="\.\/assets\/([^"]+\.css)"/g)].map(([, name]) => name);
  const connect = sizeOf(join(root, 'apps/web/dist/index.html')) + sum([...first, ...styles]);
  const verified = connect + sum(later);
  const lazily = names
    .filter((name) => name.endsWith('.js') && !first.includes(name) && !later.includes(name))
    .map((name) => [basename(name).replace(/-[\w-]{8}\.js$/, ''), sizeOf(join(assets, name)) / 1000]);
  return { connect: connect / 1000, verified: verified / 1000, lazily };
}

/** One line for each part, and complaints about those that are too large. */
export function judgePage({ connect, verified, lazily }) {
  const kB = (size) => `${size.toFixed(1)} kB`;
  const lines = [
    `until the button works ${kB(connect)} (limit ${limits.connect})`,
    `until a board is verified ${kB(verified)} (limit ${limits.verified})`,
    `on demand: ${lazily.map(([name, size]) => `${name} ${kB(size)}`).join(', ')}`,
  ];
  const complaints = [
    ...(connect > limits.connect
      ? [`the first load of the page is ${kB(connect)}; the limit is ${limits.connect}`]
      : []),
    ...(verified > limits.verified ? [`the page fetches ${kB(verified)}; the limit is ${limits.verified}`] : []),
  ];
  return { lines, complaints };
}

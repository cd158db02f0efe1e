// The map in ARCHITECTURE.md is the tree as it is: it names every folder in which one looks for something, and no folder is a heap.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../workspace.mjs';

const notSource = ['node_modules', 'dist'];

/** Folders of folders that have an entry of their own, and those whose folders stand in it. */
const mapped = ['packages', 'apps'].flatMap((parent) =>
  foldersIn(parent).flatMap((name) => [
    { entry: name, folder: join(parent, name, 'src') },
    ...(parent === 'apps' ? [{ entry: name, folder: join(parent, name), except: ['src', 'test'] }] : []),
  ]),
);
const tops = ['test', 'bench', 'scripts', 'docs'].map((name) => ({ entry: name, folder: name }));

/** One line for each folder that the map does not name. */
export function findUnmapped() {
  const entries = entriesOf(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
  return [...mapped, ...tops].flatMap(({ entry, folder, except = [] }) =>
    foldersIn(folder)
      .filter((name) => !except.includes(name) && !entries.get(entry)?.includes(name))
      .map((name) => `the map in ARCHITECTURE.md does not name ${folder}/${name}`),
  );
}

/** More files in one folder are more than one idea. */
const maxSiblings = 25;

/** The catalogue has a file for each area of codes, and a page for each error; recordings are data. */
const isCatalogue = (folder) =>
  /^packages\/(?:core\/src\/messages|messages\/src\/\w\w)$|^docs\/errors$|\/fixtures\b/.test(folder);

/** One line for each folder with too many files. */
export function findCrowded() {
  const counts = new Map();
  for (const path of committed()) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([folder, count]) => !isCatalogue(folder) && count > maxSiblings)
    .map(([folder]) => `more than ${maxSiblings} files in ${folder}: what belongs together goes into a folder`);
}

function committed() {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return stdout.split('\0').filter((path) => path !== '');
}

/** One line for each file of the project that a text for people names and that is not there; AREA and NAME stand for any. */
export function findDeadPaths() {
  const paths = committed();
  const known = new Set(paths);
  const texts = paths.filter((path) => /^[^/]+\.md$|^docs\/[^/]+\.md$/.test(path) && path !== 'CHANGELOG.md');
  return texts.flatMap((text) => {
    const named = readFileSync(join(root, text), 'utf8').matchAll(
      /(?<![\w/-])(?:\.\.\/)*((?:packages|apps|test|bench|scripts|docs|samples)\/[\w./-]+\.(?:ts|mjs|md|json|yml))\b/g,
    );
    return [...new Set([...named].map(([, path]) => path))]
      .filter((path) => !known.has(path) && !/[A-Z]{4}/.test(path))
      .map((path) => `${text} names ${path}, which is not there`);
  });
}

/** Each entry of the map (`  core/  …`) with the folders that it names. */
function entriesOf(text) {
  const [, map = ''] = /## The map\n+```\n([\s\S]*?)```/.exec(text) ?? [];
  const entries = new Map();
  let entry;
  for (const line of map.split('\n')) {
    const [, name] = /^(?: {2})?(\w[\w-]*)\//.exec(line) ?? [];
    if (name !== undefined) {
      entry = [];
      entries.set(name, entry);
    }
    entry?.push(...[...line.matchAll(/([\w-]+)\//g)].map(([, folder]) => folder));
  }
  return entries;
}

function foldersIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notSource.includes(entry.name) && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

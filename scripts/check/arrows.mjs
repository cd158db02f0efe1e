// Which file imports which, types included: no circle anywhere, and in core only from a folder to one below it. A reader who
// follows the arrows comes to an end. The page and the campaign are looked at for circles, too.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { root } from '../workspace.mjs';

/** Folders and files of core, lowest first. What stands in one row may import each other. */
const layers = [
  ['messages'],
  ['errors', 'ports', 'bytes', 'checks', 'retry', 'abort', 'clock', 'printable', 'listener'],
  ['board', 'usb'],
  ['ask'],
  ['target', 'discovery'],
  ['image'],
  ['odrive'],
  ['configuration'],
  ['records'],
  ['dfu', 'stlink'],
  ['swd'],
  ['flash'],
  ['engine'],
  ['running'],
  ['update'],
  ['trace'],
  ['diagnosis'],
  ['index'],
];

/** These know nothing of each other, though one stands above the other in the list. */
const strangers = [
  ['flash', 'dfu'],
  ['flash', 'stlink'],
  ['flash', 'swd'],
  ['dfu', 'stlink'],
];

const folders = [
  ...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'src')),
  'apps/web/src',
  'apps/web/worker',
  'bench',
];
const sources = folders.flatMap((folder) => filesIn(join(root, folder)));

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Relative imports, of types and at run time alike. A path in a comment or a text does not stand after `from`. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm);
  return [...found].map(([, from, dynamic]) => normalize(join(dirname(file), from ?? dynamic)));
}

const arrows = new Map(sources.map((file) => [file, importsOf(file)]));

/** One circle as a list of files, or nothing. */
function circleFrom(start, path, done) {
  if (path.includes(start)) return path.slice(path.indexOf(start));
  if (done.has(start)) return undefined;
  for (const next of arrows.get(start) ?? []) {
    const circle = circleFrom(next, [...path, start], done);
    if (circle) return circle;
  }
  done.add(start);
  return undefined;
}

function circles() {
  const done = new Set();
  const found = [];
  for (const file of sources) {
    const circle = circleFrom(file, [], done);
    if (!circle) continue;
    found.push(circle);
    for (const member of circle) done.add(member);
  }
  return found;
}

const core = join(root, 'packages/core/src') + sep;

/** `undefined` outside core, and for the faces of folders, which may show what stands above. */
function folderOf(file) {
  if (!file.startsWith(core)) return undefined;
  const [first, ...rest] = file.slice(core.length).split(sep);
  return rest.length > 0 && rest.at(-1) === 'index.ts' ? undefined : first.replace(/\.ts$/, '');
}

function rankOf(folder) {
  const rank = layers.findIndex((layer) => layer.includes(folder));
  if (rank === -1) throw new Error(`scripts/check/arrows.mjs does not know where ${folder} stands in core`);
  return rank;
}

function isUpward(from, to) {
  if (from === undefined || to === undefined || from === to) return false;
  return rankOf(to) > rankOf(from) || strangers.some(([one, other]) => one === from && other === to);
}

const nameOf = (file) => relative(root, file);

/** One line for each circle and each arrow that points upwards. */
export function findComplaints() {
  const upward = [...arrows].flatMap(([file, targets]) =>
    targets
      .filter((target) => isUpward(folderOf(file), folderOf(target)))
      .map((target) => `upwards: ${nameOf(file)} → ${nameOf(target)}`),
  );
  return [...circles().map((circle) => `circle: ${circle.map(nameOf).join(' → ')}`), ...upward];
}

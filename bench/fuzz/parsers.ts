// Every parser of the packages by its name in the source, so that a new one without inputs is noticed (test/fuzz.test.ts): what is
// called parse… or decode… stands in a file of this folder, or here, with what reaches it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Parsers behind another one, by the subject whose inputs reach them. */
export const reachedBy: Readonly<Record<string, string>> = {
  decodeDigits: 'Intel HEX',
  parseExtendedVersion: 'ST-Link answers',
  parseFaults: 'virtual profile',
  parseFrequencies: 'ST-Link answers',
  parseJson: 'list of releases',
  parseVersion: 'ST-Link answers',
  parseVoltage: 'ST-Link answers',
};

/** Parsers of what never comes from outside as it is, and why. */
export const inside: Readonly<Record<string, string>> = {
  decodeConfiguration: 'the record of a virtual board in its own flash, behind a checksum',
  decodeErrors: 'a whole number that was checked when it was read, bit by bit',
  decodeOptions: 'sixteen bytes that a virtual board keeps itself',
};

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const textsIn = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** The names of all of them, and of those that a file of this folder imports. */
export function parsers(): { readonly all: readonly string[]; readonly fed: readonly string[] } {
  const sources = ['core', 'node', 'usbip', 'virtual'].flatMap((name) =>
    textsIn(folderOf(`../../packages/${name}/src`), '.ts'),
  );
  const all = sources.flatMap((text) =>
    [...text.matchAll(/^export (?:async )?function ((?:parse|decode)[A-Z]\w*)/gm)].map(([, name = '']) => name),
  );
  const bench = textsIn(folderOf('.'), '.mjs').flatMap((text) =>
    [...text.matchAll(/^import (?:\{([^}]*)\})/gm)].flatMap(([, names = '']) => names.split(/[\s,]+/)),
  );
  return { all: [...new Set(all)].sort(), fed: all.filter((name) => bench.includes(name)) };
}

// Verdicts on the disk, so that a run that is stopped continues where it was. They hold for one state of sources and tests.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn } from './run/bundle.ts';
import type { Mutant, Verdict } from './types.ts';

/** What a verdict depends on. */
const folders = ['packages/core', 'packages/virtual', 'test/field'];

/** One hash over every TypeScript file a verdict depends on. */
export function treeHash(root: string): string {
  const hash = createHash('sha256');
  const isSource = (file: string) => /\/(src|test|field)\//.test(file) && file.endsWith('.ts');
  for (const file of folders.flatMap((folder) => filesIn(root, folder)).filter(isSource))
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

export interface Store {
  known(mutant: Mutant): Verdict | undefined;
  keep(mutant: Mutant, verdict: Verdict): void;
}

interface Line {
  readonly tree: string;
  readonly id: string;
  readonly replacement: string;
  readonly verdict: Verdict;
}

/** `fresh`: forget what is there. A line that was cut off by a stop is left out. */
export function openStore(path: string, tree: string, fresh: boolean): Store {
  mkdirSync(dirname(path), { recursive: true });
  if (fresh) rmSync(path, { force: true });
  const keyOf = ({ id, replacement }: Pick<Mutant, 'id' | 'replacement'>) => `${id} ${replacement}`;
  const verdicts = new Map<string, Verdict>();
  for (const text of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const line = parsed(text);
    if (line?.tree === tree) verdicts.set(keyOf(line), line.verdict);
  }
  return {
    known: (mutant) => verdicts.get(keyOf(mutant)),
    keep(mutant, verdict) {
      const { id, replacement } = mutant;
      const line: Line = { tree, id, replacement, verdict };
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

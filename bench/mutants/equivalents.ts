// Mutants that no test can distinguish from the original, each with the reason. Known by what the line says, so that they survive edits
// elsewhere.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind, Mutant } from './types.ts';

export interface Equivalent {
  readonly file: string;
  /** The line on which the mutant begins, without the spaces around it. */
  readonly line: string;
  /** What is replaced, and by what. */
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
  readonly reason: string;
}

/** Of a sample no more than this share may be called equivalent. */
export const maxEquivalent = 0.05;

export function readEquivalents(root: string): readonly Equivalent[] {
  return JSON.parse(readFileSync(join(root, 'bench/mutants/equivalent.json'), 'utf8'));
}

/** Why this mutant is no change at all; `undefined` if it is one. */
export function equivalentTo(list: readonly Equivalent[], mutant: Mutant, source: string): string | undefined {
  const line = source.split('\n')[mutant.line - 1]?.trim();
  const from = source.slice(mutant.start, mutant.end);
  const { file, kind, replacement } = mutant;
  return list.find(
    (known) =>
      known.file === file &&
      known.kind === kind &&
      known.line === line &&
      known.from === from &&
      known.to === replacement,
  )?.reason;
}

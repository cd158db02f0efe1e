// Which mutants are tried: drawn by a seed, and by what a mutant changes instead of where it stands, so that an edit elsewhere in a file
// leaves the sample as it is.

import { createHash } from 'node:crypto';
import type { Mutant } from './types.ts';

/** The mutants of a file with its text. */
export interface MutatedFile {
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

interface Drawn {
  readonly mutant: Mutant;
  readonly lot: string;
}

/** The first `size` of all mutants in the order of the seed. A larger sample contains the smaller one. */
export function drawSample(files: readonly MutatedFile[], size: number, seed: number): Mutant[] {
  const drawn = files.flatMap(({ source, mutants }) => {
    const seen = new Map<string, number>();
    return mutants.map((mutant): Drawn => {
      const { file, kind, start, end, replacement } = mutant;
      const change = [file, kind, source.slice(start, end), replacement].join('\n');
      const count = (seen.get(change) ?? 0) + 1;
      seen.set(change, count);
      return { mutant, lot: createHash('sha256').update(`${seed}\n${count}\n${change}`).digest('hex') };
    });
  });
  return drawn
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

// Chance with the words a scenario is drawn with. One seed, one run: everything else follows from it.

import { seededRandom } from '@odflash/virtual';
import type { Rng, RunSeed } from '../types.ts';

/** Above every seed and every number of a run: both together fit in the 53 bits of a number, so no two runs are alike. */
export const seedLimit = 1_000_000;

export function rngFor({ campaign, run }: RunSeed, purpose: string): Rng {
  const random = seededRandom(campaign * 2 ** 32 + run, purpose);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[random.below(list.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    ...random,
    fraction: () => random.next() / 2 ** 32,
    oneIn: (count) => random.below(count) === 0,
    between: (least, most) => least + random.below(most - least + 1),
    pick,
    weighted: (list) => {
      let left = (random.next() / 2 ** 32) * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of list) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return pick(list);
    },
  };
}

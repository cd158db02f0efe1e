// Chance with the words a scenario is drawn with. One seed, one run: everything else follows from it.

import { type Random, seededRandom } from '@odflash/virtual';

/** The n-th run of a campaign. */
export interface RunSeed {
  readonly campaign: number;
  readonly run: number;
}

export interface Chance extends Random {
  /** From 0 to just below 1. */
  fraction(): number;
  oneIn(count: number): boolean;
  /** Whole numbers, both ends included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** Each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T;
}

export function chanceOf({ campaign, run }: RunSeed, purpose: string): Chance {
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

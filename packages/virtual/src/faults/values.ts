// Reading the values of options. A reader gives the change a value stands for, or `undefined` if it stands for nothing.

import type { BoardSettings } from './settings.ts';

export type Change = (settings: BoardSettings) => BoardSettings;
/** `name` is the option as it was written: some go by several names. */
export type Reader = (value: string, name: string) => Change | undefined;

/** One word out of a few. */
export function word<Word extends string>(words: readonly Word[], change: (word: Word) => Change): Reader {
  return (value) => {
    const found = words.find((candidate) => candidate === value);
    return found === undefined ? undefined : change(found);
  };
}

/** A whole number in a range, decimal or 0x. */
export function number(least: number, most: number, change: (value: number) => Change): Reader {
  return (value) => {
    const read = /^(0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : Number.NaN;
    return read >= least && read <= most ? change(read) : undefined;
  };
}

/** Numbers and ranges between colons, `3:7-9`, at most 1000 of them. */
export function numbers(least: number, most: number, change: (values: readonly number[]) => Change): Reader {
  return (value) => {
    const list: number[] = [];
    for (const part of value.split(':')) {
      const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
      if (from === undefined) return undefined;
      const [first, last] = [Number(from), Number(to ?? from)];
      if (first < least || last > most || last < first || list.length + last - first >= 1000) return undefined;
      for (let next = first; next <= last; next++) list.push(next);
    }
    return change(list);
  };
}

/** The first reader that makes something of the value. */
export function either(...readers: readonly Reader[]): Reader {
  return (value, name) => {
    for (const read of readers) {
      const change = read(value, name);
      if (change) return change;
    }
    return undefined;
  };
}

/** No name of a option is nearly as long. */
const maxTypo = 64;

/** Up to three names that are a few letters away from `name`, or begin like it. */
export function closest(name: string, names: readonly string[]): readonly string[] {
  // The distance is at least the difference in length, and finding it costs their product.
  if (name.length > maxTypo) return [];
  return names
    .map((candidate) => ({
      candidate,
      distance: candidate.startsWith(name) && name ? 0 : editDistance(name, candidate),
    }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Letters to insert, delete or change, or neighbours to swap (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : change;
      next.push(Math.min(change, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

// The bus voltage as one firmware reads it and as the next one does. Firmware for a board of another voltage divides by
// another number (Board/v3/Inc/board.h: 11 for 24 V, 19 for 48 and 56 V), so the same bus reads 19/11 or 11/19 of it. Pure.

import { minBus } from './rules/judge.ts';
import { median } from './target.ts';

/** What two measurements of the supply, before and after a change of firmware, say of each other. */
export type BusChange =
  /** One of the two is missing or too low to say anything. */
  | 'not-compared'
  /** As it was, which proves nothing about 48 V against 56 V: they have one divider. */
  | 'same'
  /** By the ratio of the dividers. */
  | 'wrong-class'
  /** By more than a supply usually moves. */
  | 'changed';

/** The supply before and after, in volts. */
export interface BusComparison {
  /** Volts, the middle one of the readings. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly change: BusChange;
}

const ratios = [19 / 11, 11 / 19];
/** How near a ratio must be to that of the dividers. */
const ratioMargin = 0.05;
/** How much a bus may move by itself. */
const defaultMargin = 0.1;

/** Compares readings of the bus voltage in volts, taken before and after a change of firmware. */
export function compareBus(readingsBefore: readonly number[], readingsAfter: readonly number[]): BusComparison {
  const [before, after] = [median(readingsBefore), median(readingsAfter)];
  return { before, after, change: changeOf(before, after) };
}

function changeOf(before: number | undefined, after: number | undefined): BusChange {
  if (before === undefined || after === undefined || !(before >= minBus) || !(after >= minBus)) return 'not-compared';
  const ratio = after / before;
  if (ratios.some((expected) => Math.abs(ratio / expected - 1) <= ratioMargin)) return 'wrong-class';
  return Math.abs(ratio - 1) > defaultMargin ? 'changed' : 'same';
}

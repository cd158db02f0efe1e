// A probe that is pulled out for good in the middle of a whole flash: what the person is told, what is left on the board, and the
// run with the probe back in that finishes. Every place was tried once; here every seventh is, and fewer of other probes.

import { type Ask, acceptWarnings, type FlashEvent, FlasherError, flash, readImage } from '@odflash/core';
import { expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { expectTrueState, expectWholeOrNothing, holdsImage, killableBus, outcome } from '../flash/bench.ts';
import { next, old, swdBench } from './engine-bench.ts';

const ask: Ask = acceptWarnings;

/** Control transfers, at which no fault is counted. */
const uncounted = 20;

/** Transfers of a whole flash, and the first of them that may change the board. */
async function wholeFlash(probe: string) {
  const { env } = swdBench(`seed=4,probe=${probe}`);
  const counted = killableBus(env.bus, 1e9);
  let change = 0;
  const onEvent = ({ type }: FlashEvent) => {
    if (type === 'changing') change = counted.transfers() + 1;
  };
  await flash({ ...env, bus: counted.bus }, { image: next, ask, onEvent });
  return { transfers: counted.transfers(), change };
}

async function pullOutAt(probe: string, n: number, change: number): Promise<void> {
  const when = `${probe} pulled out at transfer ${n}`;
  const { board, env, vault, probe: wired } = swdBench(`seed=4,probe=${probe},probe-gone-at=${n}`);
  const ended = await outcome(flash(env, { image: next, ask }));
  expectWholeOrNothing(board, { old, next }, when);
  if (ended instanceof FlasherError) {
    expect(ended, when).toMatchObject({ code: 'device-did-not-return', exit: 6 });
    expect(inEnglish(ended.text), when).toMatch(/^The probe \w{24} at 2-1 was disconnected and did not reconnect\.$/);
    expect(inEnglish(ended.next), when).toMatch(/^Plug in the probe.*run the same command again/);
    expectTrueState(ended.board, board, { old, next }, when);
    if (n < change - uncounted) expect(ended.board, when).toBe('untouched');
  } else expect(ended, when).toMatchObject({ board: 'verified' });
  // What is on the board, or what was saved of it, is a whole firmware.
  const saved = [...vault.files].find(([name]) => name.startsWith('undo'))?.[1];
  const isOnBoard = holdsImage(board.flash, old) || holdsImage(board.flash, next);
  expect(isOnBoard || (saved !== undefined && holdsWhole(readImage(saved).segments)), when).toBe(true);
  board.injectFaults('');
  wired.cable(true);
  expect(await flash(env, { image: next, ask }), when).toMatchObject({ board: 'verified' });
  expect(holdsImage(board.flash, next), when).toBe(true);
  expect(board.recorder.violations, when).toEqual([]);
}

/** The old firmware is in these bytes. */
function holdsWhole(saved: typeof old.segments): boolean {
  return old.segments.every(({ address, data }) =>
    saved.some((part) => {
      const from = address - part.address;
      return from >= 0 && Buffer.from(part.data.slice(from, from + data.length)).equals(data);
    }),
  );
}

test.each([
  ['v2', 7],
  ['v2-clone', 13],
  ['v3', 13],
])(
  'a %s pulled out of its port at any moment costs a run, and no firmware',
  async (probe, stride) => {
    const { transfers, change } = await wholeFlash(probe);
    expect(change).toBeGreaterThan(2 * uncounted);
    expect(transfers).toBeGreaterThan(change + 100);
    for (let n = 1; n <= transfers; n += stride) await pullOutAt(probe, n, change);
  },
  600_000,
);

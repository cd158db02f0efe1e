// A run through the probe that dies anywhere: what is on the board, and the next run, over either connection, that finishes.

import { type Ask, acceptWarnings, type FlashEnv, type FlashEvent, flash, readImage } from '@odflash/core';
import { seededRandom } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { expectSame } from '../dfu/bench.ts';
import { expectWholeOrNothing, holdsImage, killableBus, outcome } from '../flash/bench.ts';
import { next, old, swdBench } from './engine-bench.ts';

const ask: Ask = acceptWarnings;

type Way = 'stlink' | 'dfu';

/** A board that is ready for that way, and the environment that reaches it in that way. */
async function ready({ env, board }: ReturnType<typeof swdBench>, way: Way): Promise<FlashEnv> {
  board.setSwitch(way === 'dfu' ? 'dfu' : 'run');
  board.powerCycle();
  await env.clock.sleep(2000);
  const { target, ...others } = env;
  return way === 'dfu' ? others : { ...others, target };
}

/** Transfers of a whole flash, and how many of them come before the first change. */
async function countTransfers(way: Way): Promise<{ readonly first: number; readonly all: number }> {
  const made = swdBench('seed=4');
  const env = await ready(made, way);
  const counted = killableBus(env.bus, 1e9);
  let first = 0;
  const onEvent = ({ type }: FlashEvent) => {
    if (type === 'changing') first = counted.transfers();
  };
  await flash({ ...env, bus: counted.bus }, { image: next, ask, onEvent });
  return { first, all: counted.transfers() };
}

async function dieAt(made: ReturnType<typeof swdBench>, way: Way, transfer: number): Promise<void> {
  const env = await ready(made, way);
  const killable = killableBus(env.bus, transfer);
  await Promise.race([outcome(flash({ ...env, bus: killable.bus }, { image: next, ask })), killable.death]);
}

test('a process that dies at any transfer leaves the old image, the new one, or nothing that starts', async () => {
  const { first, all } = await countTransfers('stlink');
  expect(all - first).toBeGreaterThan(100);
  for (let n = first; n < all; n += 11) {
    const made = swdBench('seed=4');
    await dieAt(made, 'stlink', n);
    expectWholeOrNothing(made.board, { old, next }, `death at transfer ${n}`);
    expect(await flash(made.env, { image: next, ask }), `death at transfer ${n}`).toMatchObject({ board: 'verified' });
    expect(holdsImage(made.board.flash, next)).toBe(true);
    expect(made.board.recorder.violations, `death at transfer ${n}`).toEqual([]);
  }
});

test.each([
  ['stlink', 'dfu'],
  ['dfu', 'stlink'],
] as const)('what was begun over %s is finished over %s, wherever it was killed', async (begin, end) => {
  const { first, all } = await countTransfers(begin);
  const random = seededRandom(13, begin);
  for (let count = 0; count < 6; count++) {
    const part = random.next() / 2 ** 32;
    const made = swdBench('seed=4');
    await dieAt(made, begin, Math.round(first + part * (all - first)));
    expectWholeOrNothing(made.board, { old, next }, `killed at ${part}`);
    // Before the first byte and after the last one there is nothing to be continued.
    const isHalf = !holdsImage(made.board.flash, old) && !holdsImage(made.board.flash, next);
    const env = await ready(made, end);
    const { board, resumed } = await flash(env, { image: next, ask });
    expect(board, `killed at ${part}`).toBe('verified');
    if (isHalf) expect(resumed, `killed at ${part}`).toBe(true);
    expect(holdsImage(made.board.flash, next)).toBe(true);
  }
});

test('the undo backup made over the probe is restored over DFU', async () => {
  const made = swdBench('seed=4');
  const { board, vault } = made;
  const before = board.flash.slice();
  const { undo } = await flash(await ready(made, 'stlink'), { image: next, ask });
  const name = [...vault.files.keys()].find((file) => file.startsWith('undo'));
  expect(undo).toBeDefined();
  const image = readImage(vault.files.get(name!)!);
  await flash(await ready(made, 'dfu'), { image, ask });
  expectSame(board.flash.subarray(0, 32 * 1024), before.subarray(0, 32 * 1024));
});

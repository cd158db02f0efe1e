// The promise of the safe order: cut the supply at any transfer and the board starts the whole old image, the whole new
// one, or nothing; run again and it finishes.

import { type FlashEvent, FlasherError, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import {
  type Bench,
  bench,
  configuration,
  expectTrueState,
  expectWholeOrNothing,
  firmware,
  holdsImage,
  killableBus,
  memoryVault,
  outcome,
  withHole,
} from '../bench.ts';

const { image: old, flash: holds } = withHole(firmware(1));
const { image: next } = withHole(firmware(2));

interface Options {
  readonly x32: boolean;
  readonly backup: boolean;
}

/** How many transfers the fault counter sees in a whole flash, and the last one before anything can change. */
async function countTransfers(options: Options): Promise<{ readonly first: number; readonly transfers: number }> {
  const { board, env } = bench({ holds });
  let first = 0;
  const onEvent = ({ type }: FlashEvent) => {
    if (type === 'plan') first = board.recorder.requests();
  };
  await flash(env, { image: next, ...options, onEvent });
  return { first, transfers: board.recorder.requests() };
}

/** With the supply back and the switch still on DFU, the same command again. */
async function finish({ board, clock, env }: Bench, options: Options) {
  board.power(true);
  await clock.sleep(2000);
  return flash(env, { image: next, ...options });
}

for (const options of [
  { x32: true, backup: false },
  { x32: false, backup: false },
]) {
  const how = `${options.x32 ? 'x32' : 'x8'}, ${options.backup ? 'with' : 'without'} backup`;
  test(`a cut at any transfer leaves the old image, the new one, or nothing that starts (${how})`, async () => {
    const { first, transfers } = await countTransfers(options);
    for (let n = first; n <= transfers; n++) {
      const made = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,power-cut-at=${n},seed=${n}` });
      const kept = configuration(made.board.flash).slice();
      const ended = await outcome(flash(made.env, { image: next, ...options }));
      const when = `cut at transfer ${n}`;
      expectWholeOrNothing(made.board, { old, next }, when);
      if (ended instanceof FlasherError) expectTrueState(ended.board, made.board, { old, next }, when);
      const report = await finish(made, options);
      expect(report.board, when).toBe('verified');
      expect(holdsImage(made.board.flash, next), when).toBe(true);
      expect(Buffer.compare(configuration(made.board.flash), kept), when).toBe(0);
    }
  });
}

test('a process killed at any transfer is finished by the next one, which keeps the first undo backup', async () => {
  const trial = bench({ holds });
  const counting = killableBus(trial.env.bus, Number.POSITIVE_INFINITY);
  let first = 1;
  const onEvent = ({ type }: FlashEvent) => {
    if (type === 'plan') first = counting.transfers();
  };
  await flash({ ...trial.env, bus: counting.bus }, { image: next, onEvent });
  const transfers = counting.transfers();
  const vault = memoryVault();
  for (let n = first; n <= transfers; n++) {
    vault.files.clear();
    const made = bench({ holds, vault });
    const { bus, death } = killableBus(made.env.bus, n);
    const ended = await Promise.race([death, flash({ ...made.env, bus }, { image: next })]);
    const when = `killed at transfer ${n}`;
    if (n < transfers) expect(ended, when).toBe('dead');
    expectWholeOrNothing(made.board, { old, next }, when);
    // What the chip is at continues without a host.
    await made.clock.sleep(3000);
    if (made.board.running() !== 'rom') made.board.powerCycle();
    await made.clock.sleep(2000);
    const changed = !holdsImage(made.board.flash, old);
    const undo = [...vault.files].find(([name]) => name.startsWith('undo-'));
    if (changed) expect(undo, when).toBeDefined();
    const report = await flash(made.env, { image: next });
    expect(report.board, when).toBe('verified');
    expect(holdsImage(made.board.flash, next), when).toBe(true);
    const names = [...vault.files.keys()];
    expect(
      names.filter((name) => name.startsWith('journal-')),
      when,
    ).toEqual([]);
    expect(
      names.filter((name) => name.startsWith('partial-')),
      when,
    ).toEqual([]);
    if (undo) expect(Buffer.compare(vault.files.get(undo[0])!, undo[1]), when).toBe(0);
  }
});

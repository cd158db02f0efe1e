// Unlocking a chip through the probe: what it tells, what it takes off, and what continues after it was cut off.

import { type Ask, acceptWarnings, type FlashEvent, flash, unlockBoard } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { failure, killableBus, outcome } from '../flash/bench.ts';
import { next, runningBoard, swdBench } from './engine-bench.ts';

const ask: Ask = acceptWarnings;

test('unlock reports the progress of the erase, and then what a person has to do', async () => {
  const { env, board, clock } = runningBoard('v3.6-56V+stlink,rdp=1');
  const told: string[] = [];
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'note') told.push(event.code);
    if (event.type === 'advance') told.push(`${event.phase} ${Math.floor((10 * event.doneMs) / event.totalMs)}`);
    if (event.type !== 'human') return;
    told.push(event.step);
    clock.after(20_000, () => board.powerCycle());
  };
  const consent = [{ what: 'unlock', serial: board.serial }] as const;
  await unlockBoard(env, { consent, ask, onEvent });
  expect([...new Set(told)]).toEqual([
    'mass-erase',
    ...Array.from({ length: 11 }, (_, tenth) => `erase ${tenth}`).filter((line) => told.includes(line)),
    'power-cycle',
  ]);
  expect(told.filter((line) => line.startsWith('erase')).length).toBeGreaterThan(20);
});

test('a read-protected chip is refused before anything is asked, and unlocked with its own consent', async () => {
  const { env, board, clock } = swdBench('rdp=1');
  const error = await failure(flash(env, { image: next, ask }));
  expect(error).toMatchObject({ code: 'read-protected', board: 'untouched' });
  const person = clock.sleep(40_000).then(() => board.powerCycle());
  const consent = [{ what: 'unlock', serial: board.serial }] as const;
  expect(await unlockBoard(env, { consent, ask })).toMatchObject({ removed: ['read'], erased: true });
  await person;
  expect(await flash(env, { image: next, ask })).toMatchObject({ board: 'verified' });
});

describe('an unlock', () => {
  /** Unlocks, and switches the supply off and on when that is asked for. */
  async function unlocked({ env, board, clock }: ReturnType<typeof swdBench>, bus = env.bus) {
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'human') clock.after(5_000, () => board.powerCycle());
    };
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    return unlockBoard({ ...env, bus }, { consent, ask, onEvent });
  }

  test('is repeated after a brown-out before it has begun, without calling the board unknown', async () => {
    for (let n = 1; n <= 20; n++) {
      const it = swdBench(`rdp=1,swd-brown-out-at=${n}`);
      expect(await unlocked(it), `brown-out at ${n}`).toMatchObject({ removed: ['read'], erased: true });
    }
  });

  test('removes write protection, too, because the chip refuses to erase itself with it', async () => {
    const made = swdBench('rdp=1,wrp=1:5-7');
    const report = await unlocked(made);
    expect([...report.removed].sort()).toEqual(['read', 'write']);
    expect(made.board.optionBytes[1]).toBe(0xaa);
    expect(await flash(made.env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });

  test.each([0.01, 0.03, 0.1, 0.5, 0.9, 0.99])('that is killed at %d of its transfers continues', async (part) => {
    const healthy = swdBench('rdp=1');
    const counting = killableBus(healthy.bus, 1e9);
    await unlocked(healthy, counting.bus);
    const made = swdBench('rdp=1');
    const killable = killableBus(made.bus, Math.round(part * counting.transfers()));
    await Promise.race([outcome(unlocked(made, killable.bus)), killable.death]);
    await unlocked(made);
    expect(made.board.optionBytes[1]).toBe(0xaa);
    // Whatever the second one says is true: the chip can be read and written.
    expect(await flash(made.env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });

  test.each([1_000, 9_000, 15_900])('whose supply fails after %d ms of the erase continues', async (after) => {
    const made = swdBench('rdp=1');
    const { board, clock, env } = made;
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    const onEvent = ({ type }: FlashEvent) => {
      if (type !== 'changing') return;
      clock.after(after, () => board.powerCycle());
    };
    await outcome(unlockBoard(env, { consent, ask, onEvent }));
    await unlocked(made);
    expect(board.optionBytes[1]).toBe(0xaa);
    expect(await flash(env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });
});

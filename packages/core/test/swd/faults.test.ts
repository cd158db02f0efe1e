// What happens to probe, wire and chip in the middle of a rewrite, and how the target returns: the engine's recover, and the
// same step again.

import { mainFlash, sectors } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { expectSame, insist, pattern } from '../dfu/bench.ts';
import { bench } from './bench.ts';

const sector = sectors[1]!;
const data = pattern(sector.length);

/** Rewrites one sector over a board with these faults, from the first command on, and looks at the flash. */
async function rewriteWith(faults: string) {
  const { open, board, clock } = bench();
  await using target = await open();
  await target.parallelism(32);
  await target.hold();
  board.injectFaults(faults);
  const begun = clock.now();
  await insist(target, () => target.rewrite(sector, [{ address: sector.address, data }]));
  await insist(target, async () => {
    expect(await target.matches({ address: sector.address, data })).toBeUndefined();
  });
  const offset = sector.address - mainFlash.address;
  expectSame(board.flash.slice(offset, offset + sector.length), data);
  expect(board.recorder.violations).toEqual([]);
  return { ms: clock.now() - begun, anomalies: target.anomalies, strikes: board.recorder.strikes };
}

const places = [2, 7];

test.each(places)('WAIT at command %i costs only time', async (place) => {
  const { anomalies, strikes } = await rewriteWith(`swd-wait-at=${place}`);
  expect(strikes.length).toBeGreaterThan(0);
  expect(anomalies).toEqual({});
});

test.each(
  ['fault', 'parity', 'silent', 'reset', 'brown-out'].flatMap((kind) => places.map((place) => [kind, place] as const)),
)('%s at command %i: the sector is written again', async (kind, place) => {
  const { anomalies } = await rewriteWith(`swd-${kind}-at=${place}`);
  expect(anomalies).not.toEqual({});
});

test.each(
  ['stall', 'timeout', 'lost', 'short', 'replug', 'bus-reset'].flatMap((kind) =>
    [3, 10].map((place) => [kind, place] as const),
  ),
)('USB: %s at transfer %i is survived', async (kind, place) => {
  await rewriteWith(`probe-${kind}-at=${place}`);
});

test('a bit error on the cable does not remain in the flash', async () => {
  for (const place of [5, 8]) await rewriteWith(`probe-corrupt-at=${place}`);
});

test('a chip whose identity is refused once is asked again before it is called another chip', async () => {
  for (const place of [3, 4, 5, 6]) {
    await using target = await bench(`swd-fault-at=${place}`).open();
    expect(await target.identify()).toMatchObject({ isF405: true });
  }
});

test('a chip that is silent twice while it is identified is asked from the beginning, and not called another chip', async () => {
  for (const place of [3, 4, 5, 6]) {
    await using target = await bench(`swd-silent-at=${place}:${place + 1}`).open();
    expect(await target.identify()).toMatchObject({ isF405: true });
  }
});

test('a board whose supply fails for a moment during the search is found', async () => {
  await using target = await bench('swd-brown-out-at=1').open();
  expect(await target.identify()).toMatchObject({ isF405: true });
});

test.each(['fault', 'parity', 'silent'])('the firmware is started although an access fails: %s', async (kind) => {
  for (const place of [1, 2, 3, 4]) {
    const { open, board } = bench();
    await using target = await open();
    await target.hold();
    board.injectFaults(`swd-${kind}-at=${place}`);
    expect(await target.start()).toBe('started');
    expect(board.running()).toBe('odrive');
  }
});

test('a chip that does not answer is reached under reset only where that is allowed', async () => {
  const { open, board } = bench('swd-silent-at=1:3');
  await using target = await open({ mayReset: true });
  expect(board.running()).not.toBe('odrive');
  await target.hold();
  expect(await target.start()).toBe('started');
  const other = bench('swd-silent-at=1:3');
  await using patient = await other.open();
  expect(other.board.running()).toBe('odrive');
  expect(await patient.identify()).toMatchObject({ isF405: true });
});

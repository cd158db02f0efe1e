// A board or a probe that is lost for a while, or for good, or exchanged; and a chip in which no code of ours runs.

import { mainFlash, sectors } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { expectSame, insist, pattern } from '../dfu/bench.ts';
import { bench } from './bench.ts';

const sector = sectors[1]!;
const data = pattern(1024);
const block = { address: sector.address, data };
const offset = sector.address - mainFlash.address;

test('a board without power is waited for, and finished when it has power again', async () => {
  const { open, board, clock } = bench();
  await using target = await open();
  await target.hold();
  board.power(false);
  const back = clock.sleep(6_000).then(() => board.power(true));
  await insist(target, () => target.rewrite(sector, [block]));
  await back;
  expectSame(board.flash.slice(offset, offset + data.length), data);
  expect(board.recorder.violations).toEqual([]);
});

test('a board that loses its power while it is opened is waited for, since it had answered', async () => {
  const { open, board, clock } = bench('swd-power-cut-at=5');
  const back = clock.sleep(6_000).then(() => board.power(true));
  await using target = await open();
  await back;
  expect(target.anomalies).toMatchObject({ 'target-silent': 1 });
  expect(await target.identify()).toMatchObject({ isF405: true });
});

test('a probe that is pulled out while it is opened and put in again is waited for', async () => {
  const { open, probe, clock } = bench('probe-gone-at=5');
  const back = clock.sleep(4_000).then(() => probe.cable(true));
  await using target = await open();
  await back;
  expect(await target.identify()).toMatchObject({ isF405: true });
});

test('a probe that hangs from an earlier session is awaited too, whenever it is unplugged while it is opened', async () => {
  for (let n = 1; n <= 24; n++) {
    const { open, probe, clock } = bench(`probe-found=left-over,probe-gone-at=${n}`);
    const back = clock.sleep(4_000).then(() => probe.cable(true));
    await using target = await open();
    await back;
    expect(await target.identify(), `pulled out at ${n}`).toMatchObject({ isF405: true });
  }
});

test('one that never answered is not waited for', async () => {
  const { open, clock } = bench('swd=open');
  const begun = clock.now();
  await expect(open()).rejects.toMatchObject({ code: 'target-silent', details: { answered: false } });
  expect(clock.now() - begun).toBeLessThan(2_000);
});

test('a board that does not return ends the run with the next step', async () => {
  const { open, board, clock } = bench();
  await using target = await open();
  await target.hold();
  board.power(false);
  const failure = await target.rewrite(sector, [block]).catch((error: unknown) => error);
  const begun = clock.now();
  await expect(target.recover(failure as never)).rejects.toMatchObject({
    code: 'device-did-not-return',
    next: saying(/power-cycle the board/),
  });
  expect(clock.now() - begun).toBeGreaterThan(14_000);
});

test('a probe that is pulled out and put in again is found again', async () => {
  const { open, board, probe, clock } = bench();
  await using target = await open();
  await target.hold();
  probe.cable(false);
  const back = clock.sleep(3_000).then(() => probe.cable(true));
  await insist(target, () => target.rewrite(sector, [block]));
  await back;
  expectSame(board.flash.slice(offset, offset + data.length), data);
});

test('where no code survives in the SRAM the probe programs by itself, after a power cycle', async () => {
  const { open, board, clock } = bench('probe=v2-clone,swd-lost-in-code=yes');
  await using target = await open();
  let isOver = false;
  const person = (async () => {
    while (!isOver) {
      await clock.sleep(5_000);
      if (!isOver) board.powerCycle();
    }
  })();
  await insist(target, () => target.rewrite(sector, [block]));
  isOver = true;
  await person;
  expectSame(board.flash.slice(offset, offset + data.length), data);
  expect(await target.matches(block)).toBeUndefined();
});

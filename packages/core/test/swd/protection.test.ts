// Protected chips over SWD: recognised, never read past, and unlocked on request only.

import { mainFlash, sectors } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { bench } from './bench.ts';

test('read protection is recognised, and nothing is changed', async () => {
  const { open, board } = bench('rdp=1');
  await using target = await open();
  expect(await target.identify()).toMatchObject({
    isF405: true,
    readProtected: true,
    optionBytes: { readProtection: 1 },
    board: { known: true, evidence: 'otp' },
  });
  await expect(target.read({ address: mainFlash.address, length: 64 })).rejects.toMatchObject({
    details: { kind: 'fault' },
  });
  expect(board.recorder.operations).toEqual([]);
});

test('removing read protection erases the chip, and leaves it readable', async () => {
  const { open, board, clock } = bench('rdp=1');
  await using target = await open();
  // The chip shows its flash to a debugger after a power-on only.
  const person = clock.sleep(40_000).then(() => board.powerCycle());
  const asked: number[] = [];
  await target.unlock('read', { onStep: () => asked.push(clock.now()) });
  await person;
  // Once, and as soon as the chip is erased: half a minute before it is done.
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeLessThan(clock.now() - 10_000);
  expect(board.optionBytes[1]).toBe(0xaa);
  expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
  expect(await target.identify()).toMatchObject({ readProtected: false });
  expect([...(await target.read({ address: mainFlash.address, length: 8 }))]).toEqual(Array(8).fill(0xff));
});

test('write-protected sectors are named, and refuse the rewrite as that', async () => {
  const { open } = bench('wrp=1:5-7');
  await using target = await open();
  expect(await target.identify()).toMatchObject({ optionBytes: { writeProtected: [1, 5, 6, 7] } });
  await expect(target.rewrite(sectors[1]!, [])).rejects.toMatchObject({ code: 'write-protected', retryable: false });
});

test('removing write protection changes nothing else', async () => {
  const { open, board } = bench('wrp=1:5-7');
  const before = board.flash.slice();
  await using target = await open();
  await target.unlock('write');
  expect(await target.identify()).toMatchObject({ readProtected: false, optionBytes: { writeProtected: [] } });
  expect(board.flash).toEqual(before);
  await target.rewrite(sectors[1]!, []);
});

test('protection level 2 closes the debug port: nothing answers', async () => {
  await expect(bench('rdp=2').open()).rejects.toMatchObject({ code: 'target-silent' });
});

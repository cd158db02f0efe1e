// Faults on the way: whatever happens to one transfer, the flash ends right and the board is never left for lost.

import { FlasherError } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { isErased } from '@odflash/core/bytes';
import { openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import { createVirtualBoard, type HostName, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { saying, sentence } from '../../../../test/support/in-english.ts';
import { bench, expectSame, insist, pattern } from './bench.ts';

const sector1 = sectors[1]!;
const data = pattern(2048 + 300);
const block = { address: sector1.address, data };

interface Run {
  readonly requests: number;
  readonly ms: number;
  readonly anomalies: number;
}

/** Opens a board with these faults, rewrites a sector, compares; holds the flash against what was wanted. */
async function rewrite(faults: string, host: HostName = 'linux'): Promise<Run> {
  const { open, board, clock } = bench(`flash=blank${faults && `,${faults}`}`, { host });
  await using target = await open();
  await insist(target, async () => {
    await target.rewrite(sector1, [block]);
    if (await target.matches(block)) throw new FlasherError('verify-failed', sentence('differs'));
  });
  expectSame(board.flash.subarray(0x4000, 0x4000 + data.length), data, faults);
  expect(isErased(board.flash.subarray(0, 0x4000)) && isErased(board.flash.subarray(0x8000, 0x1_0000)), faults).toBe(
    true,
  );
  const anomalies = Object.values(target.anomalies).reduce((sum, count) => sum + count, 0);
  return { requests: board.recorder.requests(), ms: clock.now(), anomalies };
}

/** The same with a fault at each transfer in turn, from the first to the last. */
async function rewriteWithFaultAtEach(kind: string, host: HostName): Promise<void> {
  const healthy = await rewrite('', host);
  let noticed = 0;
  for (let n = 1; n <= healthy.requests; n += 1) {
    const { ms, anomalies } = await rewrite(`${kind}-at=${n}`, host);
    expect(ms, `${kind}-at=${n}`).toBeLessThan(healthy.ms + 12_000);
    noticed += anomalies > 0 ? 1 : 0;
  }
  // Otherwise the fault has not happened, and the test shows nothing.
  if (kind !== 'bus-reset') expect(noticed).toBeGreaterThan(healthy.requests / 3);
}

describe('one fault at each transfer in turn', () => {
  it.each(['stall', 'timeout', 'lost', 'short', 'stale', 'corrupt', 'replug', 'crash', 'bus-reset', 'brown-out'])(
    'ends with the right contents: %s',
    async (kind) => rewriteWithFaultAtEach(kind, 'linux'),
  );

  it.each(['timeout', 'lost'])('ends with the right contents where a transfer cannot be cancelled: %s', async (kind) =>
    rewriteWithFaultAtEach(kind, 'chrome'),
  );
});

describe('comparing', () => {
  it('does not report a block damaged in transfer as a difference in the flash', async () => {
    const compare = async (faults: string) => {
      const { open, board } = bench(`flash=blank${faults}`);
      await using target = await open();
      await target.rewrite(sector1, [block]);
      const before = board.recorder.requests();
      expect(await target.matches(block), faults).toBeUndefined();
      return { before, after: board.recorder.requests() };
    };
    const { before, after } = await compare('');
    let reread = 0;
    for (let n = before + 1; n <= after; n += 1) reread += (await compare(`,corrupt-at=${n}`)).after > after ? 1 : 0;
    expect(reread).toBeGreaterThan(1);
  });
});

describe('several faults', () => {
  it.each([
    ['every third transfer stalls for a while', `stall-at=${[...Array(10).keys()].map((i) => 10 + 3 * i).join(':')}`],
    ['answers stay one behind until a request without data', 'stale-at=8:16:24'],
    ['answers stay one behind until a reset', 'stale-until=never,stale-at=12'],
    ['the board resets itself again and again', 'crash-at=9:20:31'],
    ['the cable is loose', 'replug-at=7:8:25'],
    ['a bad write and a dropped erase', 'bad-write=1,drop-erase=2'],
    ['an erase that never ends', 'busy=never'],
  ])('%s', async (name, faults) => {
    const outcome = rewrite(faults);
    if (name === 'an erase that never ends') await expect(outcome).rejects.toMatchObject({ retryable: true });
    else await outcome;
  });

  it('gives up in bounded time on a board that stops answering', async () => {
    const { open, clock, board } = bench(`lost-at=${[...Array(400).keys()].map((i) => i + 8).join(':')}`);
    await using target = await open();
    await expect(insist(target, () => target.rewrite(sector1, [block]))).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now()).toBeLessThan(900_000);
    expect(board.recorder.requests()).toBeLessThan(400);
  });
});

describe('a connected board that does not answer', () => {
  it('is given up after all recovery steps, and after that only looked for again', async () => {
    const { open, board, clock } = bench();
    await using target = await open();
    board.injectFaults('lost-at=1-900');
    const silence = new FlasherError('timeout', sentence('no answer'));
    const escalate = async () => {
      const start = clock.now();
      await expect(target.recover(silence)).rejects.toMatchObject({ code: 'timeout' });
      return clock.now() - start;
    };
    expect(await escalate()).toBeLessThan(60_000);
    expect(await escalate()).toBeLessThan(20_000);
    board.injectFaults('');
    await target.recover(silence);
    expect(await target.read({ address: sector1.address, length: 4 })).toHaveLength(4);
  });

  it('is asked for its serial number if the system could not read it', async () => {
    // The three strings the system reads are refused.
    const { open, board, bus, clock } = bench('count=all,stall-at=1-3');
    expect((await bus.list())[0]?.serial).toBeUndefined();
    await using target = await open();
    expect(target.device.serial).toBe(board.serial);
    const start = clock.now();
    await target.recover(new FlasherError('stalled', sentence('no')));
    await target.recover(new FlasherError('stalled', sentence('no')));
    expect(clock.now() - start).toBeLessThan(1_000);
  });

  it('is still called a bootloader if its descriptors could not be read', async () => {
    const { open, board } = bench();
    // After what the system itself asks: three strings, SET_CONFIGURATION.
    board.injectFaults('count=all,stall-at=5-900');
    await expect(open()).rejects.toMatchObject({ code: expect.not.stringMatching('board-unknown'), retryable: true });
  });
});

describe('Windows and browsers there, which end a control transfer after five seconds', () => {
  it.each<HostName>(['windows', 'chrome-windows'])('wait for a slow erase nevertheless: %s', async (host) => {
    const { anomalies } = await rewrite('slow-erase=16', host);
    expect(anomalies).toBeGreaterThan(0);
  });

  it('learn how long an erase takes that is slower than anything in the data sheet', async () => {
    const { anomalies } = await rewrite('slow-erase=40', 'chrome-windows');
    expect(anomalies).toBeGreaterThan(0);
  });
});

describe('a board that was lost', () => {
  it('is distinguished from a runtime that started instead', async () => {
    const { open, board } = bench();
    await using target = await open();
    board.setSwitch('run');
    board.reset();
    const failure = await target.rewrite(sector1, [block]).catch((error: unknown) => error as FlasherError);
    expect(failure).toMatchObject({ code: 'disconnected', retryable: true });
    await expect(target.recover(failure as FlasherError)).rejects.toMatchObject({
      code: 'device-did-not-return',
      text: saying(/running its firmware/),
    });
  });

  it('is waited for fifteen seconds', async () => {
    const { open, board, clock } = bench();
    await using target = await open();
    board.cable(false);
    const lost = new FlasherError('disconnected', sentence('gone'));
    const start = clock.now();
    await expect(target.recover(lost)).rejects.toMatchObject({ code: 'device-did-not-return' });
    expect(clock.now() - start).toBeGreaterThanOrEqual(15_000);
    expect(clock.now() - start).toBeLessThan(16_000);
    const returning = target.recover(lost);
    await clock.sleep(10_000);
    board.cable(true);
    await returning;
    expect(await target.read({ address: sector1.address, length: 4 })).toHaveLength(4);
  });

  it('is found on another port by its serial number, and not confused with its twin', async () => {
    const clock = virtualClock();
    const profile = 'v3.6-56V+dfu,serial=325E35633334';
    const [board, twin, moved] = ['1-1', '1-2', '1-3'].map((path) => createVirtualBoard(profile, { clock, path })) as [
      ReturnType<typeof createVirtualBoard>,
      ReturnType<typeof createVirtualBoard>,
      ReturnType<typeof createVirtualBoard>,
    ];
    moved.cable(false);
    const bus = virtualBus([board, twin, moved], { clock });
    await using target = await openDfuTarget({ bus, device: await findRom(bus, { path: '1-1' }), clock });
    board.cable(false);
    const lost = new FlasherError('disconnected', sentence('gone'));
    await expect(target.recover(lost)).rejects.toMatchObject({ code: 'device-did-not-return' });
    moved.cable(true);
    await target.recover(lost);
    expect(target.device.path).toBe('1-3');
    expect(twin.recorder.requests()).toBe(0);
  });

  it('is accepted on its old port under another serial number, but not at once', async () => {
    const { open, clock, board } = bench('serial-drifts=yes');
    await using target = await open();
    const before = target.device.serial;
    board.reset();
    const start = clock.now();
    await target.recover(new FlasherError('disconnected', sentence('gone')));
    expect(clock.now() - start).toBeGreaterThan(5_000);
    expect(target.device).toMatchObject({ path: '1-1' });
    expect(target.device.serial).not.toBe(before);
  });

  it('is no longer awaited after a stop', async () => {
    const { open, board, clock } = bench();
    await using target = await open();
    board.cable(false);
    const stop = new AbortController();
    const recovering = target.recover(new FlasherError('disconnected', sentence('gone')), { signal: stop.signal });
    const checked = expect(recovering).rejects.toMatchObject({ code: 'aborted' });
    await clock.sleep(3_000);
    stop.abort();
    await checked;
  });

  it('is not recovered after a failure that allows no recovery', async () => {
    const { open } = bench();
    await using target = await open();
    const cause = new FlasherError('read-protected', sentence('no'));
    await expect(target.recover(cause)).rejects.toBe(cause);
  });

  it('is programmed bytewise after repeated failures', async () => {
    const { open } = bench('flash=blank');
    await using target = await open();
    await target.parallelism(32);
    const cause = new FlasherError('verify-failed', sentence('differs'));
    await target.recover(cause);
    await target.recover(cause);
    expect(target.width).toBe(32);
    await target.recover(cause);
    expect(target.width).toBe(8);
  });
});

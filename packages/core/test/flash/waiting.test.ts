// A board that is not in DFU mode yet is waited for where the request gives time for it, and one of several is chosen by a
// person where there is one.

import { type FlashEvent, LinkError, openBoard, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import type { Question } from '@odflash/core/ask';
import { comparePaths } from '@odflash/core/discovery';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { failure, memoryVault } from './bench.ts';

/** Boards of which each appears at its time. */
function bench(...arrivals: readonly (readonly [at: number, profile: string])[]) {
  const clock = virtualClock();
  const boards = arrivals.map(([, profile], index) =>
    createVirtualBoard(profile, { clock, seed: index + 1, path: `1-${index + 1}` }),
  );
  const all = virtualBus(boards, { clock });
  const isThere = ({ path }: UsbDeviceInfo) => (arrivals[Number(path.slice(2)) - 1]?.[0] ?? 0) <= clock.now();
  const bus: UsbBus = { ...all, list: async () => (await all.list()).filter(isThere) };
  const events: FlashEvent[] = [];
  const onEvent = (event: FlashEvent) => void events.push(event);
  return { env: { bus, clock, vault: memoryVault() }, clock, events, onEvent };
}

describe('a board that is not in DFU mode yet', () => {
  it('is opened when it appears, and the wait is announced once, with its length', async () => {
    const { env, clock, events, onEvent } = bench([240_000, 'v3.6-56V+dfu']);
    await using board = await openBoard(env, { findMs: 600_000, onEvent });
    expect(board.device.path).toBe('1-1');
    expect(clock.now()).toBeLessThan(243_000);
    expect(events.filter(({ type }) => type === 'waiting')).toEqual([
      { type: 'waiting', for: 'dfu', ms: 600_000, others: undefined },
    ]);
    expect(events.map(({ type }) => type)).toEqual(['waiting', 'opened']);
  });

  it('that disconnects while it is opened is retried', async () => {
    const { env } = bench([0, 'v3.6-56V+dfu']);
    let lists = 0;
    const flaky = (isThere: (list: number) => boolean): UsbBus => ({
      ...env.bus,
      list: async () => (isThere(++lists) ? env.bus.list() : []),
      open: async (device) => {
        // The first attempt, which has looked at the bus twice.
        if (lists <= 2) throw new LinkError('access', 'the system has not set its rights yet');
        return env.bus.open(device);
      },
    });
    const back = flaky((list) => list !== 3);
    {
      await using board = await openBoard({ ...env, bus: back }, {});
      expect(board.device.path).toBe('1-1');
    }
    lists = 0;
    const gone = flaky((list) => list <= 2);
    expect(await failure(openBoard({ ...env, bus: gone }, {}))).toMatchObject({
      code: 'disconnected',
      board: 'untouched',
    });
  });

  it('that is pulled out while it is opened and plugged in again within nine seconds is opened then', async () => {
    const { env, clock } = bench([0, 'v3.6-56V+dfu']);
    let opened = 0;
    const pulled: UsbBus = {
      ...env.bus,
      list: async () => (opened === 1 && clock.now() < 9_000 ? [] : env.bus.list()),
      open: async (device) => {
        if (++opened === 1) throw new LinkError('disconnected', 'the cable was pulled');
        return env.bus.open(device);
      },
    };
    await using board = await openBoard({ ...env, bus: pulled }, {});
    expect(board.device.path).toBe('1-1');
    expect(clock.now()).toBeGreaterThan(9_000);
  });

  it('ends the run as without waiting when the time is up, and at once without time', async () => {
    const patient = bench([9e9, 'v3.6-56V+dfu']);
    expect(await failure(openBoard(patient.env, { findMs: 30_000 }))).toMatchObject({ code: 'no-device' });
    expect(patient.clock.now()).toBeGreaterThanOrEqual(30_000);
    expect(patient.clock.now()).toBeLessThan(32_000);
    const hasty = bench([9e9, 'v3.6-56V+dfu']);
    expect(await failure(openBoard(hasty.env, { onEvent: hasty.onEvent }))).toMatchObject({ code: 'no-device' });
    expect([hasty.clock.now(), hasty.events]).toEqual([0, []]);
  });

  it('is not awaited where it runs its firmware: that has its own error', async () => {
    const { env, clock } = bench([0, 'v3.6-56V']);
    expect(await failure(openBoard(env, { findMs: 600_000 }))).toMatchObject({ code: 'not-in-dfu-mode' });
    expect(clock.now()).toBeLessThan(1_000);
  });

  it('is distinguished from connected boards that were not selected', async () => {
    const { env, events, onEvent } = bench(
      [0, 'v3.6-56V+dfu,serial=356D38673331'],
      [5_000, 'v3.6-56V+dfu,serial=356D38673332'],
    );
    await using board = await openBoard(env, { findMs: 60_000, selection: { serial: '356D38673332' }, onEvent });
    expect(board.device.path).toBe('1-2');
    expect(events[0]).toMatchObject({ type: 'waiting', others: [saying('356D38673331 at 1-1')] });
  });

  it('is no longer awaited when the run is stopped', async () => {
    const { env, clock } = bench([9e9, 'v3.6-56V+dfu']);
    const controller = new AbortController();
    const opened = failure(openBoard(env, { findMs: 600_000, signal: controller.signal }));
    await clock.sleep(2_500);
    controller.abort();
    expect(await opened).toMatchObject({ code: 'aborted' });
    expect(clock.now()).toBeLessThan(5_000);
  });
});

describe('of several boards in DFU mode', () => {
  const two = [
    [0, 'v3.4-48V+dfu,serial=356D38673331'],
    [0, 'v3.6-56V+dfu,serial=356D38673332'],
  ] as const;

  it('a person chooses one, after the warning about the DC supply', async () => {
    const { env, events, onEvent } = bench(...two);
    const questions: Question[] = [];
    const ask = async (question: Question) => {
      questions.push(question);
      expect(events).toMatchObject([{ type: 'human', step: 'remove-dc-supply' }]);
      return '1-2';
    };
    await using board = await openBoard(env, { ask, onEvent });
    expect(board.device.path).toBe('1-2');
    expect(questions).toMatchObject([
      {
        type: 'choice',
        code: 'which-board',
        options: [
          { code: '1-1', text: saying('356D38673331 at 1-1') },
          { code: '1-2', text: saying('356D38673332 at 1-2') },
        ],
      },
    ]);
  });

  it('none is chosen by an invalid answer, by --yes, or without an answer', async () => {
    for (const answer of ['', '1-9', 'yes', undefined]) {
      const { env } = bench(...two);
      const error = await failure(openBoard(env, { ask: async () => answer }));
      expect(error, `for ${answer}`).toMatchObject({ code: 'several-devices', details: { paths: ['1-1', '1-2'] } });
    }
  });
});

it('USB ports are in the order of their numbers', () => {
  const paths = ['1-10', '2-1', '1-2.10', '1-2.9', '1-1', '1-2', '10-1'].map((path) => ({ path }));
  const sorted = [...paths].sort(comparePaths).map(({ path }) => path);
  expect(sorted).toEqual(['1-1', '1-2', '1-2.9', '1-2.10', '1-10', '2-1', '10-1']);
});

// One board followed through its restarts: who is taken for it, how long that is waited for, and what a person is asked to do.

import type { UsbBus, UsbDeviceInfo } from '@odflash/core';
import { virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, sentence } from '../../../../test/support/in-english.ts';
import { watchDisconnect } from '../../src/discovery/disconnect-watch.ts';
import { awaitBackInDfu, awaitBoard, awaitRunning } from '../../src/discovery/follow.ts';
import { openWithRetry } from '../../src/discovery/open-with-retry.ts';
import { otherPaths, reacquire } from '../../src/discovery/reacquire.ts';
import { FlasherError } from '../../src/errors.ts';
import { message } from '../../src/messages/message.ts';
import { createContext } from '../../src/running/context/context.ts';
import type { RunningEvent } from '../../src/running/events.ts';
import { failure, memoryVault } from '../flash/bench.ts';

const rom = (path: string, serial = 'AA'): UsbDeviceInfo => ({
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path,
  serial,
});
const running = (path: string, serial = 'AA'): UsbDeviceInfo => ({
  ...rom(path, serial),
  vendorId: 0x1209,
  productId: 0x0d32,
});
const mouse: UsbDeviceInfo = { vendorId: 0x046d, productId: 0xc52b, release: 0x2411, path: '1-9' };

/** What is on the bus from which millisecond on. */
type Course = readonly (readonly [from: number, devices: readonly UsbDeviceInfo[]])[];

function following(course: Course, env: { readonly bootloaderNeedsDriver?: boolean } = {}) {
  const clock = virtualClock();
  const steps: string[] = [];
  const bus: UsbBus = {
    list: async () => course.findLast(([from]) => from <= clock.now())?.[1] ?? [],
    open: () => Promise.reject(new Error('nothing is opened for this')),
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const onEvent = (event: RunningEvent) => {
    if (event.type === 'human') steps.push(`${event.step} at ${clock.now()}`);
    if (event.type === 'note') steps.push(`${event.code} at ${clock.now()}`);
  };
  const context = createContext({ bus, clock, vault: memoryVault(), ...env }, { onEvent, humanMs: 60_000 });
  const followed = { device: rom('1-2'), others: ['1-5'], seen: async () => undefined };
  return { bus, clock, context, steps, followed };
}

describe('other boards on the bus', () => {
  it('are those in DFU mode in another place for a flash', async () => {
    const { bus } = following([[0, [rom('1-2'), rom('1-3'), running('1-4'), mouse]]]);
    expect(await otherPaths(bus, rom('1-2'))).toEqual(['1-3']);
  });
});

describe('a board that is awaited', () => {
  it('is found in the first of the accepted modes, with the time of its arrival', async () => {
    const { context, clock, followed } = following([[700, [rom('1-2'), running('1-2')]]]);
    const kinds = ['runtime', 'rom'] as const;
    const found = await awaitBoard(context, followed, { kinds, timeoutMs: 5_000 });
    expect(found?.kind).toBe('runtime');
    expect(context.arrival.at).toBe(clock.now());
    expect(clock.now()).toBeLessThanOrEqual(750);
  });

  it('is not found at the timeout', async () => {
    const { context, clock, followed } = following([[0, [running('1-2')]]]);
    expect(await awaitBoard(context, followed, { kinds: ['rom'], timeoutMs: 2_000 })).toBeUndefined();
    expect([clock.now(), context.arrival.at]).toEqual([2_000, Number.NEGATIVE_INFINITY]);
  });

  it('is one with another serial number on its port only after a wait', async () => {
    const { context, clock, followed } = following([[0, [rom('1-2', 'BB')]]]);
    const found = await awaitBoard(context, followed, { kinds: ['rom'], timeoutMs: 9_000 });
    expect(found?.device.serial).toBe('BB');
    expect(clock.now()).toBe(5_000);
  });

  it('is never one that was on its port before', async () => {
    const { context, followed } = following([[0, [rom('1-5')]]]);
    expect(await awaitBoard(context, followed, { kinds: ['rom'], timeoutMs: 9_000 })).toBeUndefined();
  });

  it('is to be switched into DFU mode by a person, with the time a person has', async () => {
    const lost = following([]);
    expect(await awaitBackInDfu(lost.context, lost.followed, ['rom'])).toBeUndefined();
    expect(lost.steps).toEqual(['bring-back-in-dfu at 0']);
    expect(lost.clock.now()).toBe(60_000);
  });
});

describe('a board that was started', () => {
  const started = async (course: Course, patienceMs = 60_000) => {
    const it = following(course);
    const found = await awaitRunning(it.context, it.followed, patienceMs);
    return { found: found?.kind, at: it.clock.now(), steps: it.steps };
  };

  it('and runs needs nothing of a person', async () => {
    expect(await started([[2_000, [running('1-2')]]])).toEqual({ found: 'runtime', at: 2_000, steps: [] });
  });

  it('and returns in DFU mode needs its switch on RUN; it is found when that was done', async () => {
    const course: Course = [
      [1_000, [rom('1-2')]],
      [20_000, [running('1-2')]],
    ];
    expect(await started(course)).toEqual({ found: 'runtime', at: 20_000, steps: ['switch-to-run at 1000'] });
  });

  it('and does not return needs its supply; in DFU mode after that, its switch as well', async () => {
    const course: Course = [
      [20_000, [rom('1-2')]],
      [40_000, [running('1-2')]],
    ];
    const steps = ['bring-back-running at 8000', 'switch-to-run at 20000'];
    expect(await started(course)).toEqual({ found: 'runtime', at: 40_000, steps });
  });

  it('is where it was last seen if nothing is done until the timeout', async () => {
    expect(await started([[1_000, [rom('1-2')]]])).toMatchObject({ found: 'rom', at: 61_000 });
    expect(await started([])).toMatchObject({ found: undefined, at: 68_000 });
    expect(await started([[1_000, [rom('1-2')]]], 0)).toEqual({ found: 'rom', at: 1_000, steps: [] });
  });
});

describe('a board that was lost in the middle of a flash', () => {
  const back = (course: Course, timeoutMs = 9_000) => {
    const { bus, clock } = following(course);
    return { clock, found: reacquire(bus, rom('1-2'), { others: ['1-5'], clock, timeoutMs }) };
  };

  it('is continued where it is in DFU mode again', async () => {
    const { clock, found } = back([[1_500, [rom('1-2')]]]);
    expect((await found).path).toBe('1-2');
    expect(clock.now()).toBe(1_500);
  });

  it('is reported as running only where it runs its firmware, by its port or its number', async () => {
    const runs = async (...devices: readonly UsbDeviceInfo[]) => {
      const error = await failure(back([[0, devices]]).found);
      expect(error).toMatchObject({ code: 'device-did-not-return', details: { serial: 'AA', path: '1-2' } });
      expect(inEnglish(error.text).includes('It is running its firmware.')).toBe(error.details.running);
      return error.details.running;
    };
    expect(await runs(running('1-2', 'BB'))).toBe(true);
    expect(await runs(running('1-3', 'AA'))).toBe(true);
    expect(await runs(running('1-3', 'BB'))).toBe(false);
    expect(await runs(rom('1-5'))).toBe(false);
  });
});

describe('a board that was asked to disconnect', () => {
  const left = async (course: Course, event?: UsbDeviceInfo) => {
    const { bus, clock } = following(course);
    let tell = (_: UsbDeviceInfo): void => {};
    const heard: UsbBus = {
      ...bus,
      watch: (listener) => {
        const before = tell;
        tell = (device) => {
          before(device);
          listener({ type: 'left', device });
        };
        return { [Symbol.dispose]: () => undefined };
      },
    };
    using watch = watchDisconnect(heard, clock, running('1-2'));
    if (event) tell(event);
    return watch.seen(3_000);
  };
  const stays: Course = [[0, [running('1-2')]]];

  it('has disconnected when the list no longer contains it, or contains another device there', async () => {
    expect(await left([...stays, [1_000, []]])).toBe(true);
    expect(await left([...stays, [1_000, [rom('1-2')]]])).toBe(true);
    expect(await left([...stays, [1_000, [running('1-3')]]])).toBe(true);
    expect(await left(stays)).toBe(false);
  });

  it('has disconnected after the event for it, even if it is listed again; events of other boards do not count', async () => {
    expect(await left(stays, running('1-2'))).toBe(true);
    expect(await left(stays, running('1-3'))).toBe(false);
  });
});

describe('a board that cannot be opened', () => {
  const opened = async (code: 'device-busy' | 'driver-missing' | 'timeout', env = {}, arrivedAt = 0) => {
    const { context, clock, steps: told } = following([], env);
    const steps = message('driver.running');
    context.arrival.at = arrivedAt;
    const refused = () => Promise.reject(new FlasherError(code, sentence('refused')));
    const error = await failure(openWithRetry(context, refused, steps));
    expect(error.code).toBe(code);
    return { after: clock.now(), steps: told };
  };

  it('is tried for five seconds after it has appeared', async () => {
    expect(await opened('device-busy')).toEqual({ after: 5_000, steps: [] });
    expect(await opened('driver-missing')).toEqual({ after: 5_000, steps: [] });
    expect(await opened('device-busy', {}, -4_000)).toEqual({ after: 1_000, steps: [] });
  });

  it('is not retried where it was connected before, or where the failure is permanent', async () => {
    expect(await opened('device-busy', {}, Number.NEGATIVE_INFINITY)).toEqual({ after: 0, steps: [] });
    expect(await opened('timeout')).toEqual({ after: 0, steps: [] });
  });

  it('gets the time of a person where the system has no driver, and only that is reported', async () => {
    const windows = { bootloaderNeedsDriver: true };
    expect(await opened('driver-missing', windows)).toEqual({ after: 60_000, steps: ['driver-step at 5000'] });
    expect(await opened('device-busy', windows)).toEqual({ after: 5_000, steps: [] });
  });
});

// Which board on the bus is meant, running or in DFU mode: found as soon as it is there, and never one of several.

import type { UsbBus, UsbDeviceInfo } from '@odflash/core';
import { type VirtualClock, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { findBoard } from '../../src/discovery/find-board.ts';
import { createContext } from '../../src/running/context/context.ts';
import type { RunningEvent } from '../../src/running/events.ts';
import type { RunningBoardRequest } from '../../src/running/request.ts';
import { failure, memoryVault } from '../flash/bench.ts';

const rom = (path: string, serial?: string): UsbDeviceInfo => ({
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path,
  ...(serial !== undefined && { serial }),
});
const running = (path: string, serial?: string): UsbDeviceInfo => ({
  ...rom(path, serial),
  vendorId: 0x1209,
  productId: 0x0d32,
});
const mouse: UsbDeviceInfo = { vendorId: 0x046d, productId: 0xc52b, release: 0x2411, path: '1-9' };

/** What is on the bus from which millisecond on. */
type Course = readonly (readonly [from: number, devices: readonly UsbDeviceInfo[]])[];

function look(course: Course, request: RunningBoardRequest = {}) {
  const clock: VirtualClock = virtualClock();
  const events: RunningEvent[] = [];
  const bus: UsbBus = {
    list: async () => course.findLast(([from]) => from <= clock.now())?.[1] ?? [],
    open: () => Promise.reject(new Error('nothing is opened for this')),
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const onEvent = (event: RunningEvent) => events.push(event);
  const found = findBoard(createContext({ bus, clock, vault: memoryVault() }, { ...request, onEvent }));
  return { clock, events, found };
}

const asked = (events: readonly RunningEvent[]) => events.filter(({ type }) => type === 'human').length;

it('the wait ends at every time of day: what is left of it may be too short to move a clock', async () => {
  const request: RunningBoardRequest = { findMs: 4_999.9 };
  for (let start = 0; start < 400; start++) {
    const clock = virtualClock();
    await clock.sleep(start * 1_234.567_891);
    let lists = 0;
    const bus: UsbBus = {
      list: async () => {
        if (++lists > 1_000) throw new RangeError(`the wait that began at ${clock.now()} does not end`);
        return [];
      },
      open: () => Promise.reject(new Error('nothing is opened for this')),
      watch: () => ({ [Symbol.dispose]: () => undefined }),
    };
    const found = findBoard(createContext({ bus, clock, vault: memoryVault() }, request));
    expect(await failure(found)).toMatchObject({ code: 'no-device' });
  }
});

describe('a board that is there', () => {
  it('is distinguished from boards on other ports, running or not', async () => {
    const all = [rom('1-2'), rom('1-3'), running('1-4'), mouse];
    expect(await look([[0, all]], { selection: { path: '1-2' } }).found).toMatchObject({ others: ['1-3', '1-4'] });
  });

  it('is found at once in either mode, among other devices', async () => {
    for (const [device, kind] of [
      [rom('1-2'), 'rom'],
      [running('1-2'), 'runtime'],
    ] as const) {
      const { clock, events, found } = look([[0, [mouse, device]]]);
      expect(await found).toEqual({ kind, device, others: [] });
      expect([clock.now(), asked(events)]).toEqual([0, 0]);
    }
  });

  it('is the one of the wanted serial number or port', async () => {
    const [first, second] = [rom('1-2', '356A38673332'), running('1-3', '0123456789AB')];
    expect((await look([[0, [first, second]]], { selection: { path: '1-3' } }).found).device).toBe(second);
    expect((await look([[0, [first, second]]], { selection: { serial: '356a38673332' } }).found).device).toBe(first);
  });

  it('is not chosen from two without a selection; two with one serial number need the port', async () => {
    const [first, second] = [rom('1-2', 'AA'), running('1-3', 'BB')];
    const error = await failure(look([[0, [first, second]]]).found);
    expect(error).toMatchObject({
      code: 'several-devices',
      details: { devices: [saying('AA at 1-2'), saying('BB at 1-3')] },
    });
    expect(inEnglish(error.next)).not.toMatch(/same serial/);
    const twins = await failure(look([[0, [first, rom('1-3', 'aa')]]], { selection: { serial: 'AA' } }).found);
    expect(twins).toMatchObject({ code: 'several-devices', next: saying(/same serial number.*--path/) });
  });
});

describe('a board that is not there yet', () => {
  it('is found when it appears, not at the timeout, and a person is asked once, after a short wait', async () => {
    for (const [at, times] of [
      [1_000, 0],
      [3_000, 1],
    ] as const) {
      const { clock, events, found } = look([[at, [rom('1-2')]]]);
      expect((await found).device.path).toBe('1-2');
      expect(clock.now()).toBeLessThanOrEqual(at + 250);
      expect(asked(events)).toBe(times);
    }
  });

  it('is awaited further when another one appears, and found on the port of that one', async () => {
    const course: Course = [
      [0, [rom('1-2', 'AA')]],
      [1_000, [rom('1-2', 'AA'), rom('1-3', 'CC')]],
      [2_000, [{ ...rom('1-2', 'BB'), address: 9 }, rom('1-3', 'CC')]],
    ];
    const { clock, found } = look(course, { selection: { serial: 'BB' } });
    expect((await found).device).toMatchObject({ path: '1-2', serial: 'BB' });
    expect(clock.now()).toBeLessThanOrEqual(2_250);
  });

  it('is found when it leaves DFU mode, though its place and address are as before', async () => {
    const course: Course = [
      [0, [rom('1-2', 'AA')]],
      [2_000, [running('1-2', 'BB')]],
    ];
    const { clock, found } = look(course, { selection: { serial: 'BB' } });
    expect((await found).kind).toBe('runtime');
    expect(clock.now()).toBeLessThanOrEqual(2_250);
  });

  it('ends the search at the timeout, with what was searched for and what was found', async () => {
    const nothing = look([[0, [mouse]]]);
    expect(await failure(nothing.found)).toMatchObject({
      code: 'no-device',
      text: saying('No board was found, neither running nor in DFU mode.'),
      details: { serial: null, path: null, devices: [] },
      next: saying(/data cable/),
    });
    expect(nothing.clock.now()).toBe(5_000);
    const other = look([[0, [rom('1-2', 'AA')]]], { selection: { serial: 'BB', path: '1-3' }, findMs: 700 });
    expect(await failure(other.found)).toMatchObject({
      text: saying(
        'No board with serial number BB at 1-3 was found, neither running nor in DFU mode. Found: AA at 1-2.',
      ),
      details: { serial: 'BB', path: '1-3', devices: [saying('AA at 1-2')] },
      next: saying(/--serial and --path/),
    });
    expect([other.clock.now(), asked(other.events)]).toEqual([700, 0]);
  });

  it('is looked for once where no time is given', async () => {
    const { clock, found } = look([[0, []]], { findMs: 0 });
    expect(await failure(found)).toMatchObject({ code: 'no-device' });
    expect(clock.now()).toBe(0);
  });

  it('is not waited for any more when a person stops', async () => {
    const stop = new AbortController();
    const { found } = look([], { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(found).rejects.toThrow('enough');
  });
});

it('the bootloader of another chip is refused at once, by its name', async () => {
  const gd32: UsbDeviceInfo = { vendorId: 0x28e9, productId: 0x0189, release: 0x0100, path: '1-3' };
  const { clock, found } = look([[0, [gd32]]]);
  expect(await failure(found)).toMatchObject({ code: 'board-unknown' });
  expect(clock.now()).toBe(0);
});

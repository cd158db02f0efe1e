import type { UsbDeviceInfo } from '@odflash/core';
import { busChanges, pollingWatch } from '@odflash/core/discovery';
import type { BusEvent } from '@odflash/core/ports';
import { oneAtATime } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { manualClock } from './test-clock.ts';

const rom: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2',
  serial: 'A',
  address: 4,
};
const runtime: UsbDeviceInfo = { ...rom, vendorId: 0x1209, productId: 0x0d32, address: 5 };

const told = (events: readonly BusEvent[]) =>
  events.map(({ type, device }) => `${type} ${device.path} ${device.address}`);

describe('what changed between two looks at a bus', () => {
  it.each([
    ['nothing', [rom], [rom], []],
    ['a device came', [], [rom], ['arrived 1-2 4']],
    ['a device went', [rom], [], ['left 1-2 4']],
    ['one turned into another', [rom], [runtime], ['left 1-2 4', 'arrived 1-2 5']],
    ['it moved', [rom], [{ ...rom, path: '1-3' }], ['left 1-2 4', 'arrived 1-3 4']],
    ['it was away for a moment', [rom], [{ ...rom, address: 6 }], ['left 1-2 4', 'arrived 1-2 6']],
    ['another of its kind took its place', [rom], [{ ...rom, serial: 'B' }], ['left 1-2 4', 'arrived 1-2 4']],
    ['its name could be read at last', [{ ...rom, cannotOpen: 'access' }], [rom], []],
  ] as const)('%s', (_name, before, after, expected) => {
    expect(told(busChanges(before, after))).toEqual(expected);
  });

  it('says nothing of what only one of the looks could tell', () => {
    const { serial: _serial, address: _address, ...bare } = rom;
    expect(busChanges([bare], [rom])).toEqual([]);
    expect(busChanges([rom], [bare])).toEqual([]);
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a watch that polls', () => {
  it('looks again after the pause, or when told to, until disposed', async () => {
    const clock = manualClock();
    let present: readonly UsbDeviceInfo[] = [];
    let looks = 0;
    const events: BusEvent[] = [];
    const list = async () => {
      looks += 1;
      return present;
    };
    const watch = pollingWatch(list, (event) => events.push(event), { clock, pollMs: 500 });
    await settled();
    present = [rom];
    await clock.advance(499);
    expect([looks, events.length]).toEqual([1, 0]);
    await clock.advance(1);
    await settled();
    expect(told(events)).toEqual(['arrived 1-2 4']);
    present = [];
    watch.look();
    await settled();
    expect(told(events)).toEqual(['arrived 1-2 4', 'left 1-2 4']);
    watch[Symbol.dispose]();
    await clock.advance(5000);
    expect(looks).toBe(3);
  });

  it('ignores a failed look', async () => {
    const clock = manualClock();
    const answers: (readonly UsbDeviceInfo[] | Error)[] = [[rom], new Error('the server is away'), [rom], []];
    const events: BusEvent[] = [];
    const list = async () => {
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    };
    using _watch = pollingWatch(list, (event) => events.push(event), { clock, pollMs: 100 });
    for (let i = 0; i < 2; i++) {
      await settled();
      await clock.advance(100);
    }
    await settled();
    expect(events).toEqual([]);
    await clock.advance(100);
    await settled();
    expect(told(events)).toEqual(['left 1-2 4']);
  });
});

describe('one job at a time', () => {
  it('keeps the order, and is not held up by one that fails', async () => {
    const inTurn = oneAtATime();
    const log: string[] = [];
    const job = (name: string, fails = false) =>
      inTurn(async () => {
        log.push(`${name} begins`);
        await settled();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([job('a'), job('b', true), job('c')]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

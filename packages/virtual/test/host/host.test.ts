// The host's side: costs, timeouts, claims, and what each platform cannot do.

import { LinkError, type UsbLink } from '@odflash/core';
import { controlInMs, controlOutMs } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import { createVirtualBoard, type HostName, virtualBus, virtualClock } from '../../src/index.ts';
import { pattern, requests } from '../bench.ts';

const none = new Uint8Array(0);
const out = (request: number, value = 0) => ({ requestType: 0x21, request, value, index: 0 });
const getStatus = { requestType: 0xa1, request: 3, value: 0, index: 0 };
const getState = { requestType: 0xa1, request: 5, value: 0, index: 0 };
const eraseFirst = Uint8Array.of(0x41, 0, 0, 0, 8);
/** Takes 2 s at x8. */
const eraseBig = Uint8Array.of(0x41, 0, 0, 2, 8);

async function linked(profile = 'v3.6-56V+dfu', host: HostName = 'linux') {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const bus = virtualBus([board], { clock, host });
  const open = async () => {
    const [info] = await bus.list();
    const link = await bus.open(info!);
    await link.claim(0);
    return link;
  };
  const link = await open();
  return { clock, board, bus, link, open };
}

async function toIdle(link: UsbLink) {
  await link.controlOut(out(requests.clearStatus), none, 1000);
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LinkError) return error.kind;
    throw error;
  }
  return 'none';
}

describe('time', () => {
  test('passes as the cost model says, and the device adds what it takes', async () => {
    const { clock, link } = await linked();
    await toIdle(link);
    const took = async (work: () => Promise<unknown>) => {
      const begin = clock.now();
      await work();
      return clock.now() - begin;
    };
    expect(await took(() => link.controlOut(out(requests.download), eraseBig, 5000))).toBeCloseTo(controlOutMs(5), 6);
    const first = await took(() => link.controlIn(getStatus, 6, 5000));
    expect(first).toBeCloseTo(controlInMs(6), 6);
    // The erase began with the first answer; the second GETSTATUS is on its way while it runs.
    expect(await took(() => link.controlIn(getStatus, 6, 5000))).toBeCloseTo(2000, 6);
    await link.controlOut(out(requests.abort), none, 1000);
    const upload = { requestType: 0xa1, request: 2, value: 2, index: 0 };
    expect(await took(() => link.controlIn(upload, 2048, 5000))).toBeCloseTo(5, 6);
  });

  test('256 KiB erased and programmed at x8 take the sum of the data sheet and the transfers', async () => {
    const { clock, link } = await linked();
    await toIdle(link);
    const begin = clock.now();
    const run = async (value: number, data: Uint8Array) => {
      await link.controlOut(out(requests.download, value), data, 5000);
      await link.controlIn(getStatus, 6, 5000);
      const { data: reply } = await link.controlIn(getStatus, 6, 5000);
      expect(reply[4]).toBe(5);
    };
    for (const offset of [0, 0x4000, 0x8000, 0xc000, 0x1_0000, 0x2_0000]) {
      await run(0, Uint8Array.of(0x41, offset & 0xff, (offset >> 8) & 0xff, offset >> 16, 8));
    }
    await run(0, Uint8Array.of(0x21, 0, 0, 0, 8));
    const block = pattern(2048);
    for (let i = 0; i < 128; i++) await run(2 + i, block);
    const flash = 4 * 400 + 1200 + 2000 + 128 * 2048 * 0.016;
    // Polls overlap with the work; what remains is each DNLOAD and the first GETSTATUS.
    const wire = 128 * (controlOutMs(2048) + controlInMs(6)) + 7 * (controlOutMs(5) + controlInMs(6)) + controlInMs(6);
    expect(clock.now() - begin).toBeCloseTo(flash + wire, 3);
  });
});

describe('timeouts', () => {
  test('on Linux the transfer is taken back and the link continues', async () => {
    const { clock, link } = await linked();
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseBig, 1000);
    await link.controlIn(getStatus, 6, 1000);
    const begin = clock.now();
    expect(await failure(link.controlIn(getStatus, 6, 300))).toBe('timeout');
    expect(clock.now() - begin).toBeCloseTo(300, 6);
    expect((await link.controlIn(getStatus, 6, 3000)).data[4]).toBe(5);
  });

  test('a timeout of 0 is none', async () => {
    const { link } = await linked('v3.6-56V+dfu,slow-erase=20');
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseBig, 0);
    await link.controlIn(getStatus, 6, 0);
    expect((await link.controlIn(getStatus, 6, 0)).data[4]).toBe(5);
  });

  test('on Windows no control transfer lasts longer than 5 s, whatever was asked for', async () => {
    const { clock, link } = await linked('v3.6-56V+dfu,slow-erase=4', 'windows');
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseBig, 1000);
    await link.controlIn(getStatus, 6, 1000);
    const begin = clock.now();
    expect(await failure(link.controlIn(getStatus, 6, 40_000))).toBe('timeout');
    expect(clock.now() - begin).toBeCloseTo(5000, 6);
    expect((await link.controlIn(getStatus, 6, 40_000)).data[4]).toBe(5);
  });

  test('in Chrome nothing is taken back: the link is of no more use, the late answer reaches the device', async () => {
    const { clock, board, link, open } = await linked('v3.6-56V+dfu', 'chrome');
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseBig, 1000);
    await link.controlIn(getStatus, 6, 1000);
    expect(await failure(link.controlIn(getStatus, 6, 300))).toBe('timeout');
    expect(await failure(link.controlIn(getState, 1, 1000))).toBe('io');
    expect(await failure(link.selectAlternate(0, 0))).toBe('io');
    await link[Symbol.asyncDispose]();
    expect(board.rom()?.state).toBe(4);
    const again = await open();
    // The GETSTATUS that is no longer awaited has been carried out before this one.
    expect((await again.controlIn(getState, 1, 5000)).data[0]).toBe(5);
    expect(clock.now()).toBeGreaterThan(2000);
  });
});

describe('interfaces', () => {
  test('must be claimed before class requests, and belong to one link at a time', async () => {
    const { bus, link } = await linked();
    const [info] = await bus.list();
    const other = await bus.open(info!);
    expect(await failure(other.controlIn(getState, 1, 1000))).toBe('busy');
    expect(await failure(other.claim(0))).toBe('busy');
    expect(await failure(other.claim(7))).toBe('io');
    expect(await failure(other.selectAlternate(0, 1))).toBe('busy');
    await link[Symbol.asyncDispose]();
    expect(await failure(link.controlIn(getState, 1, 1000))).toBe('io');
    expect(await failure(other.controlIn(getState, 1, 1000))).toBe('io');
    await other.claim(0);
    expect((await other.controlIn(getState, 1, 1000)).data[0]).toBe(10);
    const descriptor = { requestType: 0x80, request: 6, value: 0x0100, index: 0 };
    expect((await other.controlIn(descriptor, 18, 1000)).data).toHaveLength(18);
  });

  test('show their alternate settings, and an error for one that is not there', async () => {
    const { link } = await linked();
    await link.selectAlternate(0, 3);
    const get = { requestType: 0x81, request: 10, value: 0, index: 0 };
    expect([...(await link.controlIn(get, 1, 1000)).data]).toEqual([3]);
    expect(await failure(link.selectAlternate(0, 4))).toBe('io');
  });

  test('own their endpoints: bulk transfers need the claim of the right interface', async () => {
    const { clock, link } = await linked('v3.6-56V');
    expect(await failure(link.bulkIn(1, 64, 100))).toBe('io');
    expect(await failure(link.bulkOut(9, pattern(4), 100))).toBe('io');
    await link.claim(1);
    const begin = clock.now();
    expect(await failure(link.bulkIn(1, 64, 100))).toBe('timeout');
    expect(clock.now() - begin).toBeCloseTo(100, 6);
    expect(await link.bulkOut(0x01, pattern(4), 100)).toMatchObject({ status: 'ok', bytes: 4 });
  });
});

describe('a device that goes', () => {
  test('ends the transfer in flight and every later one with "disconnected"', async () => {
    const { clock, board, link } = await linked();
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseBig, 1000);
    await link.controlIn(getStatus, 6, 1000);
    const waiting = failure(link.controlIn(getStatus, 6, 5000));
    await clock.sleep(100);
    board.cutPower();
    expect(await waiting).toBe('disconnected');
    expect(await failure(link.controlIn(getState, 1, 1000))).toBe('disconnected');
    expect(await failure(link.claim(0))).toBe('disconnected');
    expect(await failure(link.reset())).toBe('disconnected');
  });
});

test('closing takes back what is still on the way, so that a parked transfer cannot swallow the next answer', async () => {
  const { clock, board, bus } = await linked('v3.6-56V', 'chrome');
  const openNative = async () => {
    const [info] = await bus.list();
    const link = await bus.open(info!);
    await link.claim(2);
    return link;
  };
  const native = { out: 0x03, in: 0x83 };
  const first = await openNative();
  expect(await failure(first.bulkIn(native.in, 64, 100))).toBe('timeout');
  await first[Symbol.asyncDispose]();
  const second = await openNative();
  // Reads 4 bytes of endpoint 0 from its start.
  const request = Uint8Array.of(0x81, 0x00, 0x00, 0x80, 0x04, 0x00, 0, 0, 0, 0, 0x01, 0x00);
  await second.bulkOut(native.out, request, 1000);
  const answer = second.bulkIn(native.in, 64, 1000).then(({ data }) => data.length);
  await clock.sleep(2000);
  expect(await answer).toBe(6);
  expect(board.running()).toBe('odrive');
});

describe('port reset', () => {
  test('puts the ROM into dfuIDLE with its alternate setting 0, and the link continues', async () => {
    const { link } = await linked();
    await link.selectAlternate(0, 2);
    await toIdle(link);
    await link.controlOut(out(requests.download), eraseFirst, 1000);
    await link.reset();
    expect((await link.controlIn(getState, 1, 1000)).data[0]).toBe(2);
    const get = { requestType: 0x81, request: 10, value: 0, index: 0 };
    expect([...(await link.controlIn(get, 1, 1000)).data]).toEqual([0]);
  });

  test('where it resets the chip, the link is dead', async () => {
    const { link } = await linked('v3.6-56V+dfu,bus-reset=restart');
    expect(await failure(link.reset())).toBe('disconnected');
  });
});

describe('drivers that cannot send transfers without data', () => {
  test('say so', async () => {
    const { link } = await linked('v3.6-56V+dfu', 'windows-libusb0');
    expect(await failure(toIdle(link))).toBe('io');
  });

  test('or keep it to themselves', async () => {
    const { link, board } = await linked('v3.6-56V+dfu', 'windows-libusb0-silent');
    await toIdle(link);
    expect(board.rom()?.state).toBe(10);
    expect((await link.controlIn(getState, 1, 1000)).data[0]).toBe(10);
  });
});

test('a device whose configuring is lost is configured at the second attempt', async () => {
  const { clock, link } = await linked('v3.6-56V+dfu,count=all,lost-at=4');
  expect((await link.controlIn(getState, 1, 1000)).data[0]).toBe(10);
  expect(clock.now()).toBeGreaterThan(5000);
});

test('a device that took no configuration when it came can be given one by a reset of its port', async () => {
  const clock = virtualClock();
  // Three strings are read before, then SET_CONFIGURATION is tried three times.
  const board = createVirtualBoard('v3.6-56V+dfu,count=all,stall-at=4:5:6', { clock });
  const bus = virtualBus([board], { clock });
  const [info] = await bus.list();
  const link = await bus.open(info!);
  expect(await failure(link.claim(0))).toBe('io');
  await link.reset();
  await link.claim(0);
  expect((await link.controlIn(getState, 1, 1000)).status).toBe('ok');
});

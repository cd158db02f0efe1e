import { LinkError, type UsbLink } from '@odflash/core';
import { describe, expect, it, vi } from 'vitest';
import { openLibusbLink } from '../../src/usb/libusb-link.ts';
import {
  type Answer,
  type FakeLibraryDevice,
  fakeLibrary,
  fakeLibraryDevice,
  type SeenTransfer,
} from './fake-library.ts';

const info = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-2.3' };

function open(device: FakeLibraryDevice, platform: NodeJS.Platform = 'linux'): UsbLink {
  return openLibusbLink({ library: fakeLibrary([device]), device, info, platform });
}

function linkTo(
  answer: Answer,
  platform?: NodeJS.Platform,
): { link: UsbLink; seen: SeenTransfer[]; device: FakeLibraryDevice } {
  const seen: SeenTransfer[] = [];
  const device = fakeLibraryDevice({
    answer: (transfer) => {
      seen.push(transfer);
      answer(transfer);
    },
  });
  return { link: open(device, platform), seen, device };
}

const kindOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'no error';
  } catch (thrown) {
    return thrown instanceof LinkError ? thrown.kind : thrown;
  }
};

const upload = { requestType: 0xa1, request: 2, value: 0x1234, index: 0 };
const download = { requestType: 0x21, request: 1, value: 2, index: 0 };

describe('a transfer through libusb', () => {
  it('puts the setup stage first and carries its own timeout', async () => {
    const { link, seen } = linkTo(({ end }) => end({ data: [1, 2, 3] }));
    expect(await link.controlIn(upload, 2048, 12_345)).toEqual({ status: 'ok', data: Uint8Array.of(1, 2, 3) });
    expect(seen[0]).toMatchObject({ endpoint: 0, type: 0, timeoutMs: 12_345 });
    expect([...(seen[0]?.buffer.subarray(0, 8) ?? [])]).toEqual([0xa1, 2, 0x34, 0x12, 0, 0, 0, 8]);
    expect(seen[0]?.buffer.length).toBe(8 + 2048);
  });

  it('returns as many bytes as really went out', async () => {
    const { link, seen } = linkTo(({ end }) => end({ actual: 64 }));
    expect(await link.controlOut(download, new Uint8Array(2048).fill(7), 1000)).toEqual({ status: 'ok', bytes: 64 });
    expect(seen[0]?.buffer.subarray(8).every((byte) => byte === 7)).toBe(true);
  });

  it('reports a zero-length OUT as what it was', async () => {
    const works = linkTo(({ end }) => end({ actual: 0 }));
    expect(await works.link.controlOut(download, new Uint8Array(0), 1000)).toEqual({ status: 'ok', bytes: 0 });
    const fails = linkTo(({ end }) => end({ errno: 1 }));
    expect(await kindOf(() => fails.link.controlOut(download, new Uint8Array(0), 1000))).toBe('io');
  });

  it('uses endpoint addresses with the direction of the call', async () => {
    const { link, seen } = linkTo(({ endpoint, end }) => end(endpoint & 0x80 ? { data: [9] } : { actual: 2 }));
    await link.bulkIn(3, 64, 1000);
    await link.bulkIn(0x83, 64, 1000);
    await link.bulkOut(0x03, Uint8Array.of(1, 2), 1000);
    expect(seen.map(({ endpoint, type }) => [endpoint, type])).toEqual([
      [0x83, 2],
      [0x83, 2],
      [0x03, 2],
    ]);
    expect([...(seen[2]?.buffer ?? [])]).toEqual([1, 2]);
  });

  it('gives libusb whole milliseconds, and 0 only where no timeout is meant', async () => {
    const { link, seen } = linkTo(({ end }) => end({}));
    for (const ms of [0.2, 1000.5, 0, Number.POSITIVE_INFINITY]) await link.controlOut(download, new Uint8Array(0), ms);
    expect(seen.map(({ timeoutMs }) => timeoutMs)).toEqual([1, 1001, 0, 0]);
  });

  it('hands out data that later transfers do not overwrite', async () => {
    const { link, seen } = linkTo(({ end }) => end({ data: [1, 2, 3] }));
    const { data } = await link.controlIn(upload, 8, 1000);
    seen[0]?.buffer.fill(0);
    expect(data).toEqual(Uint8Array.of(1, 2, 3));
  });

  it.each([
    [4, 'stall'],
    [6, 'babble'],
    [-9, 'stall'],
    [-8, 'babble'],
  ])('returns libusb status %i as an answer: %s', async (errno, status) => {
    const { link } = linkTo(({ end }) => end({ errno, actual: 0 }));
    expect(await link.controlIn(upload, 8, 1000)).toMatchObject({ status });
    expect(await link.controlOut(download, Uint8Array.of(1), 1000)).toEqual({ status, bytes: 0 });
  });

  it.each([
    [1, 'linux', 'io'],
    [2, 'linux', 'timeout'],
    [3, 'linux', 'io'],
    [5, 'linux', 'disconnected'],
    [-1, 'linux', 'io'],
    [-3, 'linux', 'access'],
    [-4, 'darwin', 'disconnected'],
    [-5, 'linux', 'io'],
    [-5, 'win32', 'no-driver'],
    [-6, 'linux', 'busy'],
    [-7, 'linux', 'timeout'],
    [-12, 'win32', 'no-driver'],
    [-99, 'linux', 'io'],
    [4711, 'linux', 'io'],
  ] as const)('throws libusb status %i on %s as "%s"', async (errno, platform, kind) => {
    const { link, device } = linkTo(({ end }) => end({ errno }), platform);
    expect(await kindOf(() => link.controlIn(upload, 8, 1000))).toBe(kind);
    device.fails.submit = errno;
    expect(await kindOf(() => link.bulkOut(1, Uint8Array.of(1), 1000))).toBe(kind);
  });
});

describe('the other calls', () => {
  it('claim once, select, reset, and give everything back', async () => {
    const { link, device } = linkTo(() => undefined);
    await link.claim(0);
    await link.claim(0);
    await link.selectAlternate(0, 3);
    await link.reset();
    await link[Symbol.asyncDispose]();
    await link[Symbol.asyncDispose]();
    expect(device.log).toEqual(['open false', 'detach true', 'claim 0', 'select 0 3', 'reset', 'release 0', 'close']);
  });

  it('leaves kernel drivers alone on Windows, and does not mind where they cannot be detached', () => {
    const windows = linkTo(() => undefined, 'win32');
    expect(windows.device.log).toEqual(['open false']);
    const device = fakeLibraryDevice();
    device.fails.detach = -12;
    expect(() => open(device)).not.toThrow();
  });

  it.each([
    ['open', -3, 'linux', 'access'],
    ['open', -4, 'linux', 'disconnected'],
    ['open', -5, 'win32', 'no-driver'],
    ['open', -12, 'win32', 'no-driver'],
    ['claim', -6, 'linux', 'busy'],
    ['claim', -3, 'win32', 'busy'],
    ['claim', -5, 'win32', 'no-driver'],
    ['claim', -5, 'linux', 'io'],
    ['select', -9, 'linux', 'io'],
    ['select', -4, 'linux', 'disconnected'],
    ['reset', -5, 'linux', 'disconnected'],
    ['reset', -12, 'win32', 'no-driver'],
  ] as const)('%s failing with %i on %s is "%s"', async (call, errno, platform, kind) => {
    const device = fakeLibraryDevice();
    device.fails[call] = errno;
    const run = async () => {
      const link = open(device, platform);
      if (call === 'claim') await link.claim(0);
      if (call === 'select') await link.selectAlternate(0, 1);
      if (call === 'reset') await link.reset();
    };
    expect(await kindOf(run)).toBe(kind);
  });

  it('ends a transfer after its time itself: libusb without timerfd notices up to a minute late', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { link } = linkTo(() => undefined);
      const late = kindOf(() => link.controlOut(download, new Uint8Array(5), 5000));
      const ended = vi.fn();
      void late.then(ended);
      await vi.advanceTimersByTimeAsync(4999);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(await late).toBe('timeout');
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps the time of all transfers with one timer, and leaves none behind when it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { link } = linkTo(({ end }) => end({ data: [1] }));
      for (let transfers = 0; transfers < 10; transfers += 1) {
        await link.controlIn(upload, 1, 5000);
        expect(vi.getTimerCount()).toBe(1);
        await vi.advanceTimersByTimeAsync(1000);
      }
      await link[Symbol.asyncDispose]();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives every transfer its own time, a short one after a long one as well', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { link } = linkTo(() => undefined);
      const ended: string[] = [];
      for (const [name, ms] of Object.entries({ long: 5000, short: 500, middle: 1000 }))
        void kindOf(() => link.bulkIn(1, 64, ms)).then((kind) => ended.push(`${name} ${kind}`));
      await vi.advanceTimersByTimeAsync(499);
      expect(ended).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(ended).toEqual(['short timeout']);
      await vi.advanceTimersByTimeAsync(500);
      expect(ended).toEqual(['short timeout', 'middle timeout']);
      await vi.advanceTimersByTimeAsync(4000);
      expect(ended).toEqual(['short timeout', 'middle timeout', 'long timeout']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('closes with a transfer under way by cancelling it first', async () => {
    const { link, device } = linkTo(() => undefined);
    const parked = kindOf(() => link.bulkIn(1, 64, 60_000));
    await link[Symbol.asyncDispose]();
    expect(await parked).toBe('io');
    expect(device.isOpen).toBe(false);
  });

  it('closes quietly when the device has gone', async () => {
    const { link, device } = linkTo(() => undefined);
    device.fails.close = -4;
    await link[Symbol.asyncDispose]();
  });

  it('refuses everything once closed', async () => {
    const { link } = linkTo(({ end }) => end({}));
    await link[Symbol.asyncDispose]();
    for (const use of [
      () => link.controlIn(upload, 1, 1000),
      () => link.claim(0),
      () => link.selectAlternate(0, 0),
      () => link.reset(),
    ]) {
      expect(await kindOf(use)).toBe('disconnected');
    }
  });
});

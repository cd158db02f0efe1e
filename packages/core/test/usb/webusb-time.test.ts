// Time, which WebUSB does not have: what takes too long is given up, and what comes late is taken for nothing else.

import { dfuRequests } from '@odflash/core/dfu';
import type { ControlSetup } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';
import { domError, fakeDevice, open } from './fake-webusb.ts';
import { manualClock } from './test-clock.ts';

const setup: ControlSetup = dfuRequests.getStatus(0);

describe('time, which WebUSB does not have', () => {
  /** A device whose GETSTATUS is answered when `answer` is called. */
  function slowDevice() {
    let answer: (data: string) => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const fake = fakeDevice({
      controlTransferIn: () =>
        new Promise((resolve, reject) => {
          answer = (data) => resolve({ status: 'ok', data: new DataView(bytes(data).buffer) });
          fail = reject;
        }),
    });
    return { ...fake, answer: (data: string) => answer(data), fail: (error: Error) => fail(error) };
  }

  it('is our own: a transfer that takes too long is a timeout', async () => {
    const clock = manualClock();
    const { device } = slowDevice();
    const link = await open(device, clock);
    const transfer = link.controlIn(setup, 6, 5_000);
    const checked = expect(transfer).rejects.toMatchObject({ kind: 'timeout' });
    await clock.advance(4_999);
    await clock.advance(1);
    await checked;
  });

  it('is not taken from a transfer that ends in time', async () => {
    const clock = manualClock();
    const { device, answer } = slowDevice();
    const link = await open(device, clock);
    const transfer = link.controlIn(setup, 6, 5_000);
    await clock.advance(4_999);
    answer('00 00 00 00 05 00');
    expect((await transfer).data).toEqual(bytes('00 00 00 00 05 00'));
    await clock.advance(60_000);
    expect((await link.controlOut(setup, bytes('01'), 5_000)).bytes).toBe(1);
  });

  it.each([
    ['comes', (device: ReturnType<typeof slowDevice>) => device.answer('00 00 00 00 05 00')],
    ['fails', (device: ReturnType<typeof slowDevice>) => device.fail(domError('AbortError'))],
  ])('a late reply that %s is never taken for the answer to another request', async (_name, late) => {
    const clock = manualClock();
    const slow = slowDevice();
    const link = await open(slow.device, clock);
    const transfer = link.controlIn(setup, 6, 5_000);
    const checked = expect(transfer).rejects.toMatchObject({ kind: 'timeout' });
    await clock.advance(5_000);
    await checked;
    const asked = slow.calls.length;
    const next = expect(link.controlIn(setup, 6, 5_000)).rejects.toMatchObject({ kind: 'io' });
    late(slow);
    await next;
    await expect(link.controlOut(setup, bytes('01'), 5_000)).rejects.toMatchObject({ kind: 'io' });
    await expect(link.claim(0)).rejects.toMatchObject({ kind: 'io' });
    expect(slow.calls).toHaveLength(asked);
    await link[Symbol.asyncDispose]();
    const again = await open(slow.device, clock);
    expect((await again.controlOut(setup, bytes('01'), 5_000)).bytes).toBe(1);
  });

  it('a claim that never settles means that the driver is missing (Windows without WinUSB)', async () => {
    const clock = manualClock();
    const { device } = fakeDevice({ claimInterface: () => new Promise(() => undefined) });
    const link = await open(device, clock);
    const checked = expect(link.claim(0)).rejects.toMatchObject({ kind: 'no-driver' });
    await clock.advance(5_000);
    await checked;
  });

  it('a claim that settles too late leaves nothing claimed: the device is closed then, and opened anew after that', async () => {
    const clock = manualClock();
    let isClaiming = false;
    let settle: () => void = () => undefined;
    const { device, calls } = fakeDevice({
      claimInterface: () =>
        new Promise((resolve) => {
          isClaiming = true;
          settle = () => {
            isClaiming = false;
            resolve();
          };
        }),
    });
    const { close } = device;
    // Chrome closes no device that it is claiming.
    device.close = () => (isClaiming ? Promise.reject(domError('InvalidStateError')) : close());
    const link = await open(device, clock);
    const checked = expect(link.claim(0)).rejects.toMatchObject({ kind: 'no-driver' });
    await clock.advance(5_000);
    await checked;
    await link[Symbol.asyncDispose]();
    const again = open(device, clock);
    await clock.advance(100);
    expect(calls).not.toContain('close');
    settle();
    await again;
    expect(calls).toEqual(['open', 'configuration 1', 'close', 'open', 'configuration 1']);
  });

  it('a device that is not opened in time is closed when it opens at last', async () => {
    const clock = manualClock();
    let settle: () => void = () => undefined;
    const { device, calls } = fakeDevice({ open: () => new Promise((resolve) => (settle = resolve)) });
    const checked = expect(open(device, clock)).rejects.toMatchObject({ kind: 'timeout' });
    await clock.advance(5_000);
    await checked;
    expect(calls).toEqual([]);
    settle();
    await clock.advance(0);
    expect(calls).toEqual(['close']);
  });
});

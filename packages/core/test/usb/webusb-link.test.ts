import { dfuRequests } from '@odflash/core/dfu';
import type { ControlSetup } from '@odflash/core/ports';
import { openWebUsbLink, type WebUsbDevice, type WebUsbInResult, webUsbInfo } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';
import { type ManualClock, manualClock } from './test-clock.ts';

const setup: ControlSetup = dfuRequests.getStatus(0);

/** A DOMException as far as anyone can tell. */
function domError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

interface Fake {
  readonly device: WebUsbDevice;
  readonly calls: readonly string[];
}

/** A device whose members can be replaced, and which writes down what it is asked. */
function fakeDevice(overrides: Partial<WebUsbDevice> = {}): Fake {
  const calls: string[] = [];
  const note = async (...call: readonly unknown[]) => void calls.push(call.join(' '));
  const device: WebUsbDevice = {
    vendorId: 0x0483,
    productId: 0xdf11,
    deviceVersionMajor: 0x22,
    deviceVersionMinor: 0,
    deviceVersionSubminor: 0,
    manufacturerName: 'STMicroelectronics',
    productName: 'STM32  BOOTLOADER',
    serialNumber: '325E35633334',
    opened: false,
    configuration: null,
    open: () => note('open'),
    close: () => note('close'),
    reset: () => note('reset'),
    selectConfiguration: (value) => note('configuration', value),
    claimInterface: (number) => note('claim', number),
    selectAlternateInterface: (number, alternate) => note('alternate', number, alternate),
    controlTransferIn: async ({ requestType, recipient, request, value, index }, length) => {
      await note('in', requestType, recipient, request, value, index, length);
      return { status: 'ok', data: new DataView(bytes('00 00 00 00 02 00').buffer) };
    },
    controlTransferOut: async ({ requestType, recipient, request, value, index }, data) => {
      await note('out', requestType, recipient, request, value, index, data?.length);
      return { status: 'ok', bytesWritten: data?.length ?? 0 };
    },
    transferIn: async (endpoint, length) => {
      await note('bulk in', endpoint, length);
      return { status: 'ok', data: new DataView(bytes('01 02').buffer) };
    },
    transferOut: async (endpoint, data) => {
      await note('bulk out', endpoint, data.length);
      return { status: 'ok', bytesWritten: data.length };
    },
    ...overrides,
  };
  return { device, calls };
}

const open = (device: WebUsbDevice, clock: ManualClock = manualClock()) =>
  openWebUsbLink(device, { clock, path: 'page-1' });

describe('a WebUSB device as a link', () => {
  it('is opened, configured once, and closed', async () => {
    const { device, calls } = fakeDevice();
    const link = await open(device);
    expect(link.info).toEqual({
      vendorId: 0x0483,
      productId: 0xdf11,
      release: 0x2200,
      path: 'page-1',
      nameOnly: true,
      serial: '325E35633334',
      manufacturer: 'STMicroelectronics',
      product: 'STM32  BOOTLOADER',
    });
    await link.claim(0);
    await link.selectAlternate(0, 2);
    await link.reset();
    await link[Symbol.asyncDispose]();
    expect(calls).toEqual(['open', 'configuration 1', 'claim 0', 'alternate 0 2', 'reset', 'close']);
  });

  it('is not opened or configured again', async () => {
    const { device, calls } = fakeDevice({ opened: true, configuration: {} });
    await open(device);
    expect(calls).toEqual([]);
  });

  it('leaves out names the browser does not know', () => {
    const { device } = fakeDevice({ serialNumber: null, manufacturerName: undefined, productName: '' });
    const ids = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200 };
    expect(webUsbInfo(device, 'x')).toEqual({ ...ids, path: 'x', nameOnly: true });
  });

  it('translates setup packets', async () => {
    const { device, calls } = fakeDevice({ opened: true, configuration: {} });
    const link = await open(device);
    await link.controlIn(setup, 6, 1_000);
    await link.controlIn({ requestType: 0x80, request: 6, value: 0x0304, index: 0x0409 }, 255, 1_000);
    await link.controlIn({ requestType: 0xc0, request: 0x50, value: 1, index: 4 }, 16, 1_000);
    await link.controlOut(dfuRequests.abort(0), new Uint8Array(0), 1_000);
    await link.controlOut(dfuRequests.download(0, 2), new Uint8Array(2048), 1_000);
    expect(calls).toEqual([
      'in class interface 3 0 0 6',
      'in standard device 6 772 1033 255',
      'in vendor device 80 1 4 16',
      'out class interface 6 0 0 0',
      'out class interface 1 2 0 2048',
    ]);
  });

  it('moves bulk data by endpoint number', async () => {
    const { device, calls } = fakeDevice({ opened: true, configuration: {} });
    const link = await open(device);
    expect(await link.bulkIn(0x83, 64, 1_000)).toEqual({ status: 'ok', data: bytes('01 02') });
    expect(await link.bulkOut(0x03, bytes('05 06 07'), 1_000)).toEqual({ status: 'ok', bytes: 3 });
    expect(calls).toEqual(['bulk in 3 64', 'bulk out 3 3']);
  });

  it('hands on stalls, babble and short counts', async () => {
    const results: WebUsbInResult[] = [
      { status: 'stall' },
      { status: 'babble' },
      { data: new DataView(bytes('05').buffer) },
    ];
    const { device } = fakeDevice({
      controlTransferIn: async () => results.shift() ?? {},
      controlTransferOut: async () => ({ status: 'ok', bytesWritten: 100 }),
      transferOut: async () => ({ status: 'stall', bytesWritten: 0 }),
    });
    const link = await open(device);
    expect(await link.controlIn(setup, 6, 1_000)).toEqual({ status: 'stall', data: new Uint8Array(0) });
    expect(await link.controlIn(setup, 6, 1_000)).toEqual({ status: 'babble', data: new Uint8Array(0) });
    expect(await link.controlIn(setup, 6, 1_000)).toEqual({ status: 'ok', data: bytes('05') });
    expect(await link.controlOut(setup, new Uint8Array(2048), 1_000)).toEqual({ status: 'ok', bytes: 100 });
    expect(await link.bulkOut(1, bytes('00'), 1_000)).toEqual({ status: 'stall', bytes: 0 });
  });

  it('gives a view of exactly what came, whatever buffer it came in', async () => {
    const buffer = bytes('ff ff 01 02 03 ff').buffer;
    const { device } = fakeDevice({
      controlTransferIn: async () => ({ status: 'ok', data: new DataView(buffer, 2, 3) }),
    });
    expect((await (await open(device)).controlIn(setup, 6, 1_000)).data).toEqual(bytes('01 02 03'));
  });
});

describe('failures of a WebUSB device', () => {
  it.each([
    ['open', 'SecurityError', 'access'],
    ['open', 'NetworkError', 'busy'],
    ['open', 'NotFoundError', 'disconnected'],
    ['open', 'NotSupportedError', 'no-driver'],
    ['open', 'InvalidStateError', 'io'],
    ['claimInterface', 'NetworkError', 'busy'],
    ['claimInterface', 'SecurityError', 'access'],
    ['claimInterface', 'NotFoundError', 'disconnected'],
    ['selectAlternateInterface', 'NetworkError', 'io'],
    ['selectAlternateInterface', 'NotFoundError', 'disconnected'],
    ['reset', 'NetworkError', 'io'],
    ['controlTransferIn', 'NetworkError', 'io'],
    ['controlTransferIn', 'NotFoundError', 'disconnected'],
    ['controlTransferIn', 'InvalidStateError', 'io'],
    ['controlTransferIn', 'AbortError', 'io'],
    ['controlTransferOut', 'NetworkError', 'io'],
    ['controlTransferOut', 'SecurityError', 'access'],
    ['transferIn', 'NotFoundError', 'disconnected'],
    ['transferOut', 'whatever comes next year', 'io'],
  ] as const)('%s with %s is %s', async (member, name, kind) => {
    const { device } = fakeDevice({ [member]: () => Promise.reject(domError(name)) });
    const attempt = async () => {
      const link = await open(device);
      await link.claim(0);
      await link.selectAlternate(0, 1);
      await link.controlIn(setup, 6, 1_000);
      await link.controlOut(setup, new Uint8Array(1), 1_000);
      await link.bulkIn(1, 1, 1_000);
      await link.bulkOut(1, new Uint8Array(1), 1_000);
      await link.reset();
    };
    await expect(attempt()).rejects.toMatchObject({ name: 'LinkError', kind, cause: { name } });
  });

  it('a close that fails is ignored', async () => {
    const { device } = fakeDevice({ close: () => Promise.reject(domError('NetworkError')) });
    await (await open(device))[Symbol.asyncDispose]();
  });
});

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

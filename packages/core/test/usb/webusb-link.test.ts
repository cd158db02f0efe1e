// A WebUSB device as a link: what is asked of it, what it answers, and its failures.

import { dfuRequests } from '@odflash/core/dfu';
import type { ControlSetup } from '@odflash/core/ports';
import { type WebUsbInResult, webUsbInfo } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';
import { domError, fakeDevice, open } from './fake-webusb.ts';

const setup: ControlSetup = dfuRequests.getStatus(0);

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

  it('passes stalls, babble and short counts on', async () => {
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

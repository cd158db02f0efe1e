// The virtual board at the other end of a TCP connection: what is true in one process must be true over USB/IP.

import { type Clock, LinkError, systemClock, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { dfuCommands, dfuRequests, openDfuTarget } from '@odflash/core/dfu';
import { findRom, waitForDevice } from '@odflash/core/discovery';
import { connectUsbip, encodePdu, serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, type VirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { rawClient } from '../packages/usbip/test/raw-client.ts';
import { until } from './support/manual-clock.ts';

const base = 0x0800_0000;

interface Bench extends AsyncDisposable {
  readonly board: VirtualBoard;
  readonly bus: UsbBus;
  readonly clock: Clock;
}

async function remoteBench(profile: string) {
  // The board lives on virtual time, the client in real time: bytes on their way are nothing a virtual clock can see.
  const board = createVirtualBoard(profile, { clock: virtualClock(), seed: 7 });
  const server = await serveUsbip([board.socket], { port: 0 });
  const bus = connectUsbip({ host: server.host, port: server.port, clock: systemClock, pollMs: 20 });
  return { board, bus, server, clock: systemClock, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function localBench(profile: string): Bench {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock, seed: 7 });
  return { board, clock, bus: virtualBus([board], { clock }), [Symbol.asyncDispose]: async () => undefined };
}

const isRom = ({ vendorId, productId }: UsbDeviceInfo) =>
  vendorId === usbIds.rom.vendorId && productId === usbIds.rom.productId;
const isRuntime = ({ vendorId }: UsbDeviceInfo) => vendorId === 0x1209;

const arrival = async ({ bus, clock }: Bench, match: (device: UsbDeviceInfo) => boolean): Promise<UsbDeviceInfo> => {
  const device = await waitForDevice(bus, match, { clock, timeoutMs: 10_000 });
  if (!device) throw new Error('no such device came');
  return device;
};

/** A DfuSe download with nothing but control transfers; returns every answer of the device. */
async function download(link: UsbLink, image: Uint8Array, eraseAt: readonly number[]): Promise<string[]> {
  const answers: string[] = [];
  const status = async () => {
    const { status: ended, data } = await link.controlIn(dfuRequests.getStatus(0), 6, 40_000);
    answers.push(`${ended} ${Buffer.from(data).toString('hex')}`);
    return data[4];
  };
  const send = async (block: number, data: Uint8Array) => {
    const { status: ended, bytes } = await link.controlOut(dfuRequests.download(0, block), data, 5000);
    answers.push(`${ended} ${bytes}`);
    while ((await status()) === 4);
  };
  await link.claim(0);
  await link.selectAlternate(0, 0);
  const { data: state } = await link.controlIn(dfuRequests.getState(0), 1, 5000);
  answers.push(`state ${state[0]}`);
  if (state[0] === 10) await link.controlOut(dfuRequests.clearStatus(0), new Uint8Array(0), 5000);
  for (const address of eraseAt) await send(0, dfuCommands.eraseSector(address));
  await send(0, dfuCommands.setAddress(base));
  for (let at = 0, block = 2; at < image.length; at += 2048, block++) await send(block, image.subarray(at, at + 2048));
  await link.controlOut(dfuRequests.abort(0), new Uint8Array(0), 5000);
  const { data: back } = await link.controlIn(dfuRequests.upload(0, 2), 2048, 5000);
  answers.push(Buffer.from(back).toString('hex'));
  return answers;
}

const image = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

describe('a virtual board over USB/IP', () => {
  it('is downloaded to exactly as in one process, answer by answer', async () => {
    const results = [];
    for (const bench of [localBench('v3.6-56V+dfu'), await remoteBench('v3.6-56V+dfu')]) {
      await using it = bench;
      await using link = await it.bus.open(await arrival(it, isRom));
      const answers = await download(link, image, [base, base + 0x4000]);
      results.push({ answers, flash: Buffer.from(it.board.flash).toString('base64') });
      expect(Buffer.compare(it.board.flash.subarray(0, image.length), image)).toBe(0);
    }
    expect(results[1]).toEqual(results[0]);
  });

  it('is found by serial, identified, rewritten, compared and started by the DFU target', async () => {
    await using it = await remoteBench('v3.6-56V+dfu');
    const device = await findRom(it.bus, { serial: it.board.serial });
    await using target = await openDfuTarget({ bus: it.bus, device, clock: systemClock });
    const identity = await target.identify();
    expect(identity.board).toMatchObject({ known: true, evidence: 'otp', version: { name: 'v3.6-56V' } });
    const sector = identity.sectors[9]!;
    const block = { address: sector.address, data: image.subarray(0, 16 * 1024) };
    await target.rewrite(sector, [block]);
    expect(await target.matches(block)).toBeUndefined();
    expect(await target.start()).toBe('started');
  });

  it('enumerates for the Linux kernel, request by request', async () => {
    await using it = await remoteBench('v3.6-56V+dfu');
    using client = await rawClient(it.server);
    await client.import('1-1');
    const replies = [];
    for (const request of [
      '80 06 0100 0000 0040',
      '80 06 0100 0000 0012',
      '80 06 0200 0000 0009',
      '80 06 0200 0000 00ff',
      '80 06 0300 0000 00ff',
      '80 06 0302 0409 00ff',
      '80 06 0301 0409 00ff',
      '80 06 0303 0409 00ff',
      '00 09 0001 0000 0000',
    ])
      replies.push(await client.control(request));
    expect(replies.map(({ status }) => status)).toEqual(Array(9).fill(0));
    const { descriptors } = it.board.socket.port!;
    expect(replies[0]?.data).toEqual(descriptors.device);
    expect(replies[3]?.data).toEqual(descriptors.configuration);
    const text = (reply: { data: Uint8Array }) => Buffer.from(reply.data.subarray(2)).toString('utf16le');
    expect(text(replies[5]!)).toBe('STM32  BOOTLOADER');
    expect(text(replies[7]!)).toBe(it.board.serial);
    // The kernel's reset: bootloader states survive neither it nor a new configuration.
    expect((await client.control('80 06 0100 0000 0040')).status).toBe(0);
    expect((await client.control('80 08 0000 0000 0001')).data).toEqual(Uint8Array.of(0));
  });

  it('goes with its supply in mid-erase and returns under the same name', async () => {
    await using it = await remoteBench('v3.6-56V+dfu');
    const rom = await arrival(it, isRom);
    await using link = await it.bus.open(rom);
    await link.claim(0);
    await link.controlOut(dfuRequests.clearStatus(0), new Uint8Array(0), 5000);
    await link.controlOut(dfuRequests.download(0, 0), dfuCommands.eraseSector(base + 0x2_0000), 5000);
    it.board.cutPower();
    await expect(link.controlIn(dfuRequests.getStatus(0), 6, 40_000)).rejects.toMatchObject({ kind: 'disconnected' });
    expect(await it.bus.list()).toEqual([]);
    it.board.power(true);
    expect((await arrival(it, isRom)).path).toBe(rom.path);
  });

  it('re-enumerates as its firmware and back, announced to every watcher', async () => {
    await using it = await remoteBench('v3.6-56V+dfu');
    const rom = await arrival(it, isRom);
    const seen: string[] = [];
    using _watch = it.bus.watch(({ type, device }) => seen.push(`${type} ${device.productId.toString(16)}`));
    await using _link = await it.bus.open(rom);
    it.board.setSwitch('run');
    it.board.powerCycle();
    const runtime = await arrival(it, isRuntime);
    expect(runtime.path).toBe(rom.path);
    await until(() => seen.at(-1) === 'arrived d32');
    it.board.setSwitch('dfu');
    it.board.powerCycle();
    await arrival(it, isRom);
    await until(() => seen.at(-1) === 'arrived df11');
  });

  it('lets a transfer that waits for data be taken back, and the next one through', async () => {
    await using it = await remoteBench('v3.6-56V');
    await using link = await it.bus.open(await arrival(it, isRuntime));
    await link.claim(2);
    const late = link.bulkIn(0x83, 64, 30).then(
      () => 'answered',
      (thrown: unknown) => (thrown instanceof LinkError ? thrown.kind : thrown),
    );
    expect((await link.controlIn({ requestType: 0x80, request: 8, value: 0, index: 0 }, 1, 5000)).data).toEqual(
      Uint8Array.of(1),
    );
    expect(await late).toBe('timeout');
    expect((await link.controlIn({ requestType: 0x80, request: 6, value: 0x0100, index: 0 }, 18, 5000)).status).toBe(
      'ok',
    );
  });

  it('is not disturbed by strangers who send rubbish meanwhile', async () => {
    await using it = await remoteBench('v3.6-56V+dfu');
    await using link = await it.bus.open(await arrival(it, isRom));
    const rubbish = (async () => {
      for (let i = 0; i < 20; i++) {
        using stranger = await rawClient(it.server);
        stranger.send(Uint8Array.from({ length: 64 }, (_, at) => (at * i) & 0xff));
        await until(stranger.closed);
        using thief = await rawClient(it.server);
        thief.send(encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }));
        expect(await thief.wait(1)).toEqual([{ type: 'OP_REP_IMPORT', status: 2 }]);
      }
    })();
    await download(link, image, [base, base + 0x4000]);
    await rubbish;
    expect(Buffer.compare(it.board.flash.subarray(0, image.length), image)).toBe(0);
  });
});

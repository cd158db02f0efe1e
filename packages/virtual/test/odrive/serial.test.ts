// The COM port of a running virtual board as a serial port: the ASCII protocol and native frames, over our own channels.

import {
  asciiChannel,
  asciiLines,
  asciiRelease,
  type ByteStream,
  connectOdrive,
  streamChannel,
} from '@odflash/core/odrive';
import { LinkError } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, connect, openRuntime } from './bench.ts';

const data = { interface: 1, out: 0x01, in: 0x81 } as const;

async function comPort(it: Bench): Promise<ByteStream> {
  const link = await openRuntime(it);
  await link.claim(data.interface);
  return {
    write: async (bytes, timeoutMs) => void (await link.bulkOut(data.out, bytes, timeoutMs)),
    read: async (timeoutMs) => (await link.bulkIn(data.in, 64, timeoutMs)).data,
    [Symbol.asyncDispose]: async () => link[Symbol.asyncDispose](),
  };
}

async function asciiDevice(it: Bench) {
  const stream = await comPort(it);
  const lines = asciiLines(stream, () => it.clock.now());
  const release = await asciiRelease(lines);
  const channel = asciiChannel(lines, release ?? '', async () => stream[Symbol.asyncDispose]());
  if (!channel) throw new Error(`no names for ${release}`);
  return { release, device: await connectOdrive(channel, { clock: it.clock, replyMs: 500 }) };
}

describe('a board with ASCII only', () => {
  it.each(['0.4.1', '0.4.12', '0.5.1', '0.5.2', '0.5.4', '0.5.6'])(
    'with %s is read, written and told by name',
    async (firmware) => {
      const it = bench(`v3.6-56V,firmware=${firmware}`);
      const { release, device } = await asciiDevice(it);
      await using odrive = device;
      expect(release).toBe(firmware);
      expect(await odrive.read('hw_version_variant')).toBe(56);
      expect(await odrive.read('serial_number')).toBe(BigInt(`0x${it.board.serial}`));
      expect(Number(await odrive.read('vbus_voltage'))).toBeCloseTo(36, 0);
      await odrive.write('axis0.motor.config.current_lim', 12.5);
      expect(await odrive.read('axis0.motor.config.current_lim')).toBe(12.5);
      if (odrive.tree.nodes.has('axis0.watchdog_feed')) await odrive.call('axis0.watchdog_feed');
      expect(await odrive.readMany(['axis0.current_state', 'axis1.current_state'])).toEqual([1, 1]);
    },
  );

  it('takes no answer without its checksum for one, nor one that came late', async () => {
    const it = bench('v3.6-56V');
    const stream = await comPort(it);
    const lines = asciiLines(stream, () => it.clock.now());
    await stream.write(new TextEncoder().encode('r vbus_voltage\n'), 100);
    await lines.drain();
    await lines.send('r hw_version_minor', 100);
    expect(await lines.receive(500)).toBe('6');
    await lines.send('r hw_version_major', 100);
    await lines.drain();
    const late = await lines.receive(100).catch((thrown: unknown) => thrown);
    expect(late).toMatchObject({ kind: 'timeout' });
  });

  it('says what it cannot call', async () => {
    const { device } = await asciiDevice(bench('v3.6-56V'));
    await using odrive = device;
    const failed = await odrive.call('get_adc_voltage', [3]).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ code: 'usage', text: { code: 'serial.cannot-call' } });
  });
});

describe('a board with native frames', () => {
  it('does not answer lines, and is connected by packets', async () => {
    const it = bench('v3.6-56V');
    {
      await using odrive = await connect(it);
      await odrive.write('config.usb_cdc_protocol', 0);
    }
    const stream = await comPort(it);
    expect(await asciiRelease(asciiLines(stream, () => it.clock.now()))).toBeUndefined();
    await using odrive = await connectOdrive(
      streamChannel(stream, () => it.clock.now()),
      { clock: it.clock },
    );
    expect(odrive.descriptor.source).toBe('release');
    expect(await odrive.read('hw_version_variant')).toBe(56);
    expect(await odrive.call('test_function', [3])).toEqual([3]);
  });
});

/** A line on which other things are sent, too: between replies and in the middle of them. */
function noisy(stream: ByteStream, seed: number): ByteStream {
  let state = seed;
  const drawn = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const garbage = () => Uint8Array.from({ length: 1 + drawn(12) }, () => (drawn(5) === 0 ? 0x0a : drawn(256)));
  return {
    ...stream,
    read: async (timeoutMs) => {
      const bytes = await stream.read(timeoutMs);
      if (drawn(6) > 0) return bytes;
      const at = drawn(bytes.length + 1);
      return Uint8Array.from([...bytes.slice(0, at), ...garbage(), ...bytes.slice(at)]);
    },
  };
}

describe.each(['lines', 'packets'] as const)('on a line with noise, %s', (protocol) => {
  it.each([1, 2, 3])('never give a wrong value (%i)', async (seed) => {
    const it = bench('v3.6-56V');
    if (protocol === 'packets') {
      await using odrive = await connect(it);
      await odrive.write('config.usb_cdc_protocol', 0);
    }
    const stream = noisy(await comPort(it), seed);
    const now = () => it.clock.now();
    const channel =
      protocol === 'lines'
        ? asciiChannel(asciiLines(stream, now), '0.5.6', async () => undefined)
        : streamChannel(stream, now);
    await using odrive = await connectOdrive(channel!, { clock: it.clock, replyMs: 200 });
    const seen = new Map<unknown, number>();
    for (let read = 0; read < 300; read++) {
      const value = await odrive.read('hw_version_variant').catch(() => 'failed');
      seen.set(value, (seen.get(value) ?? 0) + 1);
    }
    expect([...seen.keys()].filter((value) => value !== 56 && value !== 'failed')).toEqual([]);
    expect(seen.get(56)).toBeGreaterThan(250);
  });
});

it('a port that is gone is said so', async () => {
  const it = bench('v3.6-56V');
  const stream = await comPort(it);
  it.board.power(false);
  expect(
    await asciiRelease(asciiLines(stream, () => it.clock.now())).catch((thrown: unknown) => thrown),
  ).toBeInstanceOf(LinkError);
});

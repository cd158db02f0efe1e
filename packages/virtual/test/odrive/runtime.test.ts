// The running firmware on USB: descriptors, the native protocol, the control endpoint, faults of the connection.

import { type PropertyValue, readEvidence } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { memoryVault } from '../../src/index.ts';
import { releases } from '../../src/odrive/releases.ts';
import { bench, connect, openRuntime } from './bench.ts';

const hex = (text: string) => Uint8Array.from(text.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16));
const setInterface = (interfaceNumber: number) => ({
  requestType: 0x01,
  request: 11,
  value: 0,
  index: interfaceNumber,
});

describe('a running virtual ODrive', () => {
  it('answers the published packets of 0.5.6', async () => {
    const it = bench('v3.6-56V,serial=356933603436');
    await using link = await openRuntime(it);
    await link.claim(2);
    const exchange = async (request: string) => {
      const packet = hex(request);
      expect(await link.bulkOut(0x03, packet, 100)).toEqual({ status: 'ok', bytes: packet.length });
      return (await link.bulkIn(0x83, 64, 100)).data;
    };
    expect((await exchange('81 00 00 80 00 02 00 00 00 00 01 00')).subarray(0, 6)).toEqual(hex('81 80 5B 7B 22 6E'));
    expect(await exchange('82 00 00 80 04 00 FF FF FF FF 01 00')).toEqual(hex('82 80 28 AD A0 C1'));
    expect((await exchange('83 00 11 80 04 00 A0 C1')).subarray(0, 2)).toEqual(hex('83 80'));
    expect(await exchange('84 00 56 80 00 00 00 00 00 40 A0 C1')).toEqual(hex('84 80'));
    expect(await exchange('84 00 56 80 04 00 00 00 80 3F A0 C1')).toEqual(hex('84 80 00 00 00 40'));
    await exchange('85 00 FF 82 00 00 05 00 00 00 A0 C1');
    await exchange('86 00 FE 82 00 00 A0 C1');
    expect(await exchange('87 00 00 83 04 00 A0 C1')).toEqual(hex('87 80 05 00 00 00'));
    expect(await exchange('8A 00 05 80 08 00 A0 C1')).toEqual(hex('8A 80 36 34 60 33 69 35 00 00'));
  });

  it.each([
    ['0.4.12', 30],
    ['0.5.1', 30],
    ['0.5.6', 61],
  ])('of release %s gives at most %i bytes a reply', async (release, limit) => {
    await using link = await openRuntime(bench(`v3.6-56V,firmware=${release}`));
    await link.claim(2);
    await link.bulkOut(0x03, hex('81 00 00 80 00 02 00 00 00 00 01 00'), 100);
    expect((await link.bulkIn(0x83, 64, 100)).data).toHaveLength(limit + 2);
  });

  it.each([
    ['the trailer of other firmware', '83 00 11 80 04 00 A0 C2'],
    ['no trailer worth the name', '83 00 11 80 04 00'],
    ['a reply', '83 80 11 80 04 00 A0 C1'],
    ['no request for a reply', '83 00 11 00 04 00 A0 C1'],
  ])('is silent on %s', async (_name, packet) => {
    await using link = await openRuntime(bench('v3.6-56V'));
    await link.claim(2);
    await link.bulkOut(0x03, hex(packet), 100);
    await expect(link.bulkIn(0x83, 64, 200)).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('ignores writes that are too short or go to what is read-only', async () => {
    const device = await connect(bench('v3.6-56V'));
    await using channel = device;
    const level = 'hw_version_variant';
    expect(await channel.read(level)).toBe(56);
    await channel.write(level, 5);
    expect(await channel.read(level)).toBe(56);
    await channel.write('vbus_voltage', 5);
    expect(Number(await channel.read('vbus_voltage'))).toBeGreaterThan(35);
  });

  it.each(releases.map(({ release, reports }) => [release, reports.join('.')]))(
    'of release %s reports %s, and is known for what it is',
    async (release, reported) => {
      await using device = await connect(bench(`v3.6-56V,firmware=${release}`));
      const { firmware, hardware, axes, configurationLoaded } = await readEvidence(device);
      expect(firmware).toMatchObject({ reported, release });
      expect(hardware).toMatchObject({ version: { name: 'v3.6-56V' } });
      expect(axes.map(({ idle, startup }) => [idle, startup])).toEqual([
        [true, []],
        [true, []],
      ]);
      expect(configurationLoaded).toBe(true);
    },
  );

  it('is connected in less than 50 round trips once its firmware is known', async () => {
    for (const [release, source] of [
      ['0.4.12', 'release'],
      ['0.5.3', 'cache'],
      ['0.5.6', 'release'],
    ] as const) {
      const vault = memoryVault();
      await (await connect(bench(`v3.6-56V,firmware=${release}`), { vault }))[Symbol.asyncDispose]();
      await using device = await connect(bench(`v3.5-24V,firmware=${release}`), { vault });
      expect(device.descriptor.source).toBe(source);
      expect(device.roundTrips).toBeLessThan(50);
      expect(await device.read('hw_version_minor')).toBe(5);
    }
  });

  it('serves a browser, which cannot take a transfer back', async () => {
    const it = bench('v3.6-56V', 'chrome');
    await using device = await connect(it);
    expect(await device.read('hw_version_variant')).toBe(56);
  });
});

describe('the control endpoint', () => {
  it.each([
    ['0.4.12', 'stall', 'stall', 'stall'],
    ['0.5.6', 'ok', 'ok', 'stall'],
  ])('of release %s answers SET_INTERFACE on 0, 1, 2 with %s, %s, %s', async (release, ...expected) => {
    await using link = await openRuntime(bench(`v3.6-56V,firmware=${release}`));
    const answers: PropertyValue[] = [];
    for (const number of [0, 1, 2]) {
      const { status } = await link.controlOut(setInterface(number), new Uint8Array(0), 100);
      answers.push(status as never);
    }
    expect(answers).toEqual(expected);
  });

  it('serves the Microsoft OS descriptors of 0.4.12 with their mistakes, and stalls them in 0.5.6', async () => {
    const ask = async (release: string, requestType: number, index: number, length: number) => {
      await using link = await openRuntime(bench(`v3.6-56V,firmware=${release}`));
      await link.claim(0);
      await link.claim(5).catch(() => undefined);
      return await link.controlIn({ requestType, request: 0x50, value: 0, index }, length, 100);
    };
    const id = await ask('0.4.12', 0xc0, 4, 40);
    expect(id.data.subarray(0, 10)).toEqual(hex('28 00 00 00 00 01 04 00 01 00'));
    expect(new TextDecoder().decode(id.data.subarray(18, 24))).toBe('WINUSB');
    // It sends as much as was asked for, whatever it has.
    expect((await ask('0.4.12', 0xc0, 4, 64)).data).toHaveLength(64);
    expect((await ask('0.5.6', 0xc0, 4, 40)).status).toBe('stall');
  });
});

describe('a wire that misbehaves', () => {
  const session = async (it: ReturnType<typeof bench>) => {
    await using device = await connect(it);
    const { serial } = await readEvidence(device);
    await device.exchange('axis0.motor.config.current_lim', 33);
    return { serial, limit: await device.read('axis0.motor.config.current_lim') };
  };

  it.each(['timeout', 'lost', 'short', 'stall', 'bus-reset'])('%s at any transfer costs time only', async (fault) => {
    await session(bench('v3.6-56V'));
    for (let at = 1; at <= 49; at += 6) {
      const it = bench(`v3.6-56V,${fault}-at=${at}`);
      expect(await session(it)).toEqual({ serial: it.board.serial, limit: 33 });
    }
  });

  it.each(['replug', 'crash', 'gone', 'power-cut'])(
    '%s at any transfer ends in one error, and nothing hangs',
    async (fault) => {
      for (let at = 1; at <= 49; at += 8) {
        const it = bench(`v3.6-56V,${fault}-at=${at}`);
        await expect(session(it)).rejects.toMatchObject({ code: 'disconnected' });
      }
    },
  );
});

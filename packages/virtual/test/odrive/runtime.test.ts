import {
  applyRestore,
  backupOf,
  boardVersion,
  collectConfiguration,
  enterDfuMode,
  eraseConfiguration,
  idleAxes,
  type PropertyValue,
  planRestore,
  readEvidence,
  rebootOdrive,
  saveConfiguration,
} from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { createVirtualBoard, factoryFirmware } from '../../src/index.ts';
import { releases } from '../../src/odrive/releases.ts';
import { bench, connect, memoryVault, openRuntime, romOf, runtimeOf } from './bench.ts';

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
    ['no wish for a reply', '83 00 11 00 04 00 A0 C1'],
  ])('is silent on %s', async (_name, packet) => {
    await using link = await openRuntime(bench('v3.6-56V'));
    await link.claim(2);
    await link.bulkOut(0x03, hex(packet), 100);
    await expect(link.bulkIn(0x83, 64, 200)).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('ignores writes that are too short or go to what is read-only', async () => {
    const device = await connect(bench('v3.6-56V'));
    await using channel = device;
    expect(await channel.read('vbus_voltage')).toBe(36);
    await channel.write('vbus_voltage', 5);
    expect(await channel.read('vbus_voltage')).toBe(36);
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
    for (const release of ['0.4.12', '0.5.6']) {
      const vault = memoryVault();
      await (await connect(bench(`v3.6-56V,firmware=${release}`), { vault }))[Symbol.asyncDispose]();
      await using device = await connect(bench(`v3.5-24V,firmware=${release}`), { vault });
      expect(device.descriptor.source).toBe('cache');
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

describe('the configuration', () => {
  const change = 'axis0.motor.config.current_lim';

  it.each(['0.4.12', '0.5.6'])('of release %s is there again after saving and a restart', async (release) => {
    const it = bench(`v3.6-56V,firmware=${release}`);
    const device = await connect(it);
    expect(await device.read(change)).toBe(25);
    await device.write(change, 33);
    const outcome = await saveConfiguration(device);
    expect(outcome).toBe(release === '0.5.6' ? 'restarting' : 'done');
    await device[Symbol.asyncDispose]();
    it.board.powerCycle();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(33);
    expect(Number(await again.read('user_config_loaded'))).toBeGreaterThan(0);
  });

  it('is lost when it was not saved', async () => {
    const it = bench('v3.6-56V');
    const device = await connect(it);
    await device.write(change, 33);
    expect(await rebootOdrive(device)).toBe('restarting');
    await device[Symbol.asyncDispose]();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(25);
  });

  it.each([
    ['0.4.12', 'done'],
    ['0.5.6', 'restarting'],
  ])('of release %s is erased: %s', async (release, expected) => {
    const it = bench(`v3.6-56V,firmware=${release}`);
    const device = await connect(it);
    expect(await eraseConfiguration(device)).toBe(expected);
    await device[Symbol.asyncDispose]();
    it.board.powerCycle();
    await using again = await connect(it);
    expect(await again.read(change)).toBe(10);
    expect((await readEvidence(again)).configurationLoaded).toBe(false);
    expect(it.board.flash.subarray(0xc0000).every((byte) => byte === 0xff)).toBe(true);
  });

  it('is not saved while an axis is armed', async () => {
    const it = bench('v3.6-56V');
    await using device = await connect(it);
    await device.write('axis0.requested_state', 4);
    expect(await saveConfiguration(device)).toBe('refused');
  });

  it('survives a power cut at any moment of saving, old or new', async () => {
    for (let ms = 0; ms < 160; ms += 13) {
      const it = bench('v3.6-56V');
      const device = await connect(it);
      await device.write(change, 33);
      const saving = saveConfiguration(device).catch(() => 'cut');
      await it.clock.sleep(ms);
      it.board.cutPower();
      await saving;
      await device[Symbol.asyncDispose]();
      it.board.power(true);
      await using again = await connect(it);
      expect([25, 33]).toContain(await again.read(change));
    }
  });

  const flashRelease = (it: ReturnType<typeof bench>, release: string) => {
    const version = boardVersion('v3.6-56V')!;
    it.board.power(false);
    it.board.flash.fill(0xff, 0, 0xc0000);
    it.board.flash.set(factoryFirmware(version, 9, undefined, release));
    it.board.power(true);
  };

  it.each([
    ['0.5.5', '0.5.6'],
    ['0.5.3', '0.5.4'],
    ['0.4.12', '0.5.6'],
  ])('of %s cannot be read by %s, and is there again when the old firmware is', async (old, next) => {
    const it = bench(`v3.6-56V,firmware=${old}`);
    flashRelease(it, next);
    const after = await connect(it);
    expect((await readEvidence(after)).configurationLoaded).toBe(false);
    expect(await after.read(change)).toBe(10);
    await after[Symbol.asyncDispose]();
    flashRelease(it, old);
    await using back = await connect(it);
    expect(await back.read(change)).toBe(25);
  });

  it('goes from 0.5.5 to 0.5.6 by backup and restore, all of it but what the firmware takes back', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const before = await connect(it);
    const values = await collectConfiguration(before);
    const { serial } = await readEvidence(before);
    const backup = backupOf(before.tree, values, { serial, firmware: '0.5.5' });
    await before[Symbol.asyncDispose]();
    flashRelease(it, '0.5.6');
    await using after = await connect(it);
    const plan = planRestore({ backup, target: { tree: after.tree, serial, firmware: '0.5.6' } });
    if (plan.kind !== 'plan') throw new Error('refused');
    expect(new Set(plan.skipped.map(({ reason }) => reason))).toEqual(new Set(['read-only']));
    const outcome = await applyRestore(after, plan.writes);
    expect(outcome.values.filter((value) => value.outcome === 'not-kept')).toEqual([]);
    expect(outcome.written).toBeGreaterThan(10);
    expect(await after.read(change)).toBe(25);
    expect(await saveConfiguration(after)).toBe('restarting');
  });

  it('never gets a pre_calibrated encoder written, as in life', async () => {
    await using device = await connect(bench('v3.6-56V'));
    await device.write('axis0.encoder.config.pre_calibrated', true);
    expect(await device.read('axis0.encoder.config.pre_calibrated')).toBe(false);
    await device.write('axis0.motor.config.pre_calibrated', true);
    expect(await device.read('axis0.motor.is_calibrated')).toBe(true);
  });
});

describe('the axes', () => {
  async function calibrated(it: ReturnType<typeof bench>) {
    const device = await connect(it);
    await device.write('axis0.requested_state', 3);
    await it.clock.sleep(15_000);
    return device;
  }

  it('calibrate, hold a load, and let go when told to', async () => {
    const it = bench('v3.6-56V');
    await using device = await calibrated(it);
    expect(await device.read('axis0.encoder.is_ready')).toBe(true);
    await device.write('axis0.requested_state', 8);
    expect(await device.read('axis0.motor.is_armed')).toBe(true);
    expect((await readEvidence(device)).axes.map(({ idle }) => idle)).toEqual([false, true]);
    expect(await idleAxes(device, it.clock)).toBe(true);
    expect(await device.read('axis0.motor.is_armed')).toBe(false);
  });

  it('hold a load, or move by themselves, where the profile says so', async () => {
    const it = bench('v3.6-56V,motor=armed,startup=closed-loop');
    await using device = await connect(it);
    const { axes } = await readEvidence(device);
    expect(axes[0]).toMatchObject({ idle: false, stateName: 'closed loop control' });
    expect(axes[0]?.startup).toHaveLength(3);
    expect(await saveConfiguration(device)).toBe('refused');
    expect(await idleAxes(device, it.clock)).toBe(true);
    it.board.reset();
    await it.clock.sleep(20_000);
    await using again = await connect(it);
    expect((await readEvidence(again)).axes.map(({ idle }) => idle)).toEqual([false, true]);
  });

  it('refuse closed loop control uncalibrated, with an error that can be cleared', async () => {
    await using device = await connect(bench('v3.6-56V'));
    await device.write('axis1.requested_state', 8);
    expect(await device.read('axis1.current_state')).toBe(1);
    expect(await device.read('axis1.error')).toBe(1);
    await device.call('clear_errors');
    expect(await device.read('axis1.error')).toBe(0);
  });

  it('act by themselves after a restart where a startup flag is set', async () => {
    const it = bench('v3.6-56V');
    const device = await connect(it);
    await device.write('axis0.config.startup_motor_calibration', true);
    await saveConfiguration(device);
    await device[Symbol.asyncDispose]();
    await using again = await connect(it);
    expect((await readEvidence(again)).axes[0]?.startup).toEqual(['axis0.config.startup_motor_calibration']);
    await it.clock.sleep(2_000);
    expect(await again.read('axis0.motor.is_calibrated')).toBe(false);
    await it.clock.sleep(4_000);
    expect(await again.read('axis0.motor.is_calibrated')).toBe(true);
    expect(await again.read('axis0.current_state')).toBe(1);
  });
});

describe('entering DFU mode', () => {
  it.each(['0.4.12', '0.5.6'])(
    'release %s gives way to the bootloader with the same serial number',
    async (release) => {
      const it = bench(`v3.5-24V,firmware=${release}`);
      const device = await connect(it);
      expect(await enterDfuMode(device)).toBe('restarting');
      await device[Symbol.asyncDispose]();
      expect((await romOf(it))?.serial).toBe(it.board.serial);
      expect(await it.bus.list()).toHaveLength(1);
    },
  );

  it('is silently refused on boards up to v3.4', async () => {
    const it = bench('v3.4-48V,firmware=0.4.12');
    await using device = await connect(it);
    expect(await enterDfuMode(device)).toBe('refused');
    expect(it.board.running()).toBe('odrive');
  });
});

describe('firmware that was built for another board', () => {
  const starts = async (profile: string, image: string, release: string) => {
    const it = bench(profile, 'linux', (board) => {
      board.power(false);
      board.flash.set(factoryFirmware(boardVersion(image)!, 3, undefined, release));
      board.power(true);
    });
    return (await runtimeOf(it)) !== undefined;
  };

  it('hangs from 0.5.2 on, and runs before', async () => {
    expect(await starts('v3.5-48V', 'v3.6-56V', '0.5.6')).toBe(false);
    expect(await starts('v3.5-48V', 'v3.5-24V', '0.5.6')).toBe(false);
    expect(await starts('v3.5-48V', 'v3.5-48V', '0.5.6')).toBe(true);
    expect(await starts('v3.5-48V', 'v3.6-56V', '0.4.12')).toBe(true);
  });

  it('runs on blank OTP, except in 0.5.2', async () => {
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.6')).toBe(true);
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.3')).toBe(true);
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.2')).toBe(false);
  });

  it('reports OTP up to 0.4.12, its build where OTP is blank, and says so where it can', async () => {
    const evidence = async (profile: string) => {
      await using device = await connect(bench(profile));
      return (await readEvidence(device)).hardware;
    };
    expect(await evidence('v3.6-56V,firmware=0.4.12')).toMatchObject({ variant: 56, evidence: 'claim' });
    expect(await evidence('v3.6-56V')).toMatchObject({ variant: 56, evidence: 'proof' });
    expect(await evidence('v3.6-56V,otp=blank')).toMatchObject({ variant: 56, evidence: 'claim' });
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

describe('a board kept between processes', () => {
  it('is in the state it was left in', async () => {
    const it = bench('v3.6-56V');
    expect(createVirtualBoard('v3.6-56V', { clock: it.clock }).running()).toBe('odrive');
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

it('does not get to USB when its descriptor was overwritten in part', async () => {
  const { board, clock } = bench('v3.6-56V');
  board.flash.fill(0x01, 0x8000, 0x8100);
  board.powerCycle();
  await clock.sleep(5000);
  expect(board.running()).toBe('odrive');
  expect(board.socket.port).toBeUndefined();
});

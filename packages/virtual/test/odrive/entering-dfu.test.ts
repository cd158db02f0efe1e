// From the firmware to the bootloader, and firmware that does not start.

import { boardVersion } from '@odflash/core';
import { enterDfuMode, readEvidence } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { factoryFirmware } from '../../src/index.ts';
import { bench, connect, romOf, runtimeOf } from './bench.ts';

describe('entering DFU mode', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])(
    'release %s enters the bootloader with the same serial number',
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
    expect(await starts('v3.5-48V', 'v3.5-24V', '0.5.1')).toBe(true);
    expect(await starts('v3.5-48V', 'v3.5-24V', '0.5.2')).toBe(false);
  });

  it('runs on blank OTP, except in 0.5.2', async () => {
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.6')).toBe(true);
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.3')).toBe(true);
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.2')).toBe(false);
    expect(await starts('v3.6-56V,otp=blank', 'v3.6-56V', '0.5.1')).toBe(true);
  });

  it('does not know a record in the second place from 0.5.2 on, and believes it before', async () => {
    const profile = 'v3.6-56V,otp=corrected';
    expect(await starts(profile, 'v3.6-56V', '0.5.2')).toBe(false);
    expect(await starts(profile, 'v3.6-56V', '0.5.6')).toBe(false);
    expect(await starts(profile, 'v3.6-56V', '0.5.1')).toBe(true);
    await using device = await connect(bench(`${profile},firmware=0.5.1`));
    expect((await readEvidence(device)).hardware).toMatchObject({ variant: 56 });
  });

  it("runs on another maker's OTP up to 0.5.1 and takes its own build for the board", async () => {
    const profile = 'v3.6-56V,otp=foreign';
    expect(await starts(profile, 'v3.6-56V', '0.5.3')).toBe(false);
    expect(await starts(profile, 'v3.5-24V', '0.5.1')).toBe(true);
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

it('does not get to USB when its descriptor was overwritten in part', async () => {
  const { board, clock } = bench('v3.6-56V');
  board.flash.fill(0x01, 0x8000, 0x8100);
  board.powerCycle();
  await clock.sleep(5000);
  expect(board.running()).toBe('odrive');
  expect(board.socket.port).toBeUndefined();
});

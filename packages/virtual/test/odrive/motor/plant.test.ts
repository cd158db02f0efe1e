// A virtual axis in closed loop control follows its inputs, within its limits, and what is measured fits together.

import type { OdriveDevice, PropertyValue } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { connect, bench as makeBench } from '../bench.ts';

const read = async (device: OdriveDevice, ...paths: readonly string[]) =>
  (await device.readMany(paths.map((path) => `axis0.${path}`))).map(Number);

async function armed(firmware = '0.5.6') {
  const it = makeBench(`v3.6-56V,motor=armed,firmware=${firmware}`);
  const device = await connect(it);
  const write = (path: string, value: PropertyValue) => device.write(`axis0.${path}`, value);
  return { ...it, device, write };
}

describe('an axis in closed loop control', () => {
  it('goes to its setpoint and stays there', async () => {
    const { device, write, clock } = await armed();
    await write('controller.input_pos', 3);
    await clock.sleep(300);
    const [moving = 0, speed = 0, current = 0] = await read(
      device,
      'encoder.pos_estimate',
      'encoder.vel_estimate',
      'motor.current_control.Iq_measured',
    );
    expect(moving).toBeGreaterThan(0.1);
    expect(moving).toBeLessThan(2);
    expect(speed).toBeGreaterThan(1);
    expect(current).toBeGreaterThan(0);
    await clock.sleep(4_000);
    const [there = 0, still = 1, counts, cpr = 0] = await read(
      device,
      'encoder.pos_estimate',
      'encoder.vel_estimate',
      'encoder.shadow_count',
      'encoder.config.cpr',
    );
    expect(there).toBeCloseTo(3, 2);
    expect(Math.abs(still)).toBeLessThan(0.01);
    expect(counts).toBeCloseTo(there * cpr, -1);
  });

  it('keeps to its velocity limit and its current limit', async () => {
    const { device, write, clock } = await armed();
    await write('controller.config.vel_limit', 5);
    await write('motor.config.current_lim', 2);
    await write('controller.input_pos', 1000);
    for (let time = 0; time < 20; time++) {
      await clock.sleep(50);
      const [speed = 0, current = 0] = await read(device, 'encoder.vel_estimate', 'motor.current_control.Iq_setpoint');
      expect(speed).toBeLessThan(5.5);
      expect(Math.abs(current)).toBeLessThanOrEqual(2.001);
    }
  });

  it('in velocity mode continues turning while it is not observed', async () => {
    const { device, write, clock } = await armed();
    await write('controller.config.control_mode', 2);
    await write('controller.input_vel', 1.5);
    await clock.sleep(5_000);
    const [before = 0] = await read(device, 'encoder.pos_estimate');
    await clock.sleep(60_000);
    const [after = 0] = await read(device, 'encoder.pos_estimate');
    expect(after - before).toBeCloseTo(90, 0);
  });

  it('takes current from the bus and warms up under load', async () => {
    const { device, write, clock } = await armed();
    await write('controller.config.control_mode', 1);
    await write('controller.input_torque', 0.3);
    await clock.sleep(500);
    const [bus = 0] = await read(device, 'motor.I_bus');
    expect(bus).toBeGreaterThan(0.05);
    expect(Number(await device.read('ibus'))).toBeCloseTo(bus, 1);
    for (let time = 0; time < 60; time++) {
      await clock.sleep(1_000);
      await read(device, 'encoder.vel_estimate');
    }
    const [warm = 0] = await read(device, 'motor.fet_thermistor.temperature');
    expect(warm).toBeGreaterThan(25.5);
    expect(warm).toBeLessThan(40);
  });

  it('rolls out when it is let go, and is still then', async () => {
    const { device, write, clock } = await armed();
    await write('controller.config.control_mode', 2);
    await write('controller.input_vel', 2);
    await clock.sleep(1_000);
    await write('requested_state', 1);
    const [rolling = 0, current] = await read(device, 'encoder.vel_estimate', 'motor.current_control.Iq_measured');
    expect(rolling).toBeGreaterThan(1);
    expect(current).toBe(0);
    await clock.sleep(1_900);
    const [still = 1] = await read(device, 'encoder.vel_estimate');
    expect(Math.abs(still)).toBeLessThan(0.05);
  });

  it('counts encoder steps with firmware 0.4', async () => {
    const { device, write, clock } = await armed('0.4.12');
    await write('controller.pos_setpoint', 8192);
    await clock.sleep(2_000);
    const [there = 0] = await read(device, 'encoder.pos_estimate');
    expect(Math.abs(there - 8192)).toBeLessThan(40);
  });
});

it('an idle axis is exactly still', async () => {
  const it = makeBench('v3.6-56V');
  await using device = await connect(it);
  const paths = ['encoder.pos_estimate', 'encoder.vel_estimate', 'motor.current_control.Iq_measured', 'motor.I_bus'];
  await it.clock.sleep(100_000);
  expect(await read(device, ...paths)).toEqual([0, 0, 0, 0]);
  expect(await read(device, 'motor.fet_thermistor.temperature')).toEqual([25]);
});

describe('what tools ask for', () => {
  it('the oscilloscope ends where its buffer ends', async () => {
    await using device = await connect(makeBench('v3.6-56V'));
    expect(await device.call('oscilloscope.get_val', [4095])).toEqual([0]);
    expect(await device.call('oscilloscope.get_val', [4096])).toEqual([Number.NaN]);
    await using old = await connect(makeBench('v3.6-56V,firmware=0.4.12'));
    const [volts] = await old.call('get_oscilloscope_val', [3]);
    expect(Number(volts)).toBeGreaterThan(20);
  });

  it('the task timers disarm themselves', async () => {
    await using device = await connect(makeBench('v3.6-56V'));
    await device.write('task_timers_armed', true);
    expect(await device.read('task_timers_armed')).toBe(false);
  });
});

// The COM port of a running board: writes complete, lines are answered, frames of native packets where the board is set to them.

import { createDeframer, encodeFrame } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { bench, connect, openRuntime } from './bench.ts';

async function openPort(profile: string) {
  const it = bench(profile);
  const link = await openRuntime(it);
  await link.claim(1);
  const write = (text: string) => link.bulkOut(0x01, new TextEncoder().encode(text), 100);
  const read = async () => new TextDecoder().decode((await link.bulkIn(0x81, 64, 100)).data);
  return { it, link, write, read, [Symbol.asyncDispose]: () => link[Symbol.asyncDispose]() };
}

describe('the COM port of a running board', () => {
  it('takes what is written, understood or not, however much', async () => {
    await using port = await openPort('v3.6-56V');
    for (let packets = 0; packets < 200; packets++) {
      expect(await port.write('0123456789'.repeat(6))).toMatchObject({ status: 'ok', bytes: 60 });
    }
    await expect(port.read()).rejects.toMatchObject({ kind: 'timeout' });
  });

  it.each(['0.4.12', '0.5.1', '0.5.6'])('answers ASCII lines: %s', async (release) => {
    await using port = await openPort(`v3.6-56V,serial=356933603436,firmware=${release}`);
    const ask = async (line: string) => {
      await port.write(line);
      return await port.read();
    };
    expect(await ask('r vbus_voltage\n')).toMatch(/^3[56]\.\d{6}\r\n$/);
    expect(await ask('r config.dc_bus_undervoltage_trip_level\n')).toBe('8.000000\r\n');
    expect(await ask('r axis0.config.startup_motor_calibration\r')).toBe('0\r\n');
    expect(await ask('r axis0\n')).toBe('invalid property\r\n');
    expect(await ask('r\n')).toBe('invalid command format\r\n');
    expect(await ask('w axis1.motor.config.current_lim 12.5\nr axis1.motor.config.current_lim\n')).toBe(
      '12.500000\r\n',
    );
    expect(await ask('w vbus_voltage 3\n')).toBe('not implemented\r\n');
    expect(await ask('v 2 1\n')).toBe('invalid motor 2\r\n');
    expect(await ask('zap\n')).toBe('unknown command\r\n');
    expect(await ask('f 0 ; where is it\n')).toMatch(/^0\.0+ 0\.0+\r\n$/);
    const about = await ask('i!');
    expect(about).toContain('Hardware version: 3.6-56V\r\n');
    expect(about.length + (await port.read()).length).toBeGreaterThan(60);
  });

  it('answers checked lines with checksums and ignores wrong ones', async () => {
    await using port = await openPort('v3.6-56V');
    const line = 'r user_config_loaded';
    const checksum = [...line].reduce((sum, character) => sum ^ character.charCodeAt(0), 0);
    await port.write(`${line}*${checksum + 1}\n`);
    await expect(port.read()).rejects.toMatchObject({ kind: 'timeout' });
    await port.write(`${line}*${checksum}\n`);
    expect(await port.read()).toMatch(/^\d+\*\d+\r\n$/);
  });

  it('sets inputs, and saves, erases and restarts as the native functions do', async () => {
    await using port = await openPort('v3.6-56V');
    await port.write('q 1 2.5 7 0.5\np 0 1.5\n');
    await port.write(
      'r axis1.controller.input_pos\nr axis1.controller.config.vel_limit\nr axis0.controller.input_pos\n',
    );
    expect(await port.read()).toBe('2.500000\r\n7.000000\r\n1.500000\r\n');
    await port.write('w axis0.motor.config.current_lim 17\nss\n');
    await port.it.clock.sleep(5_000);
    await using device = await connect(port.it);
    expect(await device.read('axis0.motor.config.current_lim')).toBe(17);
  });

  it('uses the native protocol in frames where the board is set to it', async () => {
    const request = Uint8Array.of(0x81, 0, 0, 0x80, 0, 2, 0, 0, 0, 0, 1, 0);
    for (const [release, setting, most] of [
      ['0.5.1', 'config.enable_ascii_protocol_on_usb', 30],
      ['0.5.6', 'config.usb_cdc_protocol', 125],
    ] as const) {
      await using port = await openPort(`v3.6-56V,firmware=${release}`);
      await port.write(`w ${setting} 0\n`);
      await port.link.bulkOut(0x01, encodeFrame(request), 100);
      const deframer = createDeframer();
      const packets: Uint8Array[] = [];
      while (packets.length === 0) packets.push(...deframer.push((await port.link.bulkIn(0x81, 64, 100)).data));
      expect(packets[0]).toHaveLength(2 + most);
      expect(new TextDecoder().decode(packets[0]?.subarray(2, 6))).toBe('[{"n');
    }
  });
});

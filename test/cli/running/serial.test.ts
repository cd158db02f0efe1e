// A board at a serial port, opened by the real library: read, set, plotted.

import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';
import { boardAt, hasPty } from './serial-terminal.ts';

describe.skipIf(!hasPty)('a board at a serial port', () => {
  it.each(['0.4.12', '0.5.6'])('with %s is read, set, called and plotted in ASCII', async (firmware) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`);
    const serial = ['--serial-port', port.path];
    const got = await odflash(['get', 'hw_version_variant', 'vbus_voltage', ...serial]);
    expect([got.status, got.stderr]).toEqual([0, expect.any(String)]);
    expect(got.stdout).toMatch(/^hw_version_variant +56$/m);
    const path = firmware === '0.4.12' ? 'axis0.controller.vel_setpoint' : 'axis0.controller.input_vel';
    const set = await odflash(['set', path, '0.5', ...serial, '--yes', '--json']);
    expect(set.last()).toMatchObject({ ok: true, outcome: 'changed', found: 0.5 });
    const status = await odflash(['status', ...serial]);
    expect(status.status).toBe(0);
    expect(status.stdout).toContain(`firmware ${firmware}`);
    const plot = await odflash(['plot', 'vbus_voltage', '--duration', '1', ...serial]);
    expect(plot.status).toBe(0);
    expect(plot.stdout.split('\n').length).toBeGreaterThan(3);
  });

  it.each([
    ['0.4.12', 'ascii'],
    ['0.5.6', 'ascii'],
    ['0.5.6', 'native'],
  ] as const)('with %s has its configuration set in %s', async (firmware, speaks) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`, speaks);
    const serial = ['--serial-port', port.path];
    const set = ['set', 'config.brake_resistance', '1.25', ...serial, '--yes', '--json'];
    expect((await odflash(set)).last()).toMatchObject({ ok: true, outcome: 'changed', value: 1.25 });
    const mapping = await odflash(['get', 'config.gpio3_analog_mapping', ...serial]);
    expect(mapping.status, mapping.stderr).toBe(0);
    expect(/mapping\.endpoint/.test(mapping.stdout)).toBe(speaks === 'native');
    const dumped = await odflash(['shell', '-e', 'dumpErrors(odrv0)', ...serial]);
    expect([dumped.status, dumped.stderr]).toEqual([0, '']);
    expect(dumped.stdout).toContain('No errors');
  });

  it('answers after an incomplete line of another program', async () => {
    await using port = await boardAt('v3.6-56V');
    await writeFile(port.path, 'r vbus_vol');
    const { status, stdout, stderr } = await odflash(['get', 'hw_version_variant', '--serial-port', port.path]);
    expect([status, stdout], stderr).toEqual([0, expect.stringContaining('56')]);
  });

  it('is not asked for what the ASCII protocol cannot call', async () => {
    await using port = await boardAt('v3.6-56V');
    const called = await odflash(['call', 'get_adc_voltage', '1', '--serial-port', port.path]);
    expect([called.status, called.stderr.match(/Retrying/g)]).toEqual([2, null]);
    expect(called.stderr).toContain('The ASCII protocol cannot call get_adc_voltage.');
  });

  it('moves nothing without consent', async () => {
    await using port = await boardAt('v3.6-56V');
    const words = ['set', 'axis0.requested_state', '4', '--serial-port', port.path, '--yes', '--json'];
    expect((await odflash(words)).last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
  });

  it('that is silent is reported with what to check', async () => {
    await using port = await boardAt('v3.6-56V', 'ascii');
    port.cut();
    const { status, stderr } = await odflash(['get', 'vbus_voltage', '--serial-port', port.path]);
    expect([status, stderr]).toEqual([6, expect.stringContaining('answers, in the ASCII or the native protocol')]);
    expect(stderr).toContain('baud rate');
  });

  it('that does not exist is reported', async () => {
    const { status, stderr } = await odflash(['get', 'vbus_voltage', '--serial-port', '/dev/ttyNOWHERE']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/The serial port \/dev\/ttyNOWHERE could not be opened/);
  });
});

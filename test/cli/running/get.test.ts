// odflash get: values, patterns and objects of a running board, and names that do not exist.

import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';

const get = (paths: readonly string[], profile = 'v3.6-56V', more: readonly string[] = []) =>
  odflash(['get', ...paths, '--virtual', profile, ...more]);

describe('get', () => {
  it('of an empty path, or of one without an end, says so in one line', async () => {
    expect((await get([''])).stderr).toContain('This firmware has no "".');
    const endless = await get(['axis0.'.repeat(3_000)]);
    expect([endless.status, endless.stderr.length < 1_000]).toEqual([2, true]);
  });

  it('prints values with their units, states and errors by name', async () => {
    const { status, stdout } = await get(
      ['vbus_voltage', 'axis*.current_state', 'axis0.encoder.error', 'axis0.config.startup_motor_calibration'],
      'v3.6-24V,axis0.encoder.error=0x5',
    );
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^vbus_voltage +2[34]\.\d+ V$/),
      expect.stringMatching(/^axis0\.current_state +AXIS_STATE_IDLE \(1\)$/),
      expect.stringMatching(/^axis1\.current_state +AXIS_STATE_IDLE \(1\)$/),
      expect.stringMatching(/^axis0\.encoder\.error +0x5 UNSTABLE_GAIN NO_RESPONSE$/),
      expect.stringMatching(/^axis0\.config\.startup_motor_calibration +false$/),
      '',
    ]);
  });

  it.each(['0.4.1', '0.4.12', '0.5.1', '0.5.6'])('reads every value of a board with %s', async (firmware) => {
    const { status, stdout } = await get(['*'], `v3.6-56V,firmware=${firmware}`);
    expect(status).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(200);
    expect(stdout).not.toMatch(/undefined|\[object/);
  });

  it('gives scripts values as JSON, what JSON has no numbers for as text', async () => {
    const { lines } = await get(['serial_number', 'config.dc_max_positive_current', 'axis0.error'], undefined, [
      '--json',
    ]);
    const values = lines().find(({ type }) => type === 'values')?.values;
    expect(values).toMatchObject([
      { path: 'serial_number', value: expect.stringMatching(/^\d{10,}$/) },
      { path: 'config.dc_max_positive_current', value: 'Infinity', unit: 'A' },
      { path: 'axis0.error', value: 0, flags: [] },
    ]);
  });

  it('watches as often as it is asked to', async () => {
    const { lines } = await get(['vbus_voltage'], undefined, ['--every', '50', '--times', '3', '--json']);
    expect(lines().filter(({ type }) => type === 'values')).toHaveLength(3);
  });

  it('refuses what the firmware does not have, with the nearest names', async () => {
    const { status, stderr } = await get(['vbus_volage']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/has no vbus_volage[\s\S]*vbus_voltage/);
    expect((await get(['reboot'])).stderr).toMatch(/is a function/);
  });
});

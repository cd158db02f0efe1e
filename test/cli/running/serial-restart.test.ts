// A board at a serial port that restarts: the port stays, and only the board itself says that it has begun anew.

import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';
import { boardAt, hasPty } from './serial-terminal.ts';

const ways = [
  ['0.4.12', 'ascii'],
  ['0.5.6', 'ascii'],
  ['0.5.6', 'native'],
] as const;

const flag = 'axis0.config.startup_encoder_index_search';

describe.skipIf(!hasPty)('a board at a serial port that restarts', () => {
  it.each(ways)('with %s saves in %s after a yes, with the startup flags named', async (firmware, speaks) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`, speaks);
    const serial = ['--serial-port', port.path];
    expect((await odflash(['set', flag, 'true', ...serial, '--yes'])).status).toBe(0);
    const asked = await odflash(['save', ...serial]);
    expect([asked.status, asked.stderr]).toEqual([3, expect.stringContaining('startup_encoder_index_search')]);
    const saved = await odflash(['save', ...serial, '--yes', '--json']);
    expect(saved.last()).toMatchObject({ ok: true, outcome: 'saved', restarted: firmware === '0.5.6' });
    expect((await odflash(['reset', ...serial, '--yes', '--disarm', '--json'])).last()).toMatchObject({ ok: true });
    expect((await odflash(['get', flag, ...serial])).stdout).toMatch(/ true$/m);
  });

  it.each(ways)('with %s is restarted in %s, and loses what was not saved', async (firmware, speaks) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`, speaks);
    const serial = ['--serial-port', port.path];
    expect((await odflash(['set', 'config.brake_resistance', '1.25', ...serial, '--yes'])).status).toBe(0);
    const { status, stderr, stdout } = await odflash(['reset', ...serial]);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/running/i);
    expect(stderr).not.toMatch(/Retrying|lost/);
    expect((await odflash(['get', 'config.brake_resistance', ...serial])).stdout).toMatch(/ 0\.5 /);
  });

  it('saves together with what is set', async () => {
    await using port = await boardAt('v3.6-56V');
    const serial = ['--serial-port', port.path];
    const set = await odflash(['set', 'config.brake_resistance', '1.25', '--save', ...serial, '--yes', '--json']);
    expect(set.last()).toMatchObject({ ok: true, outcome: 'changed', saved: true });
    expect((await odflash(['reset', ...serial])).status).toBe(0);
    expect((await odflash(['get', 'config.brake_resistance', ...serial])).stdout).toContain('1.25');
  });

  it('is calibrated with consent, and only then', async () => {
    await using port = await boardAt('v3.6-56V');
    const calibrate = ['calibrate', 'axis0', 'motor', '--serial-port', port.path, '--yes', '--json'];
    const asked = await odflash(calibrate);
    expect(asked.last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
    const serial = /[0-9A-F]{12}/.exec(asked.stdout)?.[0];
    port.consent();
    const done = await odflash([...calibrate, '--consent', `move=${serial}:axis0`]);
    expect(done.last()).toMatchObject({ ok: true, outcome: 'calibrated' });
    const state = await odflash(['get', 'axis0.current_state', '--serial-port', port.path]);
    expect(state.stdout).toContain('IDLE');
  });

  it.each(['ascii', 'native'] as const)('cannot be followed into DFU mode (%s)', async (speaks) => {
    await using port = await boardAt('v3.6-56V', speaks);
    const { status, stderr } = await odflash(['shell', '-e', 'odrv0.enter_dfu_mode()', '--serial-port', port.path]);
    expect([status, stderr]).toEqual([expect.any(Number), expect.stringContaining('cannot be followed into DFU mode')]);
    expect(status).not.toBe(0);
  });

  it.each([
    ['--via', 'stlink'],
    ['--serial', '0123456789AB'],
    ['--path', '1-1'],
  ])('cannot be chosen together with %s', async (option, value) => {
    const { status, stderr } = await odflash(['reset', '--serial-port', '/dev/ttyUSB0', option, value]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`cannot be combined with ${option}`)]);
  });
});

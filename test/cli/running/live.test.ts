// odflash set of live values, call and save, as a person and a script meet them.

import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';

describe('set of a live value', () => {
  it('stops an armed axis without --yes', async () => {
    const { status, stderr } = await odflash([
      'set',
      'axis0.requested_state',
      'idle',
      '--virtual',
      'v3.6-56V,motor=armed',
    ]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^axis0 is idle\. A load that its motor held may fall\.$/m);
  });

  it('shows the line that consents where an axis is armed, and runs with it', async () => {
    const words = ['set', 'axis0.controller.input_vel', '0.5', '--virtual', 'v3.6-56V,motor=armed', '--yes'];
    const refused = await odflash([...words, '--json']);
    expect(refused.last()).toMatchObject({ code: 'not-confirmed', exit: 3, board: 'untouched' });
    const { consent } = refused.last().details as { readonly consent: string };
    const done = await odflash([...words, '--consent', consent, '--json']);
    expect(done.last()).toMatchObject({ ok: true, outcome: 'changed', before: 0, value: 0.5, found: 0.5 });
  });

  it('starts no motor without consent, and waits for the end of what was started', async () => {
    const words = ['set', 'axis0.requested_state', 'MOTOR_CALIBRATION', '--virtual', 'v3.6-56V', '--yes'];
    const refused = await odflash([...words, '--json']);
    expect(refused.last()).toMatchObject({ code: 'not-confirmed', exit: 3, board: 'untouched' });
    const { consent } = refused.last().details as { readonly consent: string };
    const done = await odflash([...words, '--consent', consent]);
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(/Ctrl-C sets it to IDLE/);
    expect(done.stderr).toMatch(/^axis0 is idle again\.$/m);
  });

  it('starts nothing uncalibrated, and says what helps', async () => {
    const { status, stderr } = await odflash(['set', 'axis0.requested_state', '8', '--yes', '--virtual', 'v3.6-56V']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/The motor and the encoder of axis0 are not calibrated/);
  });

  it.each([
    ['axis0.requested_state', 'AXIS_STATE_CLOSED_LOOP', /one of: IDLE, .*CLOSED_LOOP_CONTROL/],
    ['axis0.controller.config.control_mode', 'POS', /one of: .*POSITION_CONTROL/],
    ['axis0.motor.config.pole_pairs', '7.5', /whole number from -2147483648 to 2147483647/],
    ['axis0.controller.config.vel_limit', '1,5', /decimal point/],
    ['axis0.config.startup_homing', 'maybe', /true or false/],
    ['odrv0.axis0.controller.config.vel_limit', '5', /meant: axis0\.controller\.config\.vel_limit/],
    ['axis0.motor.config.direction', '1', /meant: axis0\.encoder\.config\.direction/],
  ])('says what %s takes instead of %s', async (path, value, says) => {
    const { status, stderr } = await odflash(['set', path, value, '--yes', '--virtual', 'v3.6-56V']);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(says);
  });

  it('keeps nothing', async () => {
    const save = await odflash(['set', 'axis0.controller.input_vel', '1', '--save', '--virtual', 'v3.6-56V']);
    expect(save.status).toBe(2);
  });

  it('takes the names of enumerations for settings, too', async () => {
    const words = ['set', 'axis0.controller.config.control_mode', 'VELOCITY_CONTROL', '--yes', '--json'];
    const { last } = await odflash([...words, '--virtual', 'v3.6-56V']);
    expect(last()).toMatchObject({ ok: true, outcome: 'changed', value: 2 });
  });
});

it('call prints what returned, and negative inputs follow --', async () => {
  const { status, stdout } = await odflash(['call', 'test_function', '--virtual', 'v3.6-56V', '--', '-5']);
  expect([status, stdout]).toEqual([0, 'test_function.cnt  -5\n']);
});

it.each([
  ['reboot', 'reset'],
  ['save_configuration', 'save'],
  ['enter_dfu_mode', 'enter-dfu'],
])('call of %s, which has a command of its own, prints that command as it runs here', async (path, command) => {
  const { status, stderr } = await odflash(['call', path, '--virtual', 'v3.6-56V']);
  expect(status).toBe(2);
  expect(stderr).toMatch(new RegExp(`^ {2}odflash ${command} --virtual v3\\.6-56V$`, 'm'));
});

describe('calibrate', () => {
  it('tells what will move, asks for the consent, and shows what has changed', async () => {
    const words = ['calibrate', 'axis0', '--virtual', 'v3.6-56V', '--yes'];
    const refused = await odflash([...words, '--json']);
    expect(refused.last()).toMatchObject({ code: 'not-confirmed', exit: 3, board: 'untouched' });
    const { consent } = refused.last().details as { readonly consent: string };
    const done = await odflash([...words, '--consent', consent]);
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(/step 3 of 3: encoder offset calibration/);
    expect(done.stderr).toMatch(/axis0\.encoder\.is_ready +false → true/);
  });

  it('takes the number of the axis, and no other part than there is', async () => {
    const board = ['--virtual', 'v3.6-56V', '--yes', '--dry-run', '--json'];
    expect((await odflash(['calibrate', '1', 'motor', ...board])).last()).toMatchObject({ code: 'not-confirmed' });
    expect((await odflash(['calibrate', 'axis0', 'brake', ...board])).status).toBe(2);
    expect((await odflash(['calibrate', 'axis2', ...board])).status).toBe(2);
  });
});

it('save asks where a motor would move after the restart', async () => {
  const board = ['--virtual', 'v3.6-56V,startup=calibration', '--json'];
  expect((await odflash(['save', ...board])).last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
  expect((await odflash(['save', ...board, '--yes'])).last()).toMatchObject({ ok: true, restarted: true });
});

// Values and functions of a running board, by what they may do to a motor. The virtual board counts the axes that clients armed:
// without consent that is none.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { Said } from '../../src/messages/said.ts';
import { callFunction } from '../../src/running/live/call-function.ts';
import { classOfCall, classOfWrite } from '../../src/running/live/classes.ts';
import { setLive } from '../../src/running/live/set-live.ts';
import { saveBoard } from '../../src/running/settings/save-board.ts';
import { failure } from '../flash/bench.ts';
import { connect, bench as makeBench, readAll } from '../update/bench.ts';
import { bench, consent, endpointOf, losingReplies, set } from './live-bench.ts';

describe('what would start a motor', () => {
  it('needs consent for the axis, which --yes does not replace', async () => {
    for (const firmware of ['0.4.12', '0.5.1', '0.5.6']) {
      const it = bench(`v3.6-56V,firmware=${firmware}`);
      for (const value of ['AXIS_STATE_MOTOR_CALIBRATION', '3', '2'])
        expect(await failure(set(it, 'axis0.requested_state', value))).toMatchObject({
          code: 'not-confirmed',
          board: 'untouched',
          details: { consent: `move=${it.board.serial}:axis0` },
        });
      expect(await readAll(it, ['axis0.current_state'])).toEqual([1]);
    }
  });

  it.each([
    ['not-confirmed', 'v3.6-56V', '4', []],
    ['axis-not-ready', 'v3.6-56V', '8', [0]],
    ['axis-armed', 'v3.6-56V,motor=armed', '4', [0]],
  ] as const)('ends a dry run as the run itself: %s', async (code, profile, value, axes) => {
    const it = bench(profile);
    for (const dryRun of [true, false])
      expect(
        await failure(
          set(it, 'axis0.requested_state', value, { consent: axes.flatMap((axis) => consent(it, axis)), dryRun }),
        ),
      ).toMatchObject({ code, board: 'untouched' });
  });

  it('is not started by a dry run with the consent', async () => {
    const it = bench('v3.6-56V');
    const report = await set(it, 'axis0.requested_state', '4', { consent: consent(it, 0), dryRun: true });
    expect(report).toMatchObject({ outcome: 'planned', before: 0, value: 4 });
    expect(await readAll(it, ['axis0.current_state'])).toEqual([1]);
  });

  it.each(['0', '99', 'SENSORLESS_CONTROL'])('is refused where this firmware has no such state: %s', async (value) => {
    const it = bench('v3.6-56V');
    const outcome = set(it, 'axis0.requested_state', value, { consent: consent(it, 0) });
    expect(await failure(outcome)).toMatchObject({ code: 'usage', board: 'untouched' });
  });

  it('needs consent as a function too, also one that the tables do not know', async () => {
    const it = bench('v3.6-56V,motor=armed');
    for (const path of ['axis0.controller.start_anticogging_calibration', 'axis0.watchdog_feed'])
      expect(await failure(callFunction(it.env, { path, args: [], ask: acceptWarnings }))).toMatchObject({
        code: 'not-confirmed',
      });
  });

  it('counts as armed when a client does it, which the virtual board notices', async () => {
    const it = makeBench('v3.6-56V,calibration=motor');
    await using odrive = await connect(it);
    it.board.recorder.consent(0);
    await odrive.write('axis0.requested_state', 4);
    await odrive.write('axis1.requested_state', 1);
    expect(it.board.recorder.armings).toMatchObject([{ axis: 0, state: 4 }]);
  });
});

describe('stopping', () => {
  it.each(['IDLE', '1', 'AXIS_STATE_IDLE'])('by %s is done at once, without a question', async (value) => {
    const it = bench('v3.6-56V,motor=armed');
    const asked: unknown[] = [];
    const ask = async (question: unknown) => void asked.push(question);
    expect(await set(it, 'axis0.requested_state', value, { ask })).toMatchObject({ outcome: 'stopped' });
    expect(asked).toEqual([]);
    expect(await readAll(it, ['axis0.current_state'])).toEqual([1]);
  });

  it('needs nothing either where no person can be asked, and in a dry run leaves the axis', async () => {
    const it = bench('v3.6-56V,motor=armed');
    expect(await setLive(it.env, { path: 'axis0.requested_state', value: '1', dryRun: true })).toMatchObject({
      outcome: 'planned',
    });
    expect(await readAll(it, ['axis0.current_state'])).toEqual([8]);
    expect(await setLive(it.env, { path: 'axis0.requested_state', value: '1' })).toMatchObject({ outcome: 'stopped' });
  });
});

describe('a value that moves an armed axis', () => {
  const path = 'axis0.controller.input_vel';

  it('is written without a question while all axes are idle', async () => {
    const it = bench('v3.6-56V');
    expect(await set(it, path, '0.5', { ask: undefined })).toMatchObject({ outcome: 'changed', before: 0, found: 0.5 });
  });

  it('needs consent for the axis that a person armed, which no yes replaces', async () => {
    const it = bench('v3.6-56V,motor=armed');
    const refused = await failure(set(it, path, '0.5'));
    expect(refused).toMatchObject({ code: 'not-confirmed', details: { consent: `move=${it.board.serial}:axis0` } });
    expect(inEnglish(refused.details.danger as Said)).toMatch(/closed loop control, 0\.00 turn\/s, CONTROL_MODE_/);
    expect(await failure(set(it, path, '0.5', { consent: consent(it, 1) }))).toMatchObject({ code: 'not-confirmed' });
    expect(await readAll(it, [path])).toEqual([0]);
    expect(await set(it, path, '0.5', { consent: consent(it, 0) })).toMatchObject({ outcome: 'changed' });
  });

  it('of the other axis needs none, unless the armed one follows it', async () => {
    const it = bench('v3.6-56V,motor=armed');
    const other = 'axis1.controller.input_vel';
    expect(await set(it, other, '0.5')).toMatchObject({ outcome: 'changed' });
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.controller.config.axis_to_mirror', 1);
      await odrive.write('axis0.controller.config.input_mode', 7);
    }
    expect(await failure(set(it, other, '0.75'))).toMatchObject({ code: 'not-confirmed' });
  });

  it('of the other axis needs one, too, where the armed one is controlled by its encoder', async () => {
    const it = bench('v3.6-56V,motor=armed');
    await using odrive = await connect(it);
    await odrive.write('axis0.controller.config.load_encoder_axis', 1);
    await odrive[Symbol.asyncDispose]();
    const refused = await failure(set(it, 'axis1.controller.input_vel', '0.75'));
    expect(refused).toMatchObject({ code: 'not-confirmed', details: { consent: `move=${it.board.serial}:axis0` } });
  });

  it('is sent once while an axis is armed, also when its reply gets lost', async () => {
    for (const [profile, most] of [
      ['v3.6-56V,motor=armed', 1],
      ['v3.6-56V', 2],
    ] as const) {
      const it = bench(profile);
      const lossy = losingReplies(it, { endpoint: await endpointOf(it, path), bytes: 12 });
      const report = await setLive(lossy.env, { path, value: '0.5', consent: consent(it, 0) });
      expect(report).toMatchObject({ outcome: 'changed', found: 0.5 });
      expect(lossy.sent()).toBe(most);
    }
  });
});

describe('what cannot be written', () => {
  it.each([
    ['axis0.controller.input_vl', '1', /axis0\.controller\.input_vel/],
    ['vbus_voltage', '1', /odflash get vbus_voltage/],
    ['axis0.controller', '1', /odflash get axis0\.controller/],
    ['reboot', '1', /odflash call reboot/],
    ['axis0.controller.input_vel', 'nan', /finite/],
    ['axis0.controller.input_vel', 'inf', /finite/],
    ['axis0.controller.input_vel', 'fast', /finite/],
    ['axis0.requested_state', '8.5', /one of: IDLE/],
    ['axis0.requested_state', '300', /one of: IDLE/],
  ])('%s = %s is refused with the reason', async (path, value, next) => {
    const refused = await failure(set(bench('v3.6-56V'), path, value));
    expect(refused).toMatchObject({ code: 'usage', board: 'untouched' });
    expect(inEnglish(refused.next)).toMatch(next);
  });
});

describe('saving', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('on a board with %s keeps what was set', async (firmware) => {
    const it = bench(`v3.6-56V,firmware=${firmware}`);
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.motor.config.pole_pairs', 14);
    }
    const report = await saveBoard(it.env, { ask: acceptWarnings });
    expect(report).toMatchObject({ outcome: 'saved', restarted: firmware === '0.5.6' });
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([14]);
  });

  it('lists the startup flags that will act, and asks', async () => {
    const it = bench('v3.6-56V,startup=calibration');
    const refused = await failure(saveBoard(it.env, {}));
    expect(refused).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['startup'] } });
    expect(await saveBoard(it.env, { ask: acceptWarnings, dryRun: true })).toMatchObject({ outcome: 'planned' });
  });

  it('waits for no armed axis', async () => {
    const it = bench('v3.6-56V,motor=armed');
    expect(await failure(saveBoard(it.env, { ask: acceptWarnings }))).toMatchObject({ code: 'axis-armed' });
  });
});

it('what is in no table counts as dangerous', () => {
  expect(classOfWrite('axis0.some_new_thing', 1)).toBe('moves-if-armed');
  expect(classOfCall('axis0.some_new_thing').class).toBe('moves-now');
  expect(classOfWrite('axis0.motor.error', 0)).toBe('harmless');
  expect(classOfWrite('axis0.motor.error', 1)).toBe('moves-if-armed');
  expect(classOfWrite('axis0.requested_state', 0)).toBe('moves-now');
});

// Values and functions of a running board, by what they may do to a motor. The virtual board counts the axes that clients armed:
// without consent that is none.

import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import type { Consent } from '../../src/ask/consent.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { Said } from '../../src/messages/said.ts';
import { findFunction, findProperty } from '../../src/odrive/tree.ts';
import { LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '../../src/ports.ts';
import { callFunction } from '../../src/running/live/call-function.ts';
import { classOfCall, classOfWrite } from '../../src/running/live/classes.ts';
import { type SetLiveRequest, setLive } from '../../src/running/live/set-live.ts';
import { saveBoard } from '../../src/running/settings/save-board.ts';
import { failure } from '../flash/bench.ts';
import { connect, bench as makeBench, readAll } from '../update/bench.ts';

type Bench = ReturnType<typeof makeBench>;
const benches: Bench[] = [];

function bench(profile: string): Bench {
  const made = makeBench(profile);
  benches.push(made);
  return made;
}

afterEach(() => {
  for (const { board } of benches.splice(0)) expect(board.recorder.armings).toEqual([]);
});

const set = ({ env }: Bench, path: string, value: string, more: Partial<SetLiveRequest> = {}) =>
  setLive(env, { path, value, ask: acceptWarnings, ...more });
const consent = ({ board }: Bench, axis: number): readonly Consent[] => [{ what: 'move', serial: board.serial, axis }];

async function endpointOf(it: Bench, path: string): Promise<number> {
  await using odrive = await connect(it);
  return (findProperty(odrive.tree, path) ?? findFunction(odrive.tree, path))?.endpoint ?? -1;
}

/** The reply to the first request of that length to that endpoint gets lost. `sent`: such requests so far. */
function losingReplies({ env }: Bench, { endpoint, bytes }: { readonly endpoint: number; readonly bytes: number }) {
  let sent = 0;
  let losing = false;
  const open = async (device: UsbDeviceInfo): Promise<UsbLink> => {
    const link = await env.bus.open(device);
    const bulkOut: UsbLink['bulkOut'] = (pipe, data, timeoutMs) => {
      const isMeant = data.length === bytes && (((data[3] ?? 0) << 8) | (data[2] ?? 0)) === (endpoint | 0x8000);
      if (isMeant) losing = ++sent === 1;
      return link.bulkOut(pipe, data, timeoutMs);
    };
    const bulkIn: UsbLink['bulkIn'] = async (pipe, length, timeoutMs) => {
      const reply = await link.bulkIn(pipe, length, timeoutMs);
      if (!losing) return reply;
      losing = false;
      throw new LinkError('timeout', 'the reply got lost');
    };
    return Object.assign(Object.create(link) as UsbLink, { bulkOut, bulkIn });
  };
  const bus: UsbBus = Object.assign(Object.create(env.bus) as UsbBus, { open });
  return { env: { ...env, bus }, sent: () => sent };
}

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

describe('a function', () => {
  const call = (it: Bench, path: string, ...args: string[]) =>
    callFunction(it.env, { path, args, ask: acceptWarnings });

  it('that only looks gives its results', async () => {
    const it = bench('v3.6-56V');
    expect(await call(it, 'test_function', '-5')).toMatchObject({ outcome: 'called', outputs: [{ value: -5 }] });
    expect(await call(it, 'get_drv_fault')).toMatchObject({
      outputs: [{ path: 'get_drv_fault.drv_fault', value: 0n }],
    });
  });

  it('with other inputs than it takes is refused with what it takes', async () => {
    const it = bench('v3.6-56V');
    expect(inEnglish((await failure(call(it, 'test_function'))).next)).toBe('It takes delta (int32).');
    expect((await failure(call(it, 'test_function', 'x'))).message).toContain('"x"');
    expect(inEnglish((await failure(call(it, 'get_drv_fault', '1'))).next)).toBe('Call it without inputs.');
    expect(inEnglish((await failure(call(it, 'vbus_voltage'))).next)).toBe('Use odflash get vbus_voltage.');
  });

  it('has arguments that are neither called nor written by themselves', async () => {
    const it = bench('v3.6-56V');
    const next = 'Use odflash call test_function.';
    expect(inEnglish((await failure(call(it, 'test_function.delta', '3'))).next)).toBe(next);
    const written = await failure(set(it, 'test_function.delta', '3'));
    expect([written.code, inEnglish(written.next)]).toEqual(['usage', next]);
    expect(await readAll(it, ['test_function.delta'])).toEqual([0]);
  });

  it.each([
    ['save_configuration', 'odflash save'],
    ['reboot', 'odflash reset'],
    ['erase_configuration', 'odflash erase --only-config'],
    ['enter_dfu_mode', 'odflash enter-dfu'],
    ['clear_errors', 'odflash status --clear'],
  ])('%s is left to %s', async (path, next) => {
    const it = bench('v3.6-56V');
    expect(await failure(call(it, path))).toMatchObject({
      code: 'usage',
      next: saying(`Use ${next}.`),
      board: 'untouched',
    });
    expect(it.board.running()).toBe('odrive');
  });

  it('that may start a motor needs the consent for its own axis, and for no other', async () => {
    const it = bench('v3.6-56V,motor=ready');
    const path = 'axis1.controller.start_anticogging_calibration';
    const called = (given: readonly Consent[]) =>
      failure(callFunction(it.env, { path, args: [], ask: acceptWarnings, consent: given }));
    const refused = { code: 'not-confirmed', details: { consent: `move=${it.board.serial}:axis1` } };
    expect(await called([])).toMatchObject(refused);
    expect(await called(consent(it, 0))).toMatchObject(refused);
    const report = await callFunction(it.env, { path, args: [], ask: acceptWarnings, consent: consent(it, 1) });
    expect(report).toMatchObject({ outcome: 'called' });
  });

  it('that releases a load needs confirmation', async () => {
    const it = bench('v3.6-56V');
    const path = 'axis0.mechanical_brake.release';
    expect(await failure(callFunction(it.env, { path, args: [] }))).toMatchObject({ code: 'not-confirmed' });
    expect(await call(it, path)).toMatchObject({ outcome: 'called' });
  });

  it.each([
    ['axis0.mechanical_brake.release', 'releases a load', { sent: 1, outcome: 'unknown', outputs: [] }],
    ['get_drv_fault', 'only looks', { sent: 2, outcome: 'called', outputs: [{ value: 0n }] }],
  ] as const)('%s, which %s, is called again or not when its reply gets lost', async (path, _, expected) => {
    const it = bench('v3.6-56V');
    // Sequence number, endpoint, length of the reply and checksum, two bytes each.
    const lossy = losingReplies(it, { endpoint: await endpointOf(it, path), bytes: 8 });
    const report = await callFunction(lossy.env, { path, args: [], ask: acceptWarnings });
    expect({ ...report, sent: lossy.sent() }).toMatchObject(expected);
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

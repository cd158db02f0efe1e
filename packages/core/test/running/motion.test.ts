// Axes that are armed with consent, held, and released; on virtual boards, which count what is armed without consent.

import { describe, expect, it } from 'vitest';
import type { Consent } from '../../src/ask/consent.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { LinkError, type UsbBus, type UsbLink } from '../../src/ports.ts';
import { openSession } from '../../src/running/live/session.ts';
import { type SetLiveReport, type SetLiveRequest, setLive } from '../../src/running/live/set-live.ts';
import { saveBoard } from '../../src/running/settings/save-board.ts';
import { setSetting } from '../../src/running/settings/set-setting.ts';
import { failure } from '../flash/bench.ts';
import { bench as makeBench, readAll } from '../update/bench.ts';

type Bench = ReturnType<typeof makeBench>;
const state = 'axis0.requested_state';
/** Motor and encoder; the index is still to be found. */
const calibrated = 'v3.6-56V,calibration=full';

/** A board whose axis 0 may be moved with the consent. */
function bench(profile: string): Bench & { readonly consent: readonly Consent[] } {
  const made = makeBench(profile);
  made.board.recorder.consent(0);
  return { ...made, consent: [{ what: 'move', serial: made.board.serial, axis: 0 }] };
}

/** Asks for a state, and stops after so many milliseconds. */
async function start(
  it: ReturnType<typeof bench>,
  value: string,
  more: Partial<SetLiveRequest> & { readonly stopAfter?: number } = {},
): Promise<SetLiveReport> {
  const stop = new AbortController();
  const { stopAfter, ...others } = more;
  if (stopAfter !== undefined) void it.clock.sleep(stopAfter).then(() => stop.abort());
  return setLive(it.env, {
    path: state,
    value,
    ask: acceptWarnings,
    consent: it.consent,
    signal: stop.signal,
    ...others,
  });
}

/** A board that has found its index. */
async function ready(profile = calibrated): Promise<ReturnType<typeof bench>> {
  const it = bench(profile);
  expect(await start(it, 'ENCODER_INDEX_SEARCH')).toMatchObject({ outcome: 'ended', errors: [] });
  it.board.recorder.clear();
  return it;
}

describe('an axis that is started', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('with %s is held until it is stopped, and is idle then', async (firmware) => {
    const it = await ready(`${calibrated},firmware=${firmware}`);
    const during: unknown[] = [];
    void it.clock.sleep(5_000).then(async () => during.push(...it.board.recorder.armings));
    const report = await start(it, 'CLOSED_LOOP_CONTROL', { stopAfter: 20_000 });
    expect(report).toMatchObject({ outcome: 'released', errors: [] });
    expect(during).toMatchObject([{ axis: 0, state: 8 }]);
    expect(await readAll(it, ['axis0.current_state', 'axis0.error', 'axis0.config.watchdog_timeout'])).toEqual([
      1, 0, 0,
    ]);
    expect(await it.vault.list('watchdog-')).toEqual([]);
  });

  it('has its watchdog restored even if its note was removed meanwhile', async () => {
    const it = await ready();
    const note = `watchdog-${it.board.serial}-axis0.json`;
    void it.clock.sleep(2_000).then(async () => {
      expect(await it.vault.get(note)).toBeDefined();
      await it.vault.remove(note);
    });
    await start(it, 'CLOSED_LOOP_CONTROL', { stopAfter: 5_000 });
    const paths = ['axis0.config.enable_watchdog', 'axis0.config.watchdog_timeout'];
    expect(await readAll(it, paths)).toEqual([false, 0]);
  });

  it.each([
    ['MOTOR_TYPE_HIGH_CURRENT', false],
    ['MOTOR_TYPE_GIMBAL', true],
  ])('with a motor of %s is announced with what its limit means', async (value, gimbal) => {
    const it = bench('v3.6-56V');
    await setSetting(it.env, { path: 'axis0.motor.config.motor_type', value, ask: acceptWarnings });
    const refused = await failure(setLive(it.env, { path: state, value: 'MOTOR_CALIBRATION', ask: acceptWarnings }));
    expect(refused).toMatchObject({ code: 'not-confirmed', details: { danger: { params: { gimbal } } } });
  });

  it('that ends by itself is waited for', async () => {
    const it = bench('v3.6-56V');
    expect(await start(it, 'MOTOR_CALIBRATION')).toMatchObject({ outcome: 'ended', errors: [] });
    expect(await readAll(it, ['axis0.motor.is_calibrated', 'axis0.config.enable_watchdog'])).toEqual([true, false]);
  });

  it('stays where it is: inputs that a person left are set to the estimate', async () => {
    const it = await ready();
    await setLive(it.env, { path: 'axis0.controller.input_pos', value: '40' });
    await setLive(it.env, { path: 'axis0.controller.input_vel', value: '3' });
    await start(it, '8', { stopAfter: 3_000 });
    const [position, velocity, input] = await readAll(it, [
      'axis0.encoder.pos_estimate',
      'axis0.controller.input_vel',
      'axis0.controller.input_pos',
    ]);
    expect(Number(position)).toBeCloseTo(0, 1);
    expect(Number(input)).toBeCloseTo(0, 1);
    expect(velocity).toBe(0);
  });

  it.each([
    ['axis0.motor.error=8', calibrated],
    ['bus=5', calibrated],
  ])('is refused on a board with %s', async (trouble, profile) => {
    const it = bench(`${profile},${trouble}`);
    expect(await failure(start(it, '8'))).toMatchObject({ code: 'axis-not-ready', board: 'untouched' });
    expect(it.board.recorder.armings).toEqual([]);
  });

  it('is refused uncalibrated where the state needs it', async () => {
    const it = bench('v3.6-56V');
    expect(await failure(start(it, '8'))).toMatchObject({ code: 'axis-not-ready', details: { axis: 'axis0' } });
    const half = bench('v3.6-56V,calibration=motor');
    expect(await failure(start(half, '8'))).toMatchObject({ code: 'axis-not-ready' });
  });

  it('is left armed only on request', async () => {
    const it = await ready();
    expect(await start(it, '8', { leaveArmed: true })).toMatchObject({ outcome: 'armed' });
    await it.clock.sleep(10_000);
    expect(await readAll(it, ['axis0.current_state', 'axis0.config.enable_watchdog'])).toEqual([8, false]);
    expect(await failure(start(it, '8'))).toMatchObject({ code: 'axis-armed' });
  });
});

/** A bus that ends like a pulled cable, for this program alone. */
function cuttable({ env }: Bench) {
  let isCut = false;
  const check = () => {
    if (isCut) throw new LinkError('disconnected', 'the cable is pulled');
  };
  const open: UsbBus['open'] = async (device) => {
    check();
    const link = await env.bus.open(device);
    const bulkOut: UsbLink['bulkOut'] = async (...transfer) => {
      check();
      return link.bulkOut(...transfer);
    };
    return Object.assign(Object.create(link) as UsbLink, { bulkOut });
  };
  const list: UsbBus['list'] = async () => (isCut ? [] : env.bus.list());
  const bus: UsbBus = Object.assign(Object.create(env.bus) as UsbBus, { open, list });
  return {
    env: { ...env, bus },
    cut: (is: boolean) => {
      isCut = is;
    },
  };
}

/** A bus that does something when the request to arm was executed, before its answer is read. */
function onArming({ env }: Bench, act: () => void) {
  let count = 0;
  const open: UsbBus['open'] = async (device) => {
    const link = await env.bus.open(device);
    const bulkOut: UsbLink['bulkOut'] = async (...transfer) => {
      const [, data] = transfer;
      const result = await link.bulkOut(...transfer);
      // Sequence, endpoint and length of the answer, one byte of value, and the checksum.
      const isArming = data.length === 9 && data[6] === 8;
      if (!isArming) return result;
      count += 1;
      act();
      return result;
    };
    return Object.assign(Object.create(link) as UsbLink, { bulkOut });
  };
  const bus: UsbBus = Object.assign(Object.create(env.bus) as UsbBus, { open });
  return { env: { ...env, bus }, count: () => count };
}

describe('an axis that is armed while something else happens', () => {
  it('is armed once, whatever becomes of the connection before the answer', async () => {
    const it = await ready();
    const wire = onArming(it, () => it.board.injectFaults('replug-at=1'));
    await start({ ...it, env: wire.env }, '8', { stopAfter: 4_000 }).catch(() => undefined);
    expect(wire.count()).toBe(1);
    expect(it.board.recorder.armings).toHaveLength(1);
    expect(await readAll(it, ['axis0.current_state'])).toEqual([1]);
  });

  it('is not left armed where a person stops before the answer', async () => {
    const it = await ready();
    const stop = new AbortController();
    const wire = onArming(it, () => stop.abort());
    await start({ ...it, env: wire.env }, '8', { signal: stop.signal }).catch(() => undefined);
    expect(wire.count()).toBe(1);
    // Sooner than its watchdog would end it.
    await it.clock.sleep(200);
    expect(await readAll(it, ['axis0.current_state', 'axis0.error'])).toEqual([1, 0]);
    expect(await it.vault.list('watchdog-')).toEqual([]);
  });
});

describe('an error', () => {
  it.each([
    ['of the other axis', 'axis1.motor.error=8'],
    ['that is only remembered', 'axis0.last_drv_fault=1'],
  ])('%s does not keep an axis from being started', async (_, trouble) => {
    const it = bench(`${calibrated},${trouble}`);
    expect(await start(it, 'ENCODER_INDEX_SEARCH')).toMatchObject({ outcome: 'ended' });
  });

  it.each([
    ['of the whole board', 'error=2'],
    ['of its own', 'axis0.motor.error=8'],
  ])('%s does, be it the only one', async (_, trouble) => {
    const refused = await failure(start(bench(`${calibrated},${trouble}`), 'ENCODER_INDEX_SEARCH'));
    const text = { code: 'motion.has-errors', params: { axis: 'axis0' } };
    expect(refused).toMatchObject({ code: 'axis-not-ready', board: 'untouched', text });
  });
});

describe('when the session has died', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('the watchdog of %s idles the axis', async (firmware) => {
    const it = await ready(`${calibrated},firmware=${firmware}`);
    const wire = cuttable(it);
    const running = setLive(wire.env, { path: state, value: '8', consent: it.consent });
    const ended = failure(running);
    await it.clock.sleep(5_000);
    wire.cut(true);
    await it.clock.sleep(2_500);
    expect(await readAll(it, ['axis0.current_state'])).toEqual([1]);
    expect(await ended).toMatchObject({ code: 'disconnected' });
    expect(await it.vault.list('watchdog-')).toHaveLength(1);
  });

  it('the next command puts back what the user had, before anything is saved', async () => {
    const it = await ready();
    const wire = cuttable(it);
    const ended = failure(setLive(wire.env, { path: state, value: '8', consent: it.consent }));
    await it.clock.sleep(3_000);
    wire.cut(true);
    await ended;
    expect(await readAll(it, ['axis0.config.enable_watchdog'])).toEqual([true]);
    await saveBoard(it.env, { ask: acceptWarnings });
    const paths = ['axis0.config.enable_watchdog', 'axis0.config.watchdog_timeout'];
    expect(await readAll(it, paths)).toEqual([false, 0]);
    expect(await it.vault.list('watchdog-')).toEqual([]);
  });
});

describe('a session', () => {
  it('holds what it has armed, takes inputs with the one consent, and idles it at its end', async () => {
    const it = await ready();
    let asked = 0;
    const ask = async (question: { readonly type: string }) => {
      asked++;
      return question.type === 'consent' ? it.board.serial : 'yes';
    };
    const session = await openSession(it.env, { ask: ask as never });
    await session.write(state, '8');
    expect(session.held).toEqual(['axis0']);
    await session.write('axis0.controller.input_pos', 2);
    await it.clock.sleep(10_000);
    expect(asked).toBe(1);
    expect(await session.read('axis0.current_state')).toBe(8);
    expect(Number(await session.read('axis0.encoder.pos_estimate'))).toBeCloseTo(2, 1);
    await session[Symbol.asyncDispose]();
    expect(await readAll(it, ['axis0.current_state', 'axis0.config.enable_watchdog'])).toEqual([1, false]);
  });

  it('idles it when it is interrupted or told to, and asks again before the next start', async () => {
    const it = await ready();
    let asked = 0;
    const ask = async () => {
      asked++;
      return it.board.serial;
    };
    await using session = await openSession(it.env, { ask: ask as never });
    for (const stop of [
      async () => {
        session.interrupt();
        await session.settled();
      },
      () => session.write(state, 'IDLE'),
    ]) {
      await session.write(state, '8');
      await it.clock.sleep(3_000);
      await stop();
      expect(await session.read('axis0.current_state')).toBe(1);
      expect(session.held).toEqual([]);
      expect(await session.read('axis0.config.enable_watchdog')).toBe(false);
    }
    expect(asked).toBe(2);
  });
});

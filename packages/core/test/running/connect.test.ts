// A kept board as objects: reads, writes and calls by the rules of single commands, in order, through restarts.

import { afterEach, describe, expect, it } from 'vitest';
import type { Question } from '../../src/ask/question.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { BoardObject } from '../../src/running/live/board-objects.ts';
import { connect } from '../../src/running/live/connect.ts';
import type { RunningBoardRequest } from '../../src/running/request.ts';
import { failure } from '../flash/bench.ts';
import { bench as makeBench } from '../update/bench.ts';
import type { Odrive } from './connected-odrive.ts';

type Bench = ReturnType<typeof makeBench>;
const benches: Bench[] = [];

async function opened<T extends object = Odrive>(profile: string, request: RunningBoardRequest = {}) {
  const it = makeBench(profile);
  benches.push(it);
  return { it, board: await connect<T>(it.env, request) };
}

afterEach(() => {
  for (const { board } of benches.splice(0)) expect(board.recorder.armings).toEqual([]);
});

describe('the objects of a board', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('read, write and call with %s', async (firmware) => {
    const { board } = await opened(`v3.6-56V,firmware=${firmware}`);
    await using _ = board;
    const { odrive } = board;
    expect(await odrive.hw_version_major).toBe(3);
    odrive.axis0.controller.config.pos_gain = 30;
    expect(await odrive.axis0.controller.config.pos_gain).toBe(30);
    odrive.test_property = 7;
    await board.written();
    expect(await odrive.test_property).toBe(7);
    expect(await odrive.test_function(-5)).toBe(-5);
    expect(board.session.release).toBe(firmware);
  });

  it('list what they have, and throw at once for what they have not', async () => {
    const { board } = await opened<BoardObject>('v3.6-56V');
    await using _ = board;
    const { odrive } = board;
    expect(Object.keys(odrive)).toContain('axis1');
    expect('vbus_voltage' in odrive && !('vbus_volage' in odrive)).toBe(true);
    expect(() => odrive.vbus_volage).toThrow(/vbus_volage/);
    expect(() => {
      Object.assign(odrive.axis0?.controller ?? {}, { input_ps: 1 });
    }).toThrow(/axis0\.controller\.input_ps/);
    expect(() => `${odrive.vbus_voltage}`).toThrow(/await board\.vbus_voltage/);
    expect(await odrive).toBe(odrive);
  });

  it('read values that are asked for at once together, and each only once', async () => {
    const { it, board } = await opened<BoardObject>('v3.6-56V');
    await using _ = board;
    const { odrive } = board;
    const four = () => Promise.all([odrive.vbus_voltage, odrive.error, odrive.axis0?.error, odrive.axis1?.error]);
    await four();
    const begun = it.clock.now();
    await four();
    expect(it.clock.now() - begun).toBeLessThan(1.5);
    const once = odrive.n_evt_control_loop;
    const first = await once;
    await it.clock.sleep(10);
    expect(await once).toBe(first);
    expect(await odrive.n_evt_control_loop).toBeGreaterThan(Number(first));
  });

  it('write in the order of the program, and fail where it waits', async () => {
    const { board } = await opened('v3.6-56V');
    await using _ = board;
    const { odrive } = board;
    for (const value of [1, 2, 3]) odrive.test_property = value;
    expect(await odrive.test_property).toBe(3);
    Object.assign(odrive, { vbus_voltage: 5 });
    odrive.test_property = 9;
    expect(await failure(board.written())).toMatchObject({ code: 'usage' });
    await board.written();
    expect(await odrive.test_property).toBe(9);
  });
});

describe('what moves, heats or unprotects', () => {
  it('starts no motor without its own consent, and none that is not calibrated', async () => {
    const consent = [{ what: 'move', serial: '522A33DC54A3', axis: 1 }] as const;
    const { board } = await opened('v3.6-56V', { ask: acceptWarnings, consent });
    await using _ = board;
    for (const [state, code] of [
      ['MOTOR_CALIBRATION', 'not-confirmed'],
      ['CLOSED_LOOP_CONTROL', 'axis-not-ready'],
      [8, 'axis-not-ready'],
    ] as const) {
      board.odrive.axis0.requested_state = state;
      expect(await failure(board.written())).toMatchObject({ code });
    }
  });

  it('asks of an armed axis once, until it is idle', async () => {
    const asked: Question['type'][] = [];
    const { board } = await opened('v3.6-56V,motor=armed', {
      ask: async (question) => {
        asked.push(question.type);
        return question.type === 'consent' ? question.consent.serial : 'yes';
      },
    });
    await using _ = board;
    const { odrive } = board;
    odrive.axis0.controller.input_vel = 0.5;
    odrive.axis0.controller.input_vel = 0.25;
    await board.written();
    expect(asked).toEqual(['consent']);
    odrive.axis0.requested_state = 1;
    await board.written();
    expect(asked).toEqual(['consent']);
    expect([await odrive.axis0.controller.input_vel, await odrive.axis0.current_state]).toEqual([0.25, 1]);
  });

  it('asks before it heats, and not before it tunes', async () => {
    const asked: string[] = [];
    const { board } = await opened('v3.6-56V', {
      ask: async (question) => {
        asked.push(question.type);
        return 'no';
      },
    });
    await using _ = board;
    board.odrive.axis0.controller.config.vel_gain = 0.2;
    await board.written();
    expect(asked).toEqual([]);
    board.odrive.axis0.motor.config.current_lim = 40;
    expect(await failure(board.written())).toMatchObject({ code: 'not-confirmed' });
    expect(asked).toEqual(['warnings']);
    expect(await board.odrive.axis0.motor.config.current_lim).toBe(25);
  });

  it('refuses a trip level that the board cannot measure', async () => {
    const { board } = await opened('v3.6-24V', { ask: acceptWarnings });
    await using _ = board;
    board.odrive.config.dc_bus_overvoltage_trip_level = 51;
    expect(await failure(board.written())).toMatchObject({ code: 'config-not-restored' });
  });
});

describe('a board that restarts', () => {
  it('is the same object afterwards', async () => {
    const { it, board } = await opened('v3.6-56V');
    await using _ = board;
    const { odrive } = board;
    odrive.test_property = 5;
    await board.written();
    it.board.reset();
    expect(await odrive.test_property).toBe(0);
    expect(await odrive.vbus_voltage).toBeGreaterThan(10);
  });

  it('because it was asked to, or saved, returns', async () => {
    const { board } = await opened('v3.6-56V', { ask: acceptWarnings });
    await using _ = board;
    const { odrive } = board;
    odrive.axis0.motor.config.pole_pairs = 14;
    await board.written();
    expect(await odrive.save_configuration()).toBe(true);
    await odrive.reboot();
    expect(await odrive.axis0.motor.config.pole_pairs).toBe(14);
  });

  it('is not asked any more once a person interrupts', async () => {
    const { it, board } = await opened('v3.6-56V');
    await using _ = board;
    it.board.cutPower();
    const read = Promise.resolve(board.odrive.vbus_voltage);
    it.clock.after(2_000, () => board.session.interrupt());
    expect(await failure(read)).toMatchObject({ code: 'aborted' });
    it.board.powerCycle();
    expect(await board.odrive.vbus_voltage).toBeGreaterThan(10);
  });
});

// What a running board says of itself at a look, again and again, and before and after its errors are cleared.

import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { clearErrors } from '../../src/running/status/clear-errors.ts';
import { inspectStatus, type StatusReport } from '../../src/running/status/inspect-status.ts';
import { failure } from '../flash/bench.ts';
import { bench, connect, readAll } from '../update/bench.ts';

const names = ({ status }: StatusReport) =>
  status.errors.map(({ path, flags }) => [path, flags.map(({ name }) => name)]);

describe('the status', () => {
  it.each(['0.4.11', '0.4.12', '0.5.1', '0.5.2', '0.5.4', '0.5.6'])(
    'of a board with %s contains supply, temperatures, uptime and health',
    async (firmware) => {
      const it = bench(`v3.6-24V,firmware=${firmware}`);
      await it.clock.sleep(10_000);
      const { status } = await inspectStatus(it.env, {});
      expect(status).toMatchObject({ isHealthy: true, errors: [], misconfigured: false, busCurrent: 0 });
      expect(status.busVoltage).toBeCloseTo(24, 1);
      expect(status.temperatures.map(({ axis, of }) => [axis, of])).toEqual([
        ['axis0', 'fets'],
        ['axis1', 'fets'],
      ]);
      expect(status.uptimeMs).toBeGreaterThan(9_000);
      expect(status.evidence.axes.map(({ state }) => state)).toEqual([1, 1]);
    },
  );

  it('of firmware without a bus current has the sum of its motors', async () => {
    const it = bench('v3.6-56V,motor=armed,firmware=0.4.12');
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.controller.config.control_mode', 2);
      await odrive.write('axis0.controller.vel_setpoint', 50_000);
    }
    await it.clock.sleep(50);
    const { status } = await inspectStatus(it.env, {});
    const [own] = await readAll(it, ['axis0.motor.current_control.Ibus']);
    expect(Number(own)).toBeGreaterThan(0.001);
    // Read a moment later, while the motor gets faster or slower.
    expect(Math.abs((status.busCurrent ?? 0) / Number(own) - 1)).toBeLessThan(0.5);
  });

  it('lists what each axis does by itself after a restart', async () => {
    const it = bench('v3.6-24V');
    const flag = 'axis1.config.startup_closed_loop_control';
    {
      await using odrive = await connect(it);
      await odrive.write(flag, true);
    }
    const { status } = await inspectStatus(it.env, {});
    expect(status.evidence.axes.map(({ name, startup }) => [name, startup])).toEqual([
      ['axis0', []],
      ['axis1', [flag]],
    ]);
  });

  it('names the errors of each module by release, also where the axis does not say that one failed', async () => {
    const old = await inspectStatus(
      bench('v3.6-56V,firmware=0.4.12,axis0.error=0x40,axis0.motor.error=0x1000').env,
      {},
    );
    expect(names(old)).toEqual([
      ['axis0.error', ['MOTOR_FAILED']],
      ['axis0.motor.error', ['CURRENT_UNSTABLE']],
    ]);
    const silent = await inspectStatus(bench('v3.6-56V,firmware=0.5.4,axis1.encoder.error=0x4').env, {});
    expect(names(silent)).toEqual([['axis1.encoder.error', ['NO_RESPONSE']]]);
    expect(silent.status.isHealthy).toBe(false);
  });

  it('of a board with a low supply shows the resulting error', async () => {
    const report = await inspectStatus(bench('v3.6-56V,bus=6').env, {});
    expect(names(report)).toContainEqual(['error', ['DC_BUS_UNDER_VOLTAGE']]);
  });

  it('is read at the rate that was asked for, until it was read often enough', async () => {
    const it = bench('v3.6-56V');
    const looks: number[] = [];
    await inspectStatus(it.env, { everyMs: 500, times: 4, onLook: () => looks.push(it.clock.now()) });
    expect(looks).toHaveLength(4);
    // Connecting belongs to the first look.
    const [, second = 0, third = 0, fourth = 0] = looks;
    expect([third - second, fourth - third].map(Math.round)).toEqual([500, 500]);
  });

  it('ends well when a watch is stopped, and is followed over a restart', async () => {
    const it = bench('v3.6-56V');
    const stop = new AbortController();
    const uptimes: number[] = [];
    const onLook = ({ status }: StatusReport) => {
      uptimes.push(status.uptimeMs ?? Number.NaN);
      if (uptimes.length === 2) it.board.powerCycle();
      if (uptimes.length === 4) stop.abort();
    };
    const last = await inspectStatus(it.env, { everyMs: 1_000, signal: stop.signal, onLook });
    expect(uptimes).toHaveLength(4);
    expect(uptimes[2]).toBeLessThan(uptimes[1] ?? 0);
    expect(last.status.uptimeMs).toBe(uptimes[3]);
  });
});

describe('clearing errors', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('of a board with %s needs a yes, and leaves none', async (firmware) => {
    const it = bench(`v3.6-56V,firmware=${firmware},axis0.error=0x1,axis1.motor.error=0x8`);
    expect(await failure(clearErrors(it.env, {}))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(await readAll(it, ['axis0.error'])).toEqual([1]);
    const shown: StatusReport[] = [];
    const report = await clearErrors(it.env, { ask: acceptWarnings, onStatus: (one) => shown.push(one) });
    expect(report).toMatchObject({ outcome: 'cleared', status: { errors: [], isHealthy: true } });
    expect(shown.map(({ status }) => status.errors.length)).toEqual([2]);
  });

  it('asks and sends nothing where there are none', async () => {
    const it = bench('v3.6-56V');
    expect(await clearErrors(it.env, {})).toMatchObject({ outcome: 'nothing-to-clear' });
  });

  it('does not hide an error that recurs at once', async () => {
    const it = bench('v3.6-56V,bus=6');
    const report = await clearErrors(it.env, { ask: acceptWarnings });
    expect(report).toMatchObject({ outcome: 'cleared', status: { isHealthy: false } });
  });

  it('leaves axes as they are', async () => {
    const it = bench('v3.6-56V,motor=armed,axis1.encoder.error=0x4');
    await clearErrors(it.env, { ask: acceptWarnings });
    await using odrive = await connect(it);
    expect(await odrive.read('axis0.current_state')).toBe(8);
  });
});

// A board that restarts by itself while an axis is armed from here: the axis is idle then, and nothing that was begun is done.

import { describe, expect, it } from 'vitest';
import { openSession } from '../../src/running/live/session.ts';
import { setLive } from '../../src/running/live/set-live.ts';
import { calibrateAxis } from '../../src/running/motion/calibrate.ts';
import { failure } from '../flash/bench.ts';
import { bench, readAll } from '../update/bench.ts';

function board(profile: string) {
  const it = bench(profile);
  it.board.recorder.consent(0);
  return { ...it, consent: [{ what: 'move', serial: it.board.serial, axis: 0 }] as const };
}

function restart({ board: virtual }: ReturnType<typeof board>): void {
  virtual.cutPower();
  virtual.powerCycle();
}

describe('a board that restarts while an axis is held', () => {
  it.each(['0.4.1', '0.4.12', '0.5.1', '0.5.6'])('with %s is reported, and not taken for the end', async (firmware) => {
    const it = board(`v3.5-48V,motor=ready,firmware=${firmware}`);
    const run = failure(setLive(it.env, { path: 'axis0.requested_state', value: '8', consent: it.consent }));
    await it.clock.sleep(5_000);
    restart(it);
    expect(await run).toMatchObject({
      code: 'disconnected',
      text: { code: 'motion.restarted', params: { axis: 'axis0' } },
    });
    expect(await it.vault.list('watchdog-')).toEqual([]);
  });

  it.each(['motor', 'full'] as const)(
    'in the first step of a %s calibration ends it: no other step moves the motor',
    async (part) => {
      const it = board('v3.6-56V');
      const run = failure(
        calibrateAxis(it.env, {
          axis: 'axis0',
          part,
          consent: it.consent,
          save: true,
          ask: async () => 'yes' as never,
        }),
      );
      await it.clock.sleep(4_000);
      expect(it.board.recorder.armings).toHaveLength(1);
      restart(it);
      expect(await run).toMatchObject({ code: 'disconnected', text: { code: 'motion.restarted' } });
      expect(it.board.recorder.armings).toHaveLength(1);
      expect(await readAll(it, ['axis0.motor.is_calibrated', 'user_config_loaded'])).toEqual([
        false,
        expect.anything(),
      ]);
    },
  );

  it('is reported in a session, which continues without the axis', async () => {
    const it = board('v3.6-56V,motor=ready');
    const ended: string[] = [];
    await using session = await openSession(it.env, {
      consent: it.consent,
      onAxisEnded: (axis, how) => ended.push(`${axis} ${how}`),
    });
    await session.write('axis0.requested_state', 8);
    await it.clock.sleep(3_000);
    restart(it);
    await it.clock.sleep(10_000);
    expect([ended, session.held]).toEqual([['axis0 restarted'], []]);
    expect(await session.read('axis0.current_state')).toBe(1);
  });
});

// What was written into a running board and not saved is gone with the next power-cycle, though it reads like what was
// saved: a run that restores a configuration after an interruption saves it.

import { describe, expect, it } from 'vitest';
import { type Bench, bench, firmwareImage, readAll, run } from '../bench.ts';
import { killable } from '../killable.ts';

const paths = ['axis0.motor.config.pole_pairs', 'axis1.controller.config.vel_limit'];
const tuned = [14, 12];
/** Reads the old firmware's configuration sectors as none, so that all of it has to be put back. */
const profile = 'v3.6-56V,firmware=0.5.3';
const image = firmwareImage('v3.6-56V', '0.5.6');

/** Calls back when the last value of the configuration was read back, which is before the saving. */
function whenWritten(it: Bench, act: () => void): void {
  const push = it.events.push.bind(it.events);
  it.events.push = (event) => {
    if (event.type === 'step' && event.activity === 'restore' && event.done === event.total) act();
    return push(event);
  };
}

async function afterPowerCycle(it: Bench) {
  it.board.powerCycle();
  await it.clock.sleep(2_000);
  return readAll(it, paths);
}

describe('a configuration that was written and not saved', () => {
  it('is saved by the next run, after a process died', async () => {
    const it = bench(profile);
    const victim = killable(it.env);
    whenWritten(it, victim.doom);
    expect(await Promise.race([victim.death, run({ ...it, env: victim.env }, { image })])).toBe('dead');
    await it.clock.sleep(1_000);
    await run(it, { image });
    expect(await afterPowerCycle(it)).toEqual(tuned);
  });

  it('is saved by the same run, after the cable was loose', async () => {
    const it = bench(profile);
    let loose = true;
    whenWritten(it, () => {
      if (loose) it.board.injectFaults('replug-at=1');
      loose = false;
    });
    await run(it, { image });
    expect(await afterPowerCycle(it)).toEqual(tuned);
  });
});

// Whether an axis is at work, asked of a board that has just begun: until 1.5 s after its start none says anything (main.cpp).

import type { OdriveDevice } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/running/context/context.ts';
import { requireIdle, settledEvidence } from '../../src/running/restart/restart.ts';
import { type Bench, bench, connect } from '../update/bench.ts';

/** When the axes begin, in ms after the start of the board. */
const axesBegin = 1_500;

/** Does `ask` on a board that was started a moment ago, and says how long that took after the start, in ms. */
async function rightAfterStart(
  profile: string,
  ask: (made: Bench, odrive: OdriveDevice) => Promise<unknown>,
): Promise<{ readonly ms: number; readonly threw: unknown }> {
  const made = bench(profile);
  // Its descriptor is known from here on, and takes no time when it is asked for.
  await (await connect(made))[Symbol.asyncDispose]();
  made.board.reset();
  const began = made.clock.now();
  await using odrive = await connect(made);
  const threw = await ask(made, odrive).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { ms: made.clock.now() - began, threw };
}

describe('axes that have not begun yet', () => {
  const askIdle = ({ env }: Bench, odrive: OdriveDevice) => requireIdle(createContext(env, {}), odrive);

  it('count as idle at once where nothing moves by itself', async () => {
    const { ms, threw } = await rightAfterStart('v3.6-56V', askIdle);
    expect(threw).toBeUndefined();
    expect(ms).toBeLessThan(axesBegin);
  });

  it('are waited for where one would begin to move by itself, and are refused then', async () => {
    const { ms, threw } = await rightAfterStart('v3.6-56V,startup=closed-loop', askIdle);
    expect(threw).toMatchObject({ code: 'axis-armed', details: { axes: ['axis0'] } });
    expect(ms).toBeGreaterThanOrEqual(axesBegin);
  });

  it('get the time they need to become idle by themselves, if a wait is allowed', async () => {
    const patient = ({ env }: Bench, odrive: OdriveDevice) => requireIdle(createContext(env, {}), odrive, 60_000);
    const { threw } = await rightAfterStart('v3.6-56V,startup=calibration', patient);
    expect(threw).toBeUndefined();
    const { threw: impatient } = await rightAfterStart('v3.6-56V,startup=calibration', askIdle);
    expect(impatient).toMatchObject({ code: 'axis-armed' });
  });

  it('are waited for whenever it is asked what the board says of itself, and looked at ten times a second', async () => {
    const states: number[] = [];
    const { ms } = await rightAfterStart('v3.6-56V', async ({ env }, odrive) => {
      const evidence = await settledEvidence(createContext(env, {}), odrive);
      states.push(...evidence.axes.map(({ state }) => state));
    });
    expect(states).toEqual([1, 1]);
    expect(ms).toBeGreaterThanOrEqual(axesBegin);
    expect(ms).toBeLessThan(axesBegin + 300);
  });
});

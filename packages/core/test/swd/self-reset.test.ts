// A chip that resets itself (its watchdog, its supply) at any command of a probe that holds its core, or is about to: the
// firmware that begins then is never halted where it is.

import { acceptWarnings, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { listProbes } from '../../src/stlink/find.ts';
import { attach } from '../../src/swd/attach.ts';
import { holdsImage, outcome } from '../flash/bench.ts';
import { next, runningBoard } from './engine-bench.ts';

/** Commands of the probe that are tried; the first sector is erased before the last of them. Every third in the suite. */
const commands = 60;
const stride = 3;

/** Halts the core at its reset; the probe is then unplugged. */
async function haltAtReset({ env, board }: ReturnType<typeof runningBoard>): Promise<void> {
  const [device] = await listProbes(env.bus);
  const attachment = await attach({ bus: env.bus, clock: env.clock, device: device! });
  await attachment.core.catchAtReset('request');
  board.probe?.cable(false);
  await attachment[Symbol.asyncDispose]();
  board.probe?.cable(true);
  expect(board.recorder.violations).toEqual([]);
}

test.each([
  ['halted at its reset by a session before', true],
  ['running', false],
])('a chip found %s that resets itself is not halted in its firmware', async (_, isHalted) => {
  let written = 0;
  for (let n = 1; n <= commands; n += stride) {
    const made = runningBoard('v3.6-56V+stlink');
    const { board, env, clock } = made;
    await clock.sleep(1_000);
    if (isHalted) await haltAtReset(made);
    board.injectFaults(`swd-reset-at=${n}`);
    await outcome(flash(env, { image: next, ask: acceptWarnings }));
    expect(board.recorder.violations, `reset at command ${n}`).toEqual([]);
    if (holdsImage(board.flash, next)) written += 1;
  }
  expect(written).toBeGreaterThan((0.9 * commands) / stride);
});

// What a session remembers of the axes that it holds, where one does not go to idle.

import { describe, expect, it } from 'vitest';
import { FlasherError } from '../../src/errors.ts';
import { message } from '../../src/messages/message.ts';
import { heldAxes } from '../../src/running/motion/held-axes.ts';
import type { HeldAxis } from '../../src/running/motion/held-axis.ts';

/** An axis whose release comes to this. */
function axisThat(axis: string, release: () => Promise<void>): HeldAxis {
  const ended = new Promise<never>(() => undefined);
  return { axis, ended, release, [Symbol.asyncDispose]: release };
}

const failingWith = (code: 'axis-armed' | 'device-did-not-return') => async () => {
  throw new FlasherError(code, message('live.axis-not-idle', { axis: 'axis1' }));
};

describe('axes that are released', () => {
  it('are still armed where they do not go to idle, and all others are released', async () => {
    const held = heldAxes();
    const released: string[] = [];
    held.keep(axisThat('axis1', failingWith('axis-armed')));
    held.keep(axisThat('axis0', async () => void released.push('axis0')));
    await held.releaseAll();
    expect([released, held.stillArmed]).toEqual([['axis0'], ['axis1']]);
  });

  it('are not called armed where their board is gone', async () => {
    const held = heldAxes();
    held.keep(axisThat('axis1', failingWith('device-did-not-return')));
    await held.releaseAll();
    expect(held.stillArmed).toEqual([]);
  });

  it('are not called so any more where they are armed anew', async () => {
    const held = heldAxes();
    held.keep(axisThat('axis1', failingWith('axis-armed')));
    await held.releaseAll();
    held.keep(axisThat('axis1', async () => undefined));
    expect(held.stillArmed).toEqual([]);
  });
});

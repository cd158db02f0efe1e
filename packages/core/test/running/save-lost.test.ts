// A board that restarts as if it had saved, and has not: what is called restored is what it has after the restart, not before.

import { restoreConfiguration } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { outcome } from '../flash/bench.ts';
import { bench, connect, readAll } from '../update/bench.ts';

const brake = 'config.brake_resistance';

/** What a restore of that one value comes to. `unsaved`: the board has it already, as long as it has its supply. */
async function restored(profile: string, { unsaved = false } = {}) {
  const it = bench(profile);
  if (unsaved) {
    await using odrive = await connect(it);
    await odrive.write(brake, 1.25);
  }
  const backup = { origin: { serial: it.board.serial }, values: new Map<string, JsonValue>([[brake, 1.25]]) };
  const ended = await outcome(restoreConfiguration(it.env, { backup, file: 'mine.json', ask: acceptWarnings }));
  return { ended, now: await readAll(it, [brake]) };
}

describe('a configuration that is restored', () => {
  it('is on the board after the restart, whether it had to be written or only saved', async () => {
    for (const unsaved of [false, true]) {
      const { ended, now } = await restored('v3.6-56V', { unsaved });
      expect([ended instanceof Error, now]).toEqual([false, [1.25]]);
    }
  });

  it('is not called restored by a board whose flash has not taken it', async () => {
    for (const unsaved of [false, true]) {
      const { ended, now } = await restored('v3.6-56V,wrp=10-11', { unsaved });
      expect(ended, `unsaved: ${unsaved}`).toMatchObject({ code: 'config-not-restored' });
      expect(now).not.toEqual([1.25]);
    }
  });
});

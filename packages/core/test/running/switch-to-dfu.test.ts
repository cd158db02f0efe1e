// A board that is asked to go to DFU mode and is there already.

import { switchToDfu } from '@odflash/core/running';
import { describe, expect, it } from 'vitest';
import { bench } from '../update/bench.ts';

describe('a board that is in DFU mode already', () => {
  it('is reported although it cannot be opened', async () => {
    const made = bench('v3.6-56V+dfu');
    const bus = { ...made.env.bus, open: () => Promise.reject(new Error('no rights')) };
    expect(await switchToDfu({ ...made.env, bus }, {})).toMatchObject({ outcome: 'was-there' });
  });

  it('is not reported if it loses its supply while it is identified', async () => {
    for (let transfer = 1; transfer <= 24; transfer++) {
      const made = bench(`v3.6-56V+dfu,power-cut-at=${transfer}`);
      const taken = await switchToDfu(made.env, { humanMs: 5_000 }).catch((error: unknown) => error);
      const isThere = made.board.running() === 'rom';
      expect(taken instanceof Error, `cut at transfer ${transfer}`).toBe(!isThere);
    }
  });
});

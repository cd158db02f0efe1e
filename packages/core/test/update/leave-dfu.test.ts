// Leaving DFU mode needs no consent and no look into the flash: a board up to v3.4 may be shorting its supply meanwhile, and a
// read-protected chip shows nothing but starts all the same.

import type { UpdateEvent } from '@odflash/core';
import { restartBoard } from '@odflash/core/running';
import { expect, test } from 'vitest';
import { bench } from './bench.ts';

test.each(['v3.4-48V+dfu', 'v3.6-56V+dfu,rdp=1', 'v3.6-56V+dfu,otp=blank', 'v3.4-48V+dfu,strings=none'])(
  '%s starts its firmware without consent and without a question',
  async (profile) => {
    const it = bench(profile);
    // The switch counts at power-on only: the bootloader continues until it is commanded to leave.
    it.board.setSwitch('run');
    const events: UpdateEvent[] = [];
    const report = await restartBoard(it.env, { onEvent: (event) => events.push(event) });
    expect(report).toMatchObject({ from: 'dfu' });
    expect(it.board.running()).toBe('odrive');
    const [first] = events.filter(({ type }) => type !== 'advance');
    expect(first).toMatchObject({ type: 'human', text: { code: expect.stringMatching(/^step\.remove-dc-supply/) } });
    // What a v3.4 holds is not looked at.
    const read = it.board.recorder.operations.filter(({ kind }) => kind !== 'feature');
    expect(read).toEqual([]);
  },
);

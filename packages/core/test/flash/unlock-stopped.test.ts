// A person who says stop while the question whether everything on the chip is to be erased stands open.

import { type Ask, unlockBoard } from '@odflash/core';
import { expect, test } from 'vitest';
import { bench, failure } from './bench.ts';

test.each(['rdp=1', 'wrp=1:5'])(
  'a stop at the question leaves a chip with %s as it is, whatever is answered',
  async (protection) => {
    const { env, board } = bench({ profile: `v3.6-56V+dfu,${protection}` });
    const before = { flash: board.flash.slice(), options: board.optionBytes.slice() };
    const stop = new AbortController();
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      asked.push(question.type);
      if (question.type === 'consent') stop.abort();
      return question.type === 'consent' ? board.serial : 'yes';
    };
    const error = await failure(unlockBoard(env, { ask, signal: stop.signal }));
    expect(error).toMatchObject({ code: 'aborted', board: 'untouched' });
    expect(asked).toContain('consent');
    expect(board.recorder.operations).toEqual([]);
    expect(Buffer.compare(board.flash, before.flash)).toBe(0);
    expect(board.optionBytes).toEqual(before.options);
  },
);

// What an unlock does with questions: a person who says stop at one, and a chip that turns out to be another than was asked about.

import { type Ask, unlockBoard } from '@odflash/core';
import type { Identity } from '@odflash/core/target';
import { expect, test } from 'vitest';
import { bench, failure } from './bench.ts';
import { environmentOf, fakeTarget } from './fake-target.ts';

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

test('read protection that is found after write protection is asked about before anything is erased', async () => {
  const chip = fakeTarget();
  const unlocked: string[] = [];
  const protectedChip = {
    ...chip,
    identify: async (): Promise<Identity> => {
      const isOpened = unlocked.includes('write');
      const raw = new Uint8Array(16);
      return {
        ...(await chip.identify()),
        readProtected: isOpened,
        optionBytes: { readProtection: isOpened ? 1 : 0, writeProtected: isOpened ? [] : [5], brownOut: 0, raw },
      };
    },
    unlock: async (what: 'read' | 'write') => void unlocked.push(what),
  } as const;
  const asked: unknown[] = [];
  const ask: Ask = async (question) => {
    if (question.type !== 'consent') return 'yes';
    asked.push(question.text);
    return asked.length === 1 ? question.consent.serial : undefined;
  };
  const error = await failure(unlockBoard(environmentOf(protectedChip), { ask }));
  expect(error).toMatchObject({ code: 'not-confirmed' });
  expect(asked).toMatchObject([{ params: { protection: 'write' } }, { params: { protection: 'read' } }]);
  expect(unlocked).toEqual(['write']);
});

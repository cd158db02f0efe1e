import { FlasherError } from '@odflash/core';
import { faultNames, parseProfile, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { type CauseCode, causes, createComparison } from '../src/demo/comparison.ts';
import { demoIn } from '../src/demo/languages.ts';
import { createMenu } from '../src/demo/menu.ts';
import { chosenBoard, offeredOptions, profileProblem, profileText, wordsOf } from '../src/demo/profile-text.ts';
import { stories } from '../src/demo/stories.ts';
import { say } from '../src/engine/words-en.ts';

describe('the menu of the demo', () => {
  it('offers every fault of the catalogue, apart from the clock of the command line', () => {
    expect(offeredOptions.map(({ name }) => name)).toEqual(faultNames.filter((name) => name !== 'time'));
  });

  it('offers as words only what the board takes', () => {
    const refused = offeredOptions.flatMap((option) =>
      wordsOf(option).flatMap((word) => {
        try {
          parseProfile(`v3.6-56V+stlink,${option.name}=${word}`);
          return [];
        } catch (error) {
          if (error instanceof FlasherError) return [`${option.name}=${word}`];
          throw error;
        }
      }),
    );
    expect(refused).toEqual([]);
  });

  it('wires an ST-Link with the first option of one', () => {
    const controls = { profile: 'v3.6-56V', speed: 1, problem: undefined };
    const menu = createMenu(controls as Parameters<typeof createMenu>[0], () => undefined);
    menu.set({ option: offeredOptions.find(({ name }) => name === 'sense') ?? menu.option });
    menu.add('open');
    expect(menu.problem).toBeUndefined();
    expect(profileText(menu.board)).toBe('v3.6-56V+stlink,sense=open');
  });

  it('says what is wrong with a board, in the language of the page', async () => {
    const { say, texts } = await demoIn.de();
    const problem = profileProblem('v3.6-56V,replug-at=soon');
    expect(problem && say(problem)).toBe('„soon“ ist kein Wert für „replug-at“: N[:N…]');
    expect(texts.catalogue['replug-at']?.[1]).toBe('ein lockeres Kabel');
    expect(profileProblem('v3.6-56V,replug-at=400')).toBeUndefined();
  });

  it.each(Object.entries(stories))('%s is a board there can be, and is read as it is written', (_, text) => {
    expect(parseProfile(text).text).toBe(text);
    expect(profileText(chosenBoard(text))).toBe(text);
  });
});

describe('the old failure next to ours', () => {
  it.each(Object.keys(causes) as CauseCode[])(
    'of %s stops odrivetool, and odflash verifies its twin',
    async (cause) => {
      const clock = virtualClock();
      const engine = async () => ({ ...(await import('../src/engine/engine.ts')), say });
      const comparison = createComparison(clock, engine);
      comparison.choose(cause);
      await comparison.run();
      const { theirs, ours, isRunning } = comparison.store.value;
      expect(isRunning).toBe(false);
      expect(ours.end).toEqual({ isVerified: true, bytes: comparison.total });
      expect(theirs.end?.isVerified).toBe(false);
      expect(theirs.end?.words).toMatch(
        cause === 'before-erase' ? /^IndexError: OTP$/ : /\(0, 2, 0, 0\) while writing/,
      );
      if (cause !== 'before-erase') expect(theirs.end?.bytes).toBeLessThan(comparison.total / 2);
    },
  );
});

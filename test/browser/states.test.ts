// Every state of the table: its picture, what axe says of it, whether it fits from 320 px to 4K in both directions of writing, and
// whether it keeps still for a person who wants that.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { axeFindings, motions, overflows } from './checks.ts';
import { quickStates } from './states.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('every state of the page', () => {
  it.each(quickStates)(
    '$name has no finding of axe, fits everywhere and keeps still',
    async ({ name, path, ...way }) => {
      await using opened = await openPage(browser, path, { before: way.before });
      const { page, picture } = opened;
      await way.go(page);
      await picture(name);
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([]);
      expect(await motions(page)).toEqual([]);
    },
  );
});

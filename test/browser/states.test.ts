// Every state of the page that a person meets: its picture, what axe says of it, whether it fits from 320 px to 4K in both directions of
// writing, and whether it keeps still for a person who wants that.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { axeFindings, motions, overflows } from './checks.ts';
import { type Copy, siteWithReleases } from './firmware.ts';
import { boardStates } from './states/boards.ts';
import { helpStates } from './states/help.ts';
import { runStates } from './states/runs.ts';

let browser: Browser;
let site: Copy;
beforeAll(async () => {
  browser = await launch();
  site = siteWithReleases();
});
afterAll(async () => {
  await browser.close();
  site[Symbol.dispose]();
});

describe.concurrent('every state of the page', () => {
  it.each([...helpStates, ...boardStates, ...runStates])(
    '$name has no finding of axe, fits everywhere and keeps still',
    async ({ name, path = '', releases = false, go, ...options }) => {
      await using opened = await openPage(browser, path, { ...options, folder: releases ? site.folder : undefined });
      const { page, picture } = opened;
      await go(page, opened);
      await picture(name);
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([]);
      expect(await motions(page)).toEqual([]);
    },
  );
});

// A tab that is closed at every phase of a run, in a real browser with real files: what the next visit says of the board is true, and one
// more run verifies it. The same on virtual time, for more moments and through an ST-Link: apps/web/test/closed.test.ts.

import { readImage } from '@odflash/core/image';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationIn } from '../support/configuration-in.ts';
import { launch, type Opened, openPage } from './browser.ts';
import type { Desk } from './desk.ts';
import { type Copy, firmwareFile, siteWithReleases } from './firmware.ts';
import { answerAll, connect, flash, verified } from './states/state.ts';

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

interface Moment {
  /** Shown as soon as the phase has begun. */
  readonly shows: string | RegExp;
  /** Before anything is flashed. */
  readonly early?: true;
}

const asksForBootloader = '.working .notice.call button.primary';

/** By what is seen then: a selector, or what is said of the step. */
const moments: Readonly<Record<string, Readonly<Record<string, Moment>>>> = {
  'v3.6-56V+dfu,flash=blank': {
    'looked at': { shows: 'button.primary .spinner', early: true },
    'read for its undo backup': { shows: /^Reading the flash contents$/ },
    erased: { shows: '.sectors .erasing' },
    written: { shows: '.sectors .writing' },
    'read back': { shows: '.sectors .verifying' },
    started: { shows: /^Starting the firmware$/ },
  },
  'v3.6-56V,firmware=0.5.4,calibration=motor': {
    'asked for its configuration': { shows: /^Saving the configuration$/ },
    'switched into DFU mode': { shows: asksForBootloader },
    written: { shows: '.sectors .writing' },
    'given its configuration again': { shows: /^Restoring the configuration$/ },
  },
};

const everyCase = Object.entries(moments).flatMap(([profile, phases]) =>
  Object.entries(phases).map(([phase, moment]) => ({ profile, phase, moment })),
);

/** Each takes half a minute of a processor: CI takes every second one. */
const cases = everyCase.filter((_, index) => !process.env.CI || index % 2 === 1);

/** Begins a run and closes the tab as soon as the phase is shown. */
async function closedAt({ page }: Opened, desk: Desk, { shows, early }: Moment): Promise<void> {
  const [selector, text] = typeof shows === 'string' ? [shows, ''] : ['.working .what', shows.source];
  if (!early) {
    await connect(page);
    await flash(page).waitFor();
    desk.board.setSwitch('run');
  }
  const seen = answerAll(page, selector, text);
  await (early ? connect(page) : flash(page).click());
  // The bootloader is allowed, if it comes to that before the phase does.
  if (shows !== asksForBootloader)
    void page
      .locator(asksForBootloader)
      .click()
      .catch(() => undefined);
  await seen;
  await page.close();
}

/** The firmware that the page says is installed, of a board that it finds again by itself. */
async function openedAgain(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^(Open|Continue)$/ }).click();
  await flash(page).waitFor();
  return await page.locator('.board').innerText();
}

describe.concurrent('a tab that is closed', () => {
  it.each(cases)(
    'while $profile is $phase leaves a board that the next visit shows as it is, and verifies',
    async (given) => {
      const { profile, moment } = given;
      await using opened = await openPage(browser, '', { desk: profile, folder: site.folder });
      const desk = opened.desk ?? expect.fail('no board on the desk');
      const { board } = desk;
      const isRunning = board.running() === 'odrive';
      const before = isRunning ? await configurationIn(board) : new Map();
      const [image] = readImage(new Uint8Array(firmwareFile().buffer)).segments;
      const length = image?.data.length ?? 0;
      await closedAt(opened, desk, moment);

      const page = await opened.another();
      const said = await openedAgain(page);
      const { starts } = board.bootVerdict();
      const isNew = Buffer.compare(board.flash.slice(0, length), image?.data ?? new Uint8Array(0)) === 0;
      expect(said).toContain(board.serial);
      expect(said.includes('None that would start')).toBe(!starts);
      // Of firmware that does not run, only bytes are known, and these are of no release.
      if (!said.includes('DFU mode')) expect(said).toContain(isNew ? '0.5.6' : '0.5.4');

      const end = answerAll(page, '.done .result');
      await flash(page).click();
      await end;
      await verified(page);
      expect(board.flash.slice(0, length)).toEqual(image?.data);
      const after = isRunning ? await configurationIn(board) : before;
      expect([...before].filter(([path, value]) => after.has(path) && !Object.is(after.get(path), value))).toEqual([]);
    },
  );
});

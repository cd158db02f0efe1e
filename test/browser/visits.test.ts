// One board and more than one who wants it: another program, another tab; what holds the page open while a board is changed, and what
// happens where nothing can be stored. A tab that is closed: closed.test.ts.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { type Copy, siteWithReleases } from './firmware.ts';
import { answerAll, button, connect, demo, flash, heading, verified } from './states/state.ts';

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

const blank = 'v3.6-56V+dfu,flash=blank';
const open = (desk: string, options = {}) => openPage(browser, '', { desk, folder: site.folder, ...options });
const sector = (page: Page, look: string) => page.locator(`.sectors ol .${look}`).first();

describe('a board that another program holds', () => {
  it('is left alone, said to be held, and taken when it is free', async () => {
    await using opened = await open(blank);
    const { page, desk } = opened;
    const [device] = (await desk?.bus.list()) ?? [];
    const other = device && (await desk?.bus.open(device));
    await other?.claim(0);
    await connect(page);
    await heading(page, 'That did not work');
    await page.getByText('another program is using the device').first().waitFor();
    await page.getByText('Your board is unchanged.').waitFor();
    await page.getByText('Another program has the board').waitFor();
    await other?.[Symbol.asyncDispose]();
    await button(page, 'Try again').click();
    await connect(page);
    await flash(page).waitFor();
  });
});

describe('two tabs with one board', () => {
  it('do not change it both: the second one says who does, and finds it verified afterwards', async () => {
    // As slow as a real board: there is time to look from the other tab.
    await using opened = await open(blank, { speed: 1 });
    const { page } = opened;
    await connect(page);
    await flash(page).waitFor();
    const second = await opened.another();
    opened.desk?.board.setSwitch('run');
    // A tab behind another one is drawn when the browser likes, so the board says that it is being written.
    await page.bringToFront();
    await flash(page).click();
    const isWritten = () => opened.desk?.board.flash.some((byte) => byte !== 0xff);
    await expect.poll(isWritten, { interval: 50, timeout: 60_000 }).toBe(true);
    await second.bringToFront();
    await second.getByRole('button', { name: /^(Open|Continue)$/ }).click();
    await heading(second, 'That did not work');
    expect(await page.locator('.done').count()).toBe(0);
    const said = await second.locator('.failed').innerText();
    expect(said).toContain('Another tab is changing a board');
    expect(said).toContain('Finish or close the other tab or program, then try again.');
    expect(said).toContain('E: device-busy');
    await page.bringToFront();
    await verified(page);
    await page.close();
    await button(second, 'Try again').click();
    await connect(second);
    await second.getByText('0.5.6').first().waitFor();
  });
});

describe('while a board is changed', () => {
  it('the screen stays on and closing the tab asks; before and after, neither', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V+dfu,flash=blank', 2), { before: countWakeLocks });
    const { page } = opened;
    const locks = () => page.evaluate(() => (globalThis as unknown as { locks: number[] }).locks);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    const close = async () => {
      await page.close({ runBeforeUnload: true });
      return expect.poll(() => asked.length, { timeout: 10_000 });
    };
    await connect(page);
    await flash(page).waitFor();
    expect(await locks()).toEqual([0, 0]);
    await flash(page).click();
    await sector(page, 'writing').waitFor();
    expect(await locks()).toEqual([1, 1]);
    await (await close()).toBe(1);
    expect(asked).toEqual(['beforeunload']);
    // The browser gives the lock up with a hidden tab; it is taken again when the tab is back.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect((await locks())[1]).toBe(2);
    await verified(page);
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    expect(asked.length).toBe(1);
  });
});

/** How many wake locks the page holds, and how many it has taken. */
async function countWakeLocks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const locks = [0, 0] as [held: number, taken: number];
    Object.assign(globalThis, { locks });
    const request = async () => {
      locks[0]++;
      locks[1]++;
      return { release: async () => void locks[0]-- };
    };
    Object.defineProperty(Navigator.prototype, 'wakeLock', { get: () => ({ request }) });
  });
}

/** What is done to the storage of the origin. */
const storages: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'that the browser refuses': (page) =>
    page.evaluate(() => {
      StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    }),
  'that is full': async (page) => {
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  },
};

describe('storage', () => {
  it.each(Object.entries(storages))('%s stops a run before the first change', async (_, spoil) => {
    await using opened = await open(blank);
    const { page, desk } = opened;
    await connect(page);
    await flash(page).waitFor();
    await spoil(page);
    const before = desk?.board.flash.slice();
    await flash(page).click();
    await answerAll(page, '.card.failed');
    await page.getByText('Your board is unchanged.').waitFor();
    expect(await page.locator('.failed').innerText()).toContain('E: backup-failed');
    expect(desk?.board.flash).toEqual(before);
  });
});

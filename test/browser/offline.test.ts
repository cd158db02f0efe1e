// The page without a network, and a newer version of it beside a run.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { copyOfSite } from './firmware.ts';
import { dist } from './site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('the page without a network', () => {
  it('opens again after one visit, with the engine', async () => {
    await using opened = await openPage(browser, '');
    const { page, site } = opened;
    await controlled(page);
    await site.close();
    await page.reload();
    await page.getByRole('heading', { name: 'Update the firmware of an ODrive v3' }).waitFor();
    expect(await fetchedByPage(page, 'engine')).toBe(true);
    await page.goto(`${site.url}index.html?from=bookmark`);
    await page.getByRole('heading', { name: 'Update the firmware of an ODrive v3' }).waitFor();
  });

  it('has the demo after one visit to the demo', async () => {
    await using opened = await openPage(browser, '?demo&speed=8');
    const { page, site } = opened;
    await controlled(page);
    const fileCount = readFileSync(join(dist, 'sw.js'), 'utf8').match(/"sha256"/g)?.length ?? 0;
    expect(fileCount).toBeGreaterThan(10);
    // Not waitForFunction: a promise is true to it before it is kept.
    const keptFiles = () =>
      page.evaluate(async () => {
        const [name] = (await caches.keys()).filter((each) => each.startsWith('odflash-page-'));
        return name === undefined ? 0 : (await (await caches.open(name)).keys()).length;
      });
    await expect.poll(keptFiles, { timeout: 30_000 }).toBe(fileCount);
    await site.close();
    await page.reload();
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: 'Flash 0.5.6' }).waitFor({ timeout: 60_000 });
  });

  it('can be installed', async () => {
    await using opened = await openPage(browser, '');
    const session = await opened.page.context().newCDPSession(opened.page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A private window is what Playwright opens.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
  });
});

describe('a newer version of the page', () => {
  it('waits for the end of a run, and comes when a person asks for it', async () => {
    using copy = copyOfSite();
    const { folder } = copy;
    await using opened = await openPage(browser, '?demo=v3.6-56V%2Bdfu,flash=blank&speed=1', { folder });
    const { page, picture } = opened;
    await controlled(page);
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: 'Flash 0.5.6' }).click();
    makeNewer(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const isWaiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
    await expect.poll(isWaiting, { timeout: 60_000 }).toBe(true);
    expect(await page.getByText('A newer version').count()).toBe(0);
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 100_000 });
    await page.getByText('A newer version').waitFor();
    await picture('new-version');
    expect(await page.title()).not.toBe('newer');
    await page.getByRole('button', { name: 'Load it' }).click();
    await page.waitForFunction(() => document.title === 'newer');
  });

  it('is not taken if a file of it is not the one that was built', async () => {
    using copy = copyOfSite();
    const { folder } = copy;
    await using opened = await openPage(browser, '', { folder });
    const { page } = opened;
    await controlled(page);
    makeNewer(folder);
    const path = join(folder, 'index.html');
    writeFileSync(path, `${readFileSync(path, 'utf8')} `);
    const became = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const next = registration.installing;
      await new Promise((resolve) => next?.addEventListener('statechange', resolve));
      return next?.state;
    });
    expect(became).toBe('redundant');
    await page.reload();
    expect(await page.title()).not.toBe('newer');
    // The browser says it itself: the digest does not match.
    (opened.complaints as string[]).length = 0;
  });
});

const controlled = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

const fetchedByPage = (page: Page, part: string) =>
  page
    .waitForFunction(
      (name) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(name)),
      part,
    )
    .then(() => true);

/** What a release of a newer page is to the browser: another page, another list of files. */
function makeNewer(folder: string): void {
  const path = join(folder, 'index.html');
  const digest = (text: string) => createHash('sha256').update(text).digest('base64');
  const before = readFileSync(path, 'utf8');
  const after = before.replace(/<title>.*<\/title>/, '<title>newer</title>');
  writeFileSync(path, after);
  const worker = join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8');
  const version = /"?version"?:\s*[`"']([0-9a-f]{16})/.exec(text)?.[1] ?? '';
  writeFileSync(worker, text.replace(digest(before), digest(after)).replace(version, 'a-newer-version-'));
}

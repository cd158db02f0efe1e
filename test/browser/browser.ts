// Debian's Chromium and a page in it that fails the test for whatever a person would not want to see: errors on the console, requests
// that leave the origin.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Site, serveSite } from './site.ts';

const pictures = fileURLToPath(new URL('../../build/pictures/', import.meta.url));

const widths = [360, 1280, 2560] as const;
const heights: Readonly<Record<number, number>> = { 360: 780, 1280: 900, 2560: 1440 };

export interface Opened extends AsyncDisposable {
  readonly page: Page;
  readonly site: Site;
  /** What went wrong in the page so far. */
  readonly complaints: readonly string[];
  /** Keeps a picture of what is shown now in all widths, light and dark. */
  picture(name: string): Promise<void>;
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** What a page is opened with. */
interface OpenOptions {
  /** Default: the site that was built. */
  readonly folder?: string | undefined;
  readonly locale?: string | undefined;
  /** Before the page is loaded. */
  readonly before?: ((context: BrowserContext) => Promise<void>) | undefined;
}

/** Opens the page at `path`. Waits are generous: machines are slow, and what is awaited is an event. */
export async function openPage(browser: Browser, path: string, options: OpenOptions = {}): Promise<Opened> {
  const { folder, locale = 'en-GB', before } = options;
  const site = await serveSite(folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale });
  context.setDefaultTimeout(120_000);
  await before?.(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A site without firmware answers 404 for its list, which is no error of the page.
    const isAbsentMirror = message.location().url.endsWith('firmware/manifest.json');
    if (message.type() === 'error' && !isAbsentMirror) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(`${site.url}${path}`);
  return {
    page,
    site,
    complaints,
    picture: (name) => takePictures(page, name),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await site[Symbol.asyncDispose]();
      expect(complaints).toEqual([]);
    },
  };
}

async function takePictures(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: heights[width] ?? 900 });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await page.screenshot({ path: `${pictures}${name}-${width}-${scheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

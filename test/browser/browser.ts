// Debian's Chromium and a page in it that fails the test for whatever a person would not want to see: errors on the console, requests
// that leave the origin.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Desk, layDesk } from './desk.ts';
import { takePictures } from './pictures.ts';
import { dist, type Site, serveSite } from './site.ts';

export interface Opened extends AsyncDisposable {
  readonly page: Page;
  readonly site: Site;
  /** Where {@link OpenOptions.desk} has put a board. */
  readonly desk: Desk | undefined;
  /** What went wrong in the page so far. */
  readonly complaints: readonly string[];
  /** The same site in another tab. */
  another(path?: string): Promise<Page>;
  /** Keeps a picture of what is shown now in all widths, light and dark. */
  picture(name: string): Promise<void>;
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** What a page is opened with. */
export interface OpenOptions {
  /** Default: the site that was built. */
  readonly folder?: string | undefined;
  readonly locale?: string | undefined;
  /** The profile of a virtual board that the page finds as a real one. */
  readonly desk?: string | undefined;
  /** How much faster than on a real board time passes on it. */
  readonly speed?: number | undefined;
  /** The page comes over http from another computer. */
  readonly insecure?: boolean | undefined;
  /** Before the page is loaded. */
  readonly before?: ((context: BrowserContext) => Promise<void>) | undefined;
}

/** Opens the page at `path`. Waits are generous: machines are slow, and what is awaited is an event. */
export async function openPage(browser: Browser, path: string, options: OpenOptions = {}): Promise<Opened> {
  const { folder, locale = 'en-GB', before } = options;
  const site = options.insecure ? insecureSite : await serveSite(folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale });
  context.setDefaultTimeout(120_000);
  if (options.insecure) await serveInsecurely(context);
  const desk = options.desk === undefined ? undefined : await layDesk(context, options.desk, options.speed);
  await before?.(context);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(site.url)) complaints.push(`request to ${request.url()}`);
  });
  const another = async (at = path) => {
    const page = await context.newPage();
    await page.goto(`${site.url}${at}`);
    return page;
  };
  const page = await another();
  return {
    page,
    site,
    desk,
    complaints,
    another,
    picture: (name) => takePictures(page, name),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await site[Symbol.asyncDispose]();
      expect(complaints).toEqual([]);
    },
  };
}

const nothing = async () => undefined;
const insecureSite: Site = { url: 'http://odflash.test/', close: nothing, [Symbol.asyncDispose]: nothing };

/** What another computer would send over http, without that computer. */
async function serveInsecurely(context: BrowserContext): Promise<void> {
  await context.route(`${insecureSite.url}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const path = join(dist, pathname === '/' ? 'index.html' : pathname);
    return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
}

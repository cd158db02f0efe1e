// <odflash-button> on a project page of another origin, under a policy that allows the script and nothing else.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSite } from './site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

/** The page of a project, at an origin of its own. */
async function serveProject(html: string, policy: string): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('a button on a project page', () => {
  it('opens the page with the release chosen, and hears of it until it is verified and closed', async () => {
    await using site = await serveSite();
    const home = new URL(site.url);
    const demo = `${site.url}?demo=${encodeURIComponent('v3.6-56V,firmware=0.5.6')}&speed=8`;
    await using project = await serveProject(
      `<!doctype html><html lang="de"><title>Project</title><link rel="icon" href="data:,">
       <script src="${site.url}button.js"></script><odflash-button release="0.5.5" page="${demo.replaceAll('&', '&amp;')}"></odflash-button>`,
      `default-src 'none'; script-src ${home.origin}; img-src data:`,
    );
    const context = await browser.newContext();
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(project.url);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      document.querySelector('odflash-button')?.addEventListener('odflash', (event) => {
        heard.push((event as CustomEvent).detail);
      });
    });
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'ODrive v3 flashen: 0.5.5' }).click();
    const popup = await opening;
    await popup.getByText(`Opened by ${new URL(project.url).origin}`).waitFor();
    await popup.getByRole('button', { name: 'Connect board' }).click();
    await popup.getByRole('button', { name: 'Flash 0.5.5' }).click();
    const warnings = popup.getByRole('button', { name: 'Accept and continue' });
    const allow = popup.getByRole('button', { name: 'Allow the bootloader' });
    await warnings.or(allow).first().waitFor();
    if (await warnings.isVisible()) await warnings.click();
    await allow.click();
    await popup.getByRole('heading', { name: 'Verified' }).waitFor();
    await popup.close();
    const heard = () =>
      page.evaluate(() => (globalThis as unknown as { heard: { v: number; event: string; stage?: string }[] }).heard);
    await expect.poll(async () => (await heard()).at(-1)?.event, { timeout: 60_000 }).toBe('closed');
    const all = await heard();
    expect(all.every(({ v }) => v === 1)).toBe(true);
    expect(all.filter(({ event }) => event !== 'progress').map(({ event, stage }) => stage ?? event)).toEqual([
      'opened',
      'start',
      'board',
      'working',
      'verified',
      'closed',
    ]);
    expect(complaints).toEqual([]);
    // The worker that keeps the page answers now, and lets it send messages to its opener as well.
    await context.close();
  });

  it('takes nothing from another window that sends the same messages', async () => {
    await using site = await serveSite();
    await using project = await serveProject(
      `<!doctype html><title>Project</title><script src="${site.url}button.js"></script><odflash-button></odflash-button>`,
      `default-src 'none'; script-src ${new URL(site.url).origin}`,
    );
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(project.url);
    const heard = await page.evaluate(async () => {
      const events: unknown[] = [];
      document.querySelector('odflash-button')?.addEventListener('odflash', (event) => events.push(event));
      const arrived = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
      postMessage({ type: 'odflash', v: 1, event: 'verified', firmware: '0.5.6' }, '*');
      await arrived;
      return events.length;
    });
    expect(heard).toBe(0);
    await context.close();
  });

  it('cannot be had in a frame', async () => {
    await using site = await serveSite();
    const { headers } = await fetch(site.url);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const opened = await fetch(`${site.url}?button=https://example.org`);
    expect(opened.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect((await fetch(`${site.url}button.js`)).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

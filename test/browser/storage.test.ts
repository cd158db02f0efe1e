// The files of the page in a real browser: the origin private file system, and what a second tab sees of it.

import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';

let browser: Browser;
let code = '';
beforeAll(async () => {
  browser = await launch();
  const input = fileURLToPath(new URL('../../apps/web/src/platform/opfs-vault.ts', import.meta.url));
  const bundle = await rolldown({ input });
  const { output } = await bundle.generate({ format: 'iife', name: 'files' });
  code = output[0].code;
});
afterAll(() => browser.close());

/** Runs the body of an async function in the page, where `vault` is the page's own. */
function inPage(page: Page, body: string): Promise<unknown> {
  const vault = 'files.opfsVault({ storage: navigator.storage, locks: navigator.locks })';
  return page.evaluate(`(async () => { ${code}\n const vault = globalThis.vault ??= ${vault}; ${body} })()`);
}

describe('the vault of the page', () => {
  it('keeps files over a reload, replaces them whole, and lists and removes them', async () => {
    await using opened = await openPage(browser, '');
    const { page } = opened;
    await inPage(
      page,
      `await vault.put('undo-1.dfu', Uint8Array.of(1, 2, 3)); await vault.put('undo-2.dfu', Uint8Array.of(4));`,
    );
    await inPage(page, `await vault.put('undo-1.dfu', Uint8Array.of(9));`);
    await page.reload();
    expect(await inPage(page, `return [...await vault.get('undo-1.dfu')]`)).toEqual([9]);
    expect(await inPage(page, `return await vault.list('undo-')`)).toEqual(['undo-1.dfu', 'undo-2.dfu']);
    await inPage(page, `await vault.remove('undo-1.dfu'); await vault.remove('never-there');`);
    expect(await inPage(page, `return (await vault.get('undo-1.dfu')) ?? 'none'`)).toBe('none');
  });

  it('keeps a second tab from a board until the first one lets go or is closed', async () => {
    await using opened = await openPage(browser, '');
    const { page } = opened;
    const second = await page.context().newPage();
    await second.goto(page.url());
    const take = `globalThis.held = await vault.lock('board-at-1'); return globalThis.held !== undefined`;
    expect(await inPage(page, take)).toBe(true);
    expect(await inPage(page, `return (await vault.lock('board-at-1')) !== undefined`)).toBe(true);
    expect(await inPage(second, take)).toBe(false);
    await page.close();
    await expect.poll(() => inPage(second, take)).toBe(true);
  });
});

// What axe finds on the page: nothing, in any state that a person meets, light and dark.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { axeFindings } from './checks.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('axe', () => {
  it('finds nothing on the front page, the board and the dashboard', async () => {
    await using opened = await openPage(browser, '?demo=v3.6-56V,firmware=0.5.6&speed=8');
    const { page } = opened;
    await page.getByRole('button', { name: 'Connect board' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: /^Flash/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dashboard' }).click();
    await page.getByText('No errors.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

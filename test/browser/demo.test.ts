// From the front page to a verified board in the demo, with the clicks a person needs.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

describe('the demo', () => {
  it('goes from the front page to verified in three clicks', async () => {
    await using opened = await openPage(browser, '?demo&speed=8');
    const { page, picture } = opened;
    await picture('start');
    await button(page, 'Connect board').click();
    await button(page, 'Flash 0.5.6').waitFor();
    await picture('board');
    await button(page, 'Flash 0.5.6').click();
    await button(page, 'Allow the bootloader').waitFor();
    await picture('permission');
    await button(page, 'Allow the bootloader').click();
    await page.locator('.sectors .writing, .sectors .verifying, .sectors .erasing').first().waitFor();
    await picture('working');
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 60_000 });
    await picture('done');
    expect(await page.locator('.sectors .verified').count()).toBeGreaterThan(0);
  });
});

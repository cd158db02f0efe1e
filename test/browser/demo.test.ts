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
    await page.locator('.sectors ol .writing, .sectors ol .verifying, .sectors ol .erasing').first().waitFor();
    await picture('working');
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 120_000 });
    await picture('done');
    expect(await page.locator('.sectors ol .verified').count()).toBeGreaterThan(0);
  });

  it('takes a dead board behind an ST-Link from the picker to verified', async () => {
    await using opened = await openPage(
      browser,
      `?demo=${encodeURIComponent('v3.6-56V+dfu+stlink,flash=blank')}&speed=8`,
    );
    const { page, picture } = opened;
    await page.locator('summary', { hasText: 'Virtual board' }).click();
    await page.getByLabel('DIP switch on DFU').uncheck();
    await button(page, 'Connect board').click();
    await page.getByRole('heading', { name: 'A virtual browser wants to connect' }).waitFor();
    await picture('picker');
    await button(page, 'Cancel').click();
    await page.getByRole('heading', { name: 'No device was chosen' }).waitFor();
    await page.getByText('Which entry to choose').waitFor();
    await picture('nothing-chosen');
    await button(page, 'Connect board').click();
    await button(page, /ST-?Link/i).click();
    await button(page, 'Flash 0.5.6').click({ timeout: 120_000 });
    // The bootloader that runs is stopped at a reset.
    await button(page, 'Accept and continue').click({ timeout: 120_000 });
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 120_000 });
    await picture('done-stlink');
  });

  it('asks before it starts the firmware of a board found in DFU mode, and keeps what it saved for download', async () => {
    await using opened = await openPage(browser, `?demo=${encodeURIComponent('v3.6-56V+dfu,firmware=0.5.4')}&speed=8`);
    const { page, picture } = opened;
    await page.locator('summary', { hasText: 'Virtual board' }).click();
    await page.getByLabel('DIP switch on DFU').uncheck();
    await button(page, 'Connect board').click();
    await button(page, 'Flash 0.5.6').click();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await picture('question');
    await button(page, 'continue without a backup of the configuration').click();
    await button(page, 'Accept and continue').click();
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 120_000 });
    const saving = page.waitForEvent('download');
    await button(page, /Download: undo-/).click();
    expect((await saving).suggestedFilename()).toMatch(/^undo-[0-9A-F]{12}-.*\.dfu$/);
    await picture('done-dfu');
  });

  it('says what is on the board when the cable is pulled for good, and continues from there', async () => {
    await using opened = await openPage(browser, `?demo=${encodeURIComponent('v3.6-56V+dfu,flash=blank')}&speed=4`);
    const { page, picture } = opened;
    await page.locator('summary', { hasText: 'Virtual board' }).click();
    await button(page, 'Connect board').click();
    await button(page, 'Flash 0.5.6').click();
    await page.locator('.sectors ol .writing').first().waitFor();
    await button(page, 'Unplug USB').click();
    await page.getByRole('heading', { name: 'By hand' }).waitFor({ timeout: 120_000 });
    await button(page, 'Stop').click();
    await page.getByRole('heading', { name: 'That did not work' }).waitFor({ timeout: 120_000 });
    await page.getByText('it continues where it stopped').first().waitFor();
    await picture('failed');
    await button(page, 'Plug USB in').click();
    await button(page, 'Try again').click();
    // A board that is not on the bus yet is offered again when it comes.
    const offered = page.getByRole('button', { name: 'Continue', exact: true });
    await offered.or(button(page, 'Flash 0.5.6')).first().waitFor();
    if (await offered.isVisible()) await offered.click();
    await button(page, 'Flash 0.5.6').click();
    await page.getByRole('heading', { name: 'Verified' }).waitFor({ timeout: 120_000 });
  });
});

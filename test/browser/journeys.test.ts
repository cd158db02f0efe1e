// What people do beside flashing: unlocking a chip, looking at the errors of a running board.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const demo = (profile: string, speed = 8) => `?demo=${encodeURIComponent(profile)}&speed=${speed}`;

describe('a chip in DFU mode', () => {
  it('is unlocked by its typed serial number, which is not filled in, and by nothing else', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V+dfu,rdp=1'));
    const { page } = opened;
    await button(page, 'Connect board').click();
    await button(page, 'Remove protection').click();
    const field = page.getByLabel(/^Type .* to confirm/);
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill('yes');
    await button(page, 'Confirm').click();
    await field.waitFor({ state: 'detached' });
    await page.getByText('Read protection is on').waitFor();
    await button(page, 'Remove protection').click();
    const [, serial = ''] = /Type (\S+) to/.exec((await page.locator('dialog label').textContent()) ?? '') ?? [];
    await field.fill(serial);
    await button(page, 'Confirm').click();
    await page.getByText('None that would start').waitFor();
    expect(await page.getByText('Read protection is on').count()).toBe(0);
  });
});

describe('a running board with an error', () => {
  it('is explained on the dashboard: what the flag means, its cause, its remedy', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V,firmware=0.5.6,axis0.motor.error=0x1'));
    const { page, picture } = opened;
    await button(page, 'Connect board').click();
    await button(page, 'Dashboard').click();
    await page.getByText('PHASE_RESISTANCE_OUT_OF_RANGE').waitFor();
    await page.getByText('Remedy').first().waitFor();
    await picture('dashboard-errors');
  });
});

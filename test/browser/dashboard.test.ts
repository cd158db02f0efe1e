// The dashboard of a running board: status, plot, properties, and a configuration compared before it is restored.

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('the dashboard', () => {
  it('shows a running board, plots what is chosen, and restores a file that was compared', async () => {
    await using opened = await openPage(browser, '?demo=v3.6-56V,firmware=0.5.6&speed=8');
    const { page, picture } = opened;
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: 'Dashboard' }).click();
    await page.getByText('No errors.').waitFor();
    await page.getByRole('searchbox').fill('axis0 estimate');
    await page.getByRole('checkbox', { name: 'Plot axis0.encoder.pos_estimate', exact: true }).check();
    await page.locator('.u-over').waitFor();
    await page.waitForFunction(() => document.querySelector('.series-2 .number')?.textContent !== '');
    await picture('dashboard');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save to a file' }).click();
    const saved = await saving;
    const text = readFileSync(await saved.path(), 'utf8');
    const changed = text.replace(/("vel_limit": )[-\d.e+]+/, '$1 7');
    expect(changed).not.toBe(text);
    await page
      .locator('.configuration input[type=file]')
      .setInputFiles({ name: saved.suggestedFilename(), mimeType: 'application/json', buffer: Buffer.from(changed) });
    await page.getByText('1 value would be written').waitFor();
    await picture('comparison');
    await page.getByRole('button', { name: 'Restore 1 value' }).click();
    await page.getByText('Restored: 1 value').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Back to the board' }).click();
    await page.getByRole('button', { name: /^Flash/ }).waitFor();
  });

  it('breaks names at their dots and underscores on a narrow screen', async () => {
    await using opened = await openPage(browser, '?demo=v3.6-56V,firmware=0.5.6&speed=8');
    const { page, picture } = opened;
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: 'Dashboard' }).click();
    await page.getByRole('searchbox').fill('calibration');
    await page.getByRole('checkbox', { name: 'Plot axis0.motor.config.calibration_current', exact: true }).check();
    await page.locator('.series-1 code').waitFor();
    const before = await page.locator('.properties code, .series code').evaluateAll((names) =>
      names.flatMap((name) => {
        const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
        const letters: { letter: string; top: number }[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (let at = 0; at < (node.textContent ?? '').length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            letters.push({ letter: range.toString(), top: range.getBoundingClientRect().top });
          }
        return letters.flatMap(({ letter, top }, index) =>
          (letters[index + 1]?.top ?? -Infinity) > top ? [letter] : [],
        );
      }),
    );
    expect(before.length).toBeGreaterThan(5);
    await picture('dashboard-names');
    expect(before.filter((letter) => !'._'.includes(letter))).toEqual([]);
  });
});

// What axe finds on the page: nothing, in any state that a person meets, light and dark.

import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Each finding with the elements it is about. */
async function findings(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await page.evaluate<string[]>(
        `${axe.source};axe.run(document).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' ')))`,
      )),
    );
  }
  return found;
}

describe('axe', () => {
  it('finds nothing on the front page, the board and the dashboard', async () => {
    await using opened = await openPage(browser, '?demo=v3.6-56V,firmware=0.5.6&speed=8');
    const { page } = opened;
    await page.getByRole('button', { name: 'Connect board' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect board' }).click();
    await page.getByRole('button', { name: /^Flash/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dashboard' }).click();
    await page.getByText('No errors.').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

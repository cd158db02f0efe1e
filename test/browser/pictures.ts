// Pictures of what a page shows, kept in build/pictures for people to look at; none in CI.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../build/pictures/', import.meta.url));

const sizes = [
  [360, 780],
  [1280, 900],
  [2560, 1440],
] as const;

/** In all widths, light and dark. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (process.env.CI) return;
  mkdirSync(folder, { recursive: true });
  // A dialog covers the window, not what is below it.
  const isCovered = (await page.locator('dialog[open]').count()) > 0;
  const session = await page.context().newCDPSession(page);
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // What was laid out anew has been painted: a picture taken before shows gaps.
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      // Playwright's own screenshot takes four times as long: its PNG is the smallest there can be.
      const { cssContentSize: all } = await session.send('Page.getLayoutMetrics');
      const { data } = await session.send('Page.captureScreenshot', {
        optimizeForSpeed: true,
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height: isCovered ? height : Math.max(all.height, height), scale: 1 },
      });
      writeFileSync(`${folder}${name}-${width}-${colorScheme}.png`, Buffer.from(data, 'base64'));
    }
  }
  await session.detach();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

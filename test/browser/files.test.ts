// Files that go in and come out: every kind of drop, and the flash of a chip in every format.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mainFlash } from '@odflash/core/board';
import { readImage } from '@odflash/core/image';
import { createVirtualBoard, virtualClock } from '@odflash/virtual';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { firmwareFile } from './firmware.ts';
import { button, connect, demo, flash, verified } from './states/state.ts';

let browser: Browser;
let folder = '';
beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'odflash-files-'));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const blank = 'v3.6-56V+dfu,flash=blank';

/** Drags these files from the desktop onto the page and lets go. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const box = await page.locator('.drop').boundingBox();
  if (!box) throw new Error('nothing takes a file');
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    });
  await session.detach();
}

describe('what is dropped on the page', () => {
  it('is refused with the reason, and the board can still be flashed with a file that is one', async () => {
    await using opened = await openPage(browser, '', { desk: blank });
    const { page } = opened;
    await connect(page);
    await page.locator('.drop').waitFor();
    const path = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    mkdirSync(join(folder, 'sources'));
    const huge = path('huge.bin', '');
    truncateSync(huge, 2 ** 31);
    const { name, buffer } = firmwareFile();
    const good = path(name, buffer);
    const problem = page.locator('.firmware .notice.stop');
    for (const [files, reason] of [
      [[join(folder, 'sources')], 'it is a folder'],
      [[huge], 'too large'],
      [[good, path('b.hex', buffer)], 'Several files'],
      [[path('holiday.png', 'no firmware')], 'holiday.png'],
    ] as const) {
      await drop(page, files);
      await expect.poll(() => problem.textContent()).toContain(reason);
      expect(await flash(page).count()).toBe(0);
    }
    await drop(page, [good]);
    await flash(page).waitFor();
    expect(await problem.count()).toBe(0);
    expect(await page.locator('.drop small').textContent()).toBe('ODrive v3.6-56V · 200 KiB');
    // What was looked at is flashed, whatever becomes of the file.
    writeFileSync(good, 'replaced');
    opened.desk?.board.setSwitch('run');
    await flash(page).click();
    await verified(page);
    const [image] = readImage(new Uint8Array(buffer)).segments;
    expect(opened.desk?.board.flash.slice(0, image?.data.length)).toEqual(image?.data);
  });
});

describe('a list of releases that never arrives', () => {
  it('does not stop a look at a board or the flash of a file', async () => {
    let asked = 0;
    await using opened = await openPage(browser, '', {
      desk: blank,
      before: async (context) => {
        await context.route('**/firmware/manifest.json', (route) => {
          // The service worker asks as well, to keep the list for a page without a network.
          if (!route.request().serviceWorker()) asked++;
        });
      },
    });
    const { page } = opened;
    await connect(page);
    await page.locator('.drop').waitFor();
    const { name, buffer } = firmwareFile();
    writeFileSync(join(folder, name), buffer);
    await drop(page, [join(folder, name)]);
    await flash(page).waitFor();
    expect(asked).toBe(1);
    expect(await page.getByText('This page was built without firmware').count()).toBe(0);
  });
});

describe('the flash of a chip', () => {
  it('is saved byte for byte in every format', async () => {
    const profile = 'v3.6-56V+dfu,firmware=0.5.4';
    // Made from the same seed as the board of the demo.
    const twin = createVirtualBoard(profile, { clock: virtualClock() });
    await using opened = await openPage(browser, demo(profile));
    const { page } = opened;
    await connect(page);
    await button(page, 'Read out the flash').waitFor();
    for (const format of ['bin', 'hex', 'dfu']) {
      await page.getByLabel('File format').selectOption(format);
      const saving = page.waitForEvent('download');
      await button(page, 'Read out the flash').click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe(`odrive-flash-${twin.serial}.${format}`);
      const { segments } = readImage(new Uint8Array(readFileSync(await saved.path())));
      const all = new Uint8Array(mainFlash.length).fill(0xff);
      for (const { address, data } of segments) all.set(data, address - mainFlash.address);
      expect(Buffer.compare(all, twin.flash)).toBe(0);
    }
  });
});

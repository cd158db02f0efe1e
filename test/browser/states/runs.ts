// What is shown while a board is changed, and how it ends.

import type { Page } from 'playwright-core';
import { bench, button, connect, demo, flash, heading, type State, verified } from './state.ts';

/** From the front page into the run. */
async function begin(page: Page): Promise<void> {
  await connect(page);
  await flash(page).click();
}

const running = 'v3.6-56V,firmware=0.5.4';
/** Stays at the erase of its sixth sector long enough to be looked at. */
const erasing = 'v3.6-56V+dfu,firmware=0.5.4,slow-erase=20';

async function toErase(page: Page): Promise<void> {
  await begin(page);
  await page.locator('dialog .actions.column button').first().waitFor();
  await page.locator('dialog .actions.column button:not(.quiet)').last().click();
  await page.locator('dialog button.primary').click();
  await page.locator('.sectors ol .verified + .erasing, .sectors ol .written + .erasing').first().waitFor();
}

async function toVerified(page: Page): Promise<void> {
  await begin(page);
  await page.locator('.working .notice button.primary').click();
  await verified(page);
}

/** A run that was ended with its tab; the page is opened again. */
async function interrupted(page: Page): Promise<void> {
  await begin(page);
  await page.locator('.sectors ol .verified').first().waitFor();
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await button(page, 'Continue').waitFor();
}

export const runStates: readonly State[] = [
  {
    name: 'permission',
    path: demo(running),
    go: async (page) => {
      await begin(page);
      await button(page, 'Allow the bootloader').waitFor();
    },
  },
  { name: 'working', path: demo(erasing, 2), go: toErase },
  { name: 'working-zh', path: demo(erasing, 2), locale: 'zh-CN', go: toErase },
  {
    name: 'by-hand',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await bench(page);
      await begin(page);
      await page.locator('.sectors ol .writing').first().waitFor();
      await button(page, 'Unplug USB').click();
      await heading(page, 'By hand');
    },
  },
  { name: 'done', path: demo(running), go: toVerified },
  { name: 'done-de', path: demo(running), locale: 'de-DE', go: toVerified },
  {
    name: 'done-switch-on-dfu',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await begin(page);
      await verified(page);
    },
  },
  {
    name: 'up-to-date',
    path: demo(running),
    go: async (page) => {
      await toVerified(page);
      await button(page, 'Back to the board').click();
      await flash(page).click();
      await button(page, /^Leave/).click();
      await verified(page);
    },
  },
  {
    name: 'failed',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await bench(page);
      await begin(page);
      await page.locator('.sectors ol .writing').first().waitFor();
      await button(page, 'Unplug USB').click();
      await heading(page, 'By hand');
      await button(page, 'Stop').click();
      await heading(page, 'That did not work');
    },
  },
  {
    name: 'resumed-front',
    desk: 'v3.6-56V+dfu,flash=blank',
    releases: true,
    go: interrupted,
  },
  {
    name: 'resumed-board',
    desk: 'v3.6-56V+dfu,flash=blank',
    releases: true,
    go: async (page) => {
      await interrupted(page);
      await button(page, 'Continue').click();
      await flash(page).waitFor();
    },
  },
];

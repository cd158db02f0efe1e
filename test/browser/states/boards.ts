// What is shown of a board before it is changed: its card, its firmware, the preflight, the questions.

import { firmwareFile } from '../firmware.ts';
import { bench, button, connect, demo, flash, heading, type State } from './state.ts';

export const boardStates: readonly State[] = [
  { name: 'demo-front', path: demo('v3.6-56V,firmware=0.5.4'), go: (page) => bench(page) },
  { name: 'demo-front-de', path: demo('v3.6-56V,replug-at=400'), locale: 'de-DE', go: (page) => bench(page) },
  { name: 'demo-front-zh', path: demo('v3.6-56V,replug-at=400'), locale: 'zh-CN', go: (page) => bench(page) },
  {
    name: 'demo-unknown',
    path: demo('v3.7-99V'),
    go: (page) => page.getByText('There is no virtual board "v3.7-99V"').waitFor(),
  },
  {
    name: 'comparison-demo',
    path: demo('v3.6-56V,firmware=0.5.4'),
    go: async (page) => {
      await page.locator('.comparison-card > summary').click();
      await button(page, 'Run both').click();
      await page.locator('.twin.bad').waitFor();
      await page.locator('.twin.good').waitFor();
    },
  },
  ...(['en-GB', 'de-DE', 'zh-CN'] as const).map(
    (locale): State => ({
      name: `board-running-${locale}`,
      path: demo('v3.6-56V,firmware=0.5.4'),
      locale,
      go: async (page) => {
        await connect(page);
        await flash(page).waitFor();
      },
    }),
  ),
  {
    name: 'checks-passed',
    path: demo('v3.6-56V,firmware=0.5.4'),
    go: async (page) => {
      await connect(page);
      await page.locator('.passed > summary').click();
      await page.locator('.passed li.ok').first().waitFor();
    },
  },
  {
    name: 'board-clone',
    path: demo('v3.6-56V+dfu,flash=blank,otp=blank'),
    go: async (page) => {
      await connect(page);
      await page.getByText('Which board is it?').waitFor();
    },
  },
  {
    name: 'board-old',
    path: demo('v3.4-48V+dfu,flash=blank'),
    go: async (page) => {
      await connect(page);
      await flash(page).waitFor();
    },
  },
  {
    name: 'motor-turns',
    path: demo('v3.6-56V,firmware=0.5.4,motor=turning'),
    go: async (page) => {
      await connect(page);
      await page.locator('.preflight .stop').first().waitFor();
    },
  },
  {
    name: 'board-protected',
    path: demo('v3.6-56V+dfu,rdp=1'),
    go: async (page) => {
      await connect(page);
      await button(page, 'Remove protection').waitFor();
    },
  },
  {
    name: 'write-protected',
    path: demo('v3.6-56V+dfu,flash=blank,wrp=2:3'),
    go: async (page) => {
      await connect(page);
      await page.locator('.preflight .findings').waitFor();
    },
  },
  {
    name: 'unlock-consent',
    path: demo('v3.6-56V+dfu,rdp=1'),
    go: async (page) => {
      await connect(page);
      await button(page, 'Remove protection').click();
      await page.getByLabel(/^Type .* to confirm/).waitFor();
    },
  },
  {
    name: 'read-out',
    path: demo('v3.6-56V+dfu,firmware=0.5.4', 1),
    go: async (page) => {
      await connect(page);
      await button(page, 'Read out the flash').click();
      await page.locator('progress').waitFor();
    },
  },
  {
    name: 'no-releases',
    desk: 'v3.6-56V+dfu,flash=blank',
    go: async (page) => {
      await connect(page);
      await page.getByText('built without firmware files').waitFor();
    },
  },
  {
    name: 'file-chosen',
    desk: 'v3.6-56V+dfu,flash=blank',
    go: async (page) => {
      await connect(page);
      await page.locator('.drop input').setInputFiles(firmwareFile());
      await flash(page).waitFor();
    },
  },
  {
    name: 'file-refused',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await connect(page);
      await flash(page).waitFor();
      const buffer = Buffer.from('PNG');
      await page.locator('.drop input').setInputFiles({ name: 'holiday.png', mimeType: 'image/png', buffer });
      await page.locator('.firmware .notice').waitFor();
    },
  },
  {
    name: 'question',
    path: demo('v3.6-56V+dfu,firmware=0.5.4'),
    go: async (page) => {
      await connect(page);
      await flash(page).click();
      await heading(page, 'Your decision');
    },
  },
  {
    name: 'question-warnings',
    path: demo('v3.6-56V+dfu,firmware=0.5.4'),
    go: async (page) => {
      await connect(page);
      await flash(page).click();
      await button(page, 'continue without a backup of the configuration').click();
      await button(page, 'Accept and continue').waitFor();
    },
  },
  {
    name: 'picker',
    path: demo('v3.6-56V+dfu+stlink,flash=blank'),
    go: async (page) => {
      await connect(page);
      await heading(page, 'A virtual browser wants to connect');
    },
  },
  {
    name: 'dashboard',
    path: demo('v3.6-56V,firmware=0.5.6,axis0.motor.error=0x1'),
    go: async (page) => {
      await connect(page);
      await button(page, 'Dashboard').click();
      await page.getByText('PHASE_RESISTANCE_OUT_OF_RANGE').waitFor();
      await page.getByRole('searchbox').fill('axis0 estimate');
      await page.getByRole('checkbox', { name: 'Plot axis0.encoder.pos_estimate', exact: true }).check();
      await page.locator('.u-over').waitFor();
      await page.locator('.properties td.number').filter({ hasText: /\d/ }).first().waitFor();
    },
  },
];

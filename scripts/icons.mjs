// npm run icons: the PNG icons of the page, from apps/web/public/icon.svg. A maskable icon fills the square; systems cut it to a
// shape that keeps the middle 80 % (https://www.w3.org/TR/appmanifest/#icon-masks).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensurePackages } from './test/debian.mjs';
import { ensureInstalled, root } from './workspace.mjs';

const folder = join(root, 'apps/web/public');
const icons = [
  { name: 'icon-192.png', size: 192 },
  { name: 'icon-512.png', size: 512 },
  { name: 'icon-maskable-512.png', size: 512, maskable: true },
];

ensureInstalled();
ensurePackages(['chromium']);
const drawing = readFileSync(join(folder, 'icon.svg'), 'utf8');
const maskable = drawing.replace(' rx="15"', '').replace('<g ', '<g transform="translate(6.4 6.4) scale(.8)" ');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const { name, size, ...icon } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${icon.maskable ? maskable : drawing}`);
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();

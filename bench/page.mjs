// npm run bench:page: the built page in Debian's Chromium. How soon its button works on a computer four times slower, at 10 Mbit/s and
// 40 ms (median of five first visits), and what Lighthouse gives it. Lighthouse (186 MB) is fetched into build/lighthouse the first
// time; without a network that part is left out and said. Exits with 1 beyond a limit.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensurePackages } from '../scripts/test/debian.mjs';
import { ensureInstalled, root, runNode } from '../scripts/workspace.mjs';
import { serveFolder } from './page-server.mjs';

const limits = { interactiveMs: 1000, score: 95 };
const visits = 5;
const net = { latency: 40, bytesPerSecond: (10 * 1000 * 1000) / 8, cpu: 4 };
const executablePath = '/usr/bin/chromium';
const lighthouse = { version: '12.8.2', folder: join(root, 'build/lighthouse') };

ensureInstalled();
ensurePackages(['chromium']);
if (!process.argv.includes('--built')) runNode(join(root, 'scripts/web.mjs'));

const site = await serveFolder(join(root, 'apps/web/dist'));
const complaints = [];
try {
  const all = await interactive(site.url);
  const [wall, processor] = ['wall', 'processor'].map((name) => median(all.map((visit) => visit[name])));
  console.log(
    `button works after ${wall.toFixed(0)} ms, ${processor.toFixed(0)} of them on the processor (median of ${visits})`,
  );
  if (wall > limits.interactiveMs) complaints.push(`the button works after ${wall.toFixed(0)} ms`);
  for (const [category, score] of await scores(site.url)) {
    console.log(`lighthouse ${category}: ${score}`);
    if (score < limits.score) complaints.push(`${category} has ${score} of 100`);
  }
} finally {
  await site.close();
}
for (const complaint of complaints) console.error(`page: ${complaint}`);
process.exit(complaints.length > 0 ? 1 : 0);

/**
 * Milliseconds from the navigation to the enabled button, at each of some first visits, and how long the main thread had the processor
 * for it, which other programs on the machine do not add to.
 */
async function interactive(url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const found = [];
  for (let visit = 0; visit < visits; visit++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const { latency, bytesPerSecond: rate, cpu } = net;
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: rate,
      uploadThroughput: rate,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await page.addInitScript(() => {
      const look = () => {
        const button = document.querySelector('button.primary');
        if (button && !button.disabled) globalThis.worksAt = performance.now();
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(url);
    await page.waitForFunction(() => globalThis.worksAt !== undefined);
    const { metrics } = await session.send('Performance.getMetrics');
    const { value: seconds = 0 } = metrics.find(({ name }) => name === 'TaskDuration') ?? {};
    found.push({ wall: await page.evaluate(() => globalThis.worksAt), processor: seconds * 1000 });
    await context.close();
  }
  await browser.close();
  return found;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Exit status of a program that ran beside this one, which serves the page meanwhile. */
async function statusOf(program, args, options) {
  const child = spawn(program, args, { ...options, stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  return status;
}

/** Each category with its score of 100. */
async function scores(url) {
  const { folder, version } = lighthouse;
  const program = join(folder, 'node_modules/lighthouse/cli/index.js');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const install = ['install', '--no-audit', '--no-fund', `lighthouse@${version}`];
    if ((await statusOf('npm', install, { cwd: folder })) !== 0) {
      console.error('page: Lighthouse could not be fetched; its scores are left out');
      return [];
    }
  }
  const report = join(folder, 'report.json');
  const args = [program, url, '--quiet', '--output=json', `--output-path=${report}`];
  const throttled = [`--throttling.rttMs=${net.latency}`, '--throttling.throughputKbps=10240'];
  const flags = ['--chrome-flags=--headless=new --no-sandbox', `--throttling.cpuSlowdownMultiplier=${net.cpu}`];
  const env = { ...process.env, CHROME_PATH: executablePath, HOME: folder };
  if ((await statusOf(process.execPath, [...args, ...throttled, ...flags], { env })) !== 0)
    throw new Error('Lighthouse did not work');
  const { categories } = JSON.parse(readFileSync(report, 'utf8'));
  return Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]);
}

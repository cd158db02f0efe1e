// How long `odflash --help` takes, beside a Node that does nothing: what a person waits before anything happens.
//
//   node bench/startup.mjs [--runs N] [--budget MS]
//
// Prints medians of N runs each (20), in turns, so that both see the same load. With --budget: exit status 1 above it.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, budget: { type: 'string' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number above 0');
const command = fileURLToPath(new URL('../packages/cli/bin/odflash.js', import.meta.url));

const candidates = {
  'node -e 0': ['-e', '0'],
  'odflash --help': [command, '--help'],
  'odflash flash --help': [command, 'flash', '--help'],
};
const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
// The first round fills the disk cache and does not count.
for (let run = -1; run < runs; run++)
  for (const [name, args] of Object.entries(candidates)) {
    const ms = wallTime(args);
    if (run >= 0) times[name].push(ms);
  }

const medians = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
for (const [name, ms] of Object.entries(medians))
  console.log(`${name.padEnd(22)} ${ms.toFixed(0).padStart(4)} ms   (${range(times[name])})`);
if (values.budget !== undefined && medians['odflash --help'] > Number(values.budget)) {
  console.log(`over the budget of ${values.budget} ms`);
  process.exitCode = 1;
}

function wallTime(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function range(list) {
  return `${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}`;
}

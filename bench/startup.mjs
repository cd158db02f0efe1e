// How long `odflash --help` takes, beside a Node that does nothing: what a person waits before anything happens. The
// self-contained binary too, beside the Node it is made of, where `npm run binary` has built it. `get` and `shell` connect to a
// virtual board in another process, over USB/IP on this computer, whose descriptor was seen before.
//
//   node bench/startup.mjs [--runs N] [--budget MS]
//
// Prints medians of N runs each (20), in turns, so that all see the same load, and the median of what each took more than
// Node right before it. With --budget: exit status 1 where --help takes more than that above Node.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureRuntime } from '../scripts/test/runtimes.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, budget: { type: 'string' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number above 0');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const command = here('../packages/cli/bin/odflash.js');
const binary = here('../dist/binary/linux-x64/odflash');

const folder = mkdtempSync(join(tmpdir(), 'odflash-startup-'));
const env = { ...process.env, XDG_STATE_HOME: folder, LOCALAPPDATA: folder };
const { server, board } = await serve();

const groups = [
  {
    bare: [process.execPath, '-e', '0'],
    candidates: {
      'odflash --help': [process.execPath, command, '--help'],
      'odflash flash --help': [process.execPath, command, 'flash', '--help'],
      'odflash get': [process.execPath, command, 'get', 'vbus_voltage', ...board],
      'odflash shell -e': [process.execPath, command, 'shell', '-e', '1', ...board],
    },
  },
];
if (existsSync(binary))
  groups.push({
    bare: [ensureRuntime('linux-x64').program, '-e', '0'],
    candidates: { 'binary --help': [binary, '--help'] },
  });

console.log('                          alone   above node');
try {
  for (const group of groups) measure(group);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** A running board on a port that the system chose. */
async function serve() {
  const words = ['virtual', '--profile', 'v3.6-56V', '--listen', '127.0.0.1:0', '--json'];
  const child = spawn(process.execPath, [command, ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
  let said = '';
  for await (const piece of child.stdout) {
    said += piece;
    const port = /"port":(\d+)/.exec(said)?.[1];
    if (port) return { server: child, board: ['--usbip', `127.0.0.1:${port}`] };
  }
  throw new Error(`the virtual board does not listen: ${said}`);
}

function measure({ bare, candidates }) {
  const times = { node: [], ...Object.fromEntries(Object.keys(candidates).map((name) => [name, []])) };
  // The first round fills the disk cache and does not count.
  for (let run = -1; run < runs; run++)
    for (const [name, words] of [['node', bare], ...Object.entries(candidates)]) {
      const ms = wallTime(words);
      if (run >= 0) times[name].push(ms);
    }
  for (const [name, list] of Object.entries(times)) {
    const above = median(list.map((ms, index) => ms - times.node[index]));
    const more = name === 'node' ? '' : `${above.toFixed(0).padStart(8)} ms`;
    console.log(`${name.padEnd(22)} ${median(list).toFixed(0).padStart(5)} ms ${more}`);
    if (values.budget === undefined || !/^(odflash|binary) --help$/.test(name) || above <= Number(values.budget))
      continue;
    console.log(`over the budget of ${values.budget} ms`);
    process.exitCode = 1;
  }
}

function wallTime([program, ...words]) {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

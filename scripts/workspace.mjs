// What every npm script shares: install if needed, run a tool of node_modules, stop on failure. Node only, no shell.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** npm's program, to be run with Node. */
export const npm =
  process.env.npm_execpath ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

/** Runs a script with our own Node, or the one at `program`; ends this process with its status if it fails. */
export function runNode(script, args = [], { program = process.execPath, ...options } = {}) {
  const done = spawnSync(program, [script, ...args], { cwd: root, stdio: 'inherit', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
  return done;
}

/** Runs the command a package of node_modules installs, without depending on how the platform links it. */
export function runTool(packageName, args, options) {
  const require = createRequire(join(root, 'package.json'));
  const folder = join(root, 'node_modules', packageName);
  const { bin } = require(join(folder, 'package.json'));
  const entry = typeof bin === 'string' ? bin : Object.values(bin)[0];
  return runNode(join(folder, entry), args, options);
}

/** `npm ci` unless what is installed is what the lock file asks for. */
export function ensureInstalled() {
  if (installedAsLocked()) return;
  console.error('Installing dependencies (npm ci) …');
  runNode(npm, ['ci', '--no-audit', '--no-fund']);
}

function installedAsLocked() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

/** Compiles every package (`tsc -b`, incremental) and bundles the command. */
export function build() {
  runTool('typescript', ['-b']);
  // It lists every chunk on stdout, which is not needed.
  runTool('rolldown', ['--config', 'packages/cli/rolldown.config.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const dist = join(root, 'packages/cli/dist');
  cpSync(join(root, 'samples/built/odflash-sample-odrive-v3.6-56V.hex'), join(dist, 'samples/odrive-v3.6-56V.hex'));
  runNode(join(root, 'scripts/man.mjs'));
}

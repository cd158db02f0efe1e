// Debian's Wine with Windows' own Node: what runs the command as on Windows. Its drive C is kept in .cache/wine.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { ensurePackages } from './debian.mjs';
import { ensureRuntime } from './runtimes.mjs';

const prefix = join(root, '.cache/wine');

/** Installs what is missing. Gives the environment in which the tests of the command run it in Windows. */
export function inWindows() {
  // `script`, which gives it a console, is in bsdutils, and every Debian has it.
  ensurePackages(['wine64', 'wine', 'unzip']);
  if (!existsSync(prefix)) makePrefix();
  return {
    ...environment(prefix),
    ODFLASH_TEST_LAUNCHER: join(root, 'test/windows/launch.ts'),
    ODFLASH_TEST_NODE: ensureRuntime('win-x64').program,
  };
}

/** No display, no messages of its own, and no search for Mono and Gecko, which a command line does not need. */
function environment(folder) {
  const { DISPLAY: _, ...env } = process.env;
  return { ...env, WINEPREFIX: folder, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' };
}

function makePrefix() {
  console.error("Making Wine's drive C …");
  const part = `${prefix}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const env = environment(part);
  // Node ends with 216 on what Wine takes for Windows 7.
  for (const words of [
    ['wineboot', '--init'],
    ['winecfg', '-v', 'win10'],
  ])
    wine(words, env);
  run('wineserver', ['--wait'], env);
  renameSync(part, prefix);
}

function wine(words, env) {
  run('wine', words, env);
}

function run(program, words, env) {
  const done = spawnSync(program, words, { env, stdio: 'ignore' });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${done.status}`);
}

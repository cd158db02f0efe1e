// npm run demo: the main job on a virtual board. Flashes the sample firmware onto a virtual ODrive v3.6-56V that is in
// DFU mode and still carries its factory firmware, verifies it, then runs the same command again: nothing needs doing.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, ensureInstalled, root } from './workspace.mjs';

const firmware = 'samples/built/odflash-sample-2.0.0.hex';

ensureInstalled();
build();

const state = mkdtempSync(join(tmpdir(), 'odflash-demo-'));
try {
  say(
    'A virtual ODrive v3.6-56V, DIP switch on DFU. Real time: this takes as long as the flash of an STM32F405 takes.',
  );
  odflash('info', firmware);
  odflash('flash', firmware, '--virtual', 'v3.6-56V+dfu,time=real', '--yes');
  say('The same command again: every sector is already what the file says.');
  odflash('flash', firmware, '--virtual', 'v3.6-56V+dfu,time=real', '--yes');
  say('That was the real engine on a virtual board. With a board: npx odflash flash FILE');
} finally {
  rmSync(state, { recursive: true, force: true });
}

function say(text) {
  console.error(`\n── ${text}\n`);
}

/** Runs the built command line as a person would, with the demo's own virtual board and backup folder. */
function odflash(...args) {
  const board = args.includes('--virtual') ? ['--virtual-state', state, '--backup-dir', join(state, 'backups')] : [];
  console.error(`$ odflash ${args.join(' ')}`);
  const cli = join(root, 'packages/cli/bin/odflash.js');
  const done = spawnSync(process.execPath, [cli, ...args, ...board], { cwd: root, stdio: 'inherit' });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

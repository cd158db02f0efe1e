// npm run demo: the main job on virtual boards. Flashes the sample firmware onto a virtual ODrive v3.6-56V that is in DFU
// mode and still carries its factory firmware, verifies it, then runs the same command again: nothing needs doing. Then
// takes another one, which is running, to new firmware and back to running with its configuration.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, ensureInstalled, root } from './workspace.mjs';

const firmware = 'samples/built/odflash-sample-2.0.0.hex';
const odriveFirmware = 'samples/built/odflash-sample-odrive-v3.6-56V.hex';

ensureInstalled();
build();

const state = mkdtempSync(join(tmpdir(), 'odflash-demo-'));
const inDfuMode = virtual('v3.6-56V+dfu,time=real', 'in-dfu-mode');
const running = virtual('v3.6-56V,firmware=0.5.5,time=real', 'running');
try {
  say(
    'A virtual ODrive v3.6-56V, DIP switch on DFU. Real time: this takes as long as the flash of an STM32F405 takes.',
  );
  odflash('info', firmware);
  odflash('flash', firmware, ...inDfuMode, '--yes');
  say('The same command again: every sector is already what the file says.');
  odflash('flash', firmware, ...inDfuMode, '--yes');
  say('Another board, which runs firmware 0.5.5 and has been configured. No switch is touched.');
  odflash('dfu', odriveFirmware, ...running);
  say('That was the real engine on virtual boards. With a board: npx odflash flash FILE, or npx odflash dfu FILE');
} finally {
  rmSync(state, { recursive: true, force: true });
}

function say(text) {
  console.error(`\n── ${text}\n`);
}

/** The words for a virtual board that keeps what it holds, and its backups beside it. */
function virtual(profile, name) {
  return ['--virtual', profile, '--virtual-state', join(state, name), '--yes'];
}

/** Runs the built command line as a person would. */
function odflash(...args) {
  console.error(`$ odflash ${args.join(' ')}`);
  const cli = join(root, 'packages/cli/bin/odflash.js');
  const done = spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

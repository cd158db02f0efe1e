// The binaries as they are offered for download: with the licences of everything in them, packed as each system expects it.

import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureRuntime } from '../test/runtimes.mjs';
import { root } from '../workspace.mjs';
import { zip } from './zip.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));

/** Packs the binary and puts the licences beside it. Gives the path of the archive. */
export function pack(target, file) {
  const folder = dirname(file);
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'third-party-licences.txt'), licences());
  const names = [basename(file), 'LICENSE', 'third-party-licences.txt'];
  const path = join(root, 'dist/binary', `odflash-${version}-${target}`);
  return target === 'win-x64' ? zipped(`${path}.zip`, folder, names) : tarball(`${path}.tar.gz`, folder, names);
}

function licences() {
  const usb = join(root, 'node_modules/usb');
  const texts = [
    readFileSync(join(root, 'packages/cli/dist/third-party-licences.txt'), 'utf8'),
    `usb (MIT)\n\n${readFileSync(join(usb, 'LICENSE'), 'utf8')}`,
    `libusb, in the addon of usb (LGPL-2.1)\n\n${readFileSync(join(usb, 'libusb/COPYING'), 'utf8')}`,
    `Node.js and what is in it\n\n${readFileSync(join(ensureRuntime('linux-x64').folder, 'LICENSE'), 'utf8')}`,
  ];
  return texts.join('\n\n');
}

function tarball(path, folder, names) {
  const whose = ['--owner=0', '--group=0', '--numeric-owner'];
  const { status, stdout } = spawnSync('tar', ['-cf', '-', ...whose, '-C', folder, ...names], {
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`tar ended with ${status}`);
  writeFileSync(path, gzipSync(stdout, { level: 9 }));
  return path;
}

function zipped(path, folder, names) {
  writeFileSync(path, zip(names.map((name) => ({ name, content: readFileSync(join(folder, name)) }))));
  return path;
}

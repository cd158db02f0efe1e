// The two tools, as people call them.

import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Guest, guestNode, runOrThrow } from '../../test/guest/machine/guest.ts';

export interface Tool {
  readonly name: 'dfu-util' | 'odflash';
  /** Flashes a file of the guest. `name` is one of a kind. */
  argv(file: string, name: string): readonly string[];
  readonly version: string;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

export async function toolsIn(guest: Guest): Promise<readonly Tool[]> {
  const odflash = await ownCopy(guest);
  const version = async (argv: readonly string[]) => (await guest.run(argv)).stdout.split('\n')[0] ?? '';
  return [
    {
      name: 'dfu-util',
      version: await version(['dfu-util', '--version']),
      argv: (file) => ['dfu-util', '-a', '0', '-s', '0x08000000:leave', '-D', file],
    },
    {
      name: 'odflash',
      version: await version([...odflash, '--version']),
      argv: (file, name) => [...odflash, 'flash', file, '--yes', '--backup-dir', `/share/backup/${name}`],
    },
  ];
}

/**
 * The built command and its Node, copied into the guest's memory: a build meanwhile would change it half way, and every
 * start would read it through the host.
 */
async function ownCopy(guest: Guest): Promise<readonly string[]> {
  const from = join(project, 'packages/cli');
  const to = join(guest.share, 'odflash');
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(from, part), join(to, part), { recursive: true });
  for (const name of ['usb', 'node-gyp-build', 'node-addon-api']) {
    const installed = join(project, 'node_modules', name);
    if (existsSync(installed)) cpSync(installed, join(to, 'node_modules', name), { recursive: true });
  }
  mkdirSync(join(guest.share, 'backup'));
  await runOrThrow(guest, ['cp', '-r', '/share/odflash', ...guestNode, '/root']);
  return ['/root/node', '/root/odflash/bin/odflash.js'];
}

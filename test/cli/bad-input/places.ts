// Places that cannot be read or written.

import { mkdirSync } from 'node:fs';
import { type Case, file, flash, good, posix, root, unprivileged } from './case.ts';

export const places: readonly Case[] = [
  {
    name: 'a backup folder that is a file',
    words: (at) => flash(good, '--backup-dir', file(at, 'backups', 'x')),
    code: 'backup-failed',
    exit: 4,
  },
  {
    name: 'a backup folder that may not be written',
    words: (at) => {
      mkdirSync(at('backups'), { mode: 0o555 });
      return flash(good, '--backup-dir', at('backups'));
    },
    code: 'backup-failed',
    exit: 4,
    skip: !posix,
    ...(root && { run: { uid: unprivileged } }),
  },
  {
    name: 'a disk that is too full for the backup',
    words: (at) => flash(good, '--backup-dir', at('backups')),
    code: 'backup-failed',
    exit: 4,
    // No file may grow beyond 100 KiB, and writing on is an error instead of the end.
    run: { shell: "trap '' XFSZ; ulimit -f 200" },
    skip: !posix,
  },
  {
    name: 'reading into a file that exists',
    words: (at) => ['read', file(at, 'out.bin', 'precious')],
    code: 'file-unwritable',
    exit: 5,
    says: /exists/,
  },
  {
    name: 'reading into a folder that does not exist',
    words: (at) => ['read', at('none/out.bin')],
    code: 'file-unwritable',
    exit: 5,
  },
  {
    name: 'reading what is no flash',
    words: (at) => ['read', at('out.bin'), '--range', '0x20000000:16'],
    code: 'usage',
    exit: 2,
  },
  {
    name: 'a log file that cannot be opened',
    words: (at) => flash(good, '--log-file', at('none/log')),
    code: 'file-unwritable',
    exit: 5,
  },
];

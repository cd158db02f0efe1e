// Every way to start that must not end in a flash: a code, an exit status, four lines for people, one for machines, and
// a board on which not one byte is different.

import { chmodSync, copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { keptBoard, odflash, type RunOptions, scratch } from './command.ts';
import { hexFile, noise, sample, startable } from './samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const posix = process.platform !== 'win32';
const root = process.getuid?.() === 0;
const nobody = 65534;

interface Case {
  readonly name: string;
  /** Makes what is needed in the folder; gives the words after `odflash`, board options not included. */
  readonly words: (at: (name: string) => string) => readonly string[];
  readonly code: string;
  readonly exit: number;
  /** What the message must mention. */
  readonly says?: RegExp;
  readonly profile?: string;
  /** Other board options than those of the kept board. */
  readonly boards?: (at: (name: string) => string) => readonly string[];
  readonly run?: RunOptions;
  readonly skip?: boolean;
}

function file(at: (name: string) => string, name: string, bytes: Uint8Array | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

const flash = (path: string, ...more: readonly string[]) => ['flash', path, '--yes', ...more];
const good = sample('2.0.0', 'hex');

const files: readonly Case[] = [
  {
    name: 'a picture',
    words: (at) => flash(file(at, 'a.hex', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))),
    code: 'bad-file',
    exit: 5,
    says: /PNG|picture/i,
  },
  {
    name: 'a web page saved in place of the file',
    words: (at) => flash(file(at, 'firmware.hex', '<!DOCTYPE html><html><body>Not found</body></html>')),
    code: 'bad-file',
    exit: 5,
    says: /web page|HTML/i,
  },
  { name: 'an empty file', words: (at) => flash(file(at, 'a.bin', '')), code: 'bad-file', exit: 5, says: /empty/ },
  {
    name: 'a HEX file with a wrong checksum',
    words: (at) => flash(file(at, 'a.hex', ':0400000000000020DD\n:00000001FF\n')),
    code: 'bad-file',
    exit: 5,
    says: /line 1/,
  },
  {
    name: 'a file of 200 MB',
    words: (at) => {
      truncateSync(file(at, 'big.bin', ''), 200_000_000);
      return flash(at('big.bin'));
    },
    code: 'bad-file',
    exit: 5,
    says: /191 MiB/,
  },
  { name: 'a folder', words: (at) => flash(at('.')), code: 'file-unreadable', exit: 5, says: /folder/ },
  { name: 'a file that is not there', words: (at) => flash(at('none.hex')), code: 'file-unreadable', exit: 5 },
  {
    name: 'a file that may not be read',
    words: (at) => {
      copyFileSync(good, at('a.hex'));
      chmodSync(at('a.hex'), 0);
      return flash(at('a.hex'));
    },
    code: 'file-unreadable',
    exit: 5,
    says: /may not/,
    skip: !posix,
    ...(root && { run: { uid: nobody } }),
  },
  {
    name: 'a device',
    words: () => flash('/dev/zero'),
    code: 'file-unreadable',
    exit: 5,
    says: /device/,
    skip: !posix,
  },
  {
    name: 'an image larger than the flash',
    words: (at) => flash(file(at, 'a.bin', startable(1024 * 1024 + 4))),
    code: 'image-out-of-range',
    exit: 5,
  },
  {
    name: 'an image for RAM only',
    words: (at) => flash(file(at, 'a.hex', hexFile({ address: 0x2000_0000, data: noise(512) }))),
    code: 'image-empty',
    exit: 5,
  },
  {
    name: 'an all 0xFF image',
    words: (at) => flash(file(at, 'a.hex', hexFile({ address: 0x0802_0000, data: new Uint8Array(512).fill(0xff) }))),
    code: 'image-empty',
    exit: 5,
  },
  {
    name: 'a vector table that leads out of the flash',
    words: (at) => {
      const bytes = startable(4096);
      new DataView(bytes.buffer).setUint32(4, 0x0900_0001, true);
      return flash(file(at, 'a.hex', hexFile({ address: 0x0800_0000, data: bytes })));
    },
    code: 'image-implausible',
    exit: 5,
  },
  {
    name: 'a raw binary that is no firmware',
    words: (at) => flash(file(at, 'a.bin', noise(4096))),
    code: 'image-implausible',
    exit: 5,
  },
  {
    name: 'option bytes in the image',
    words: (at) => {
      const segments = [
        { address: 0x0800_0000, data: startable(4096) },
        { address: 0x1fff_c000, data: noise(16) },
      ];
      return flash(file(at, 'a.hex', hexFile(...segments)));
    },
    code: 'image-out-of-range',
    exit: 5,
    says: /1FFFC000/i,
  },
  {
    name: 'an address for a file that has its own',
    words: () => flash(good, '--address', '0x08004000'),
    code: 'usage',
    exit: 2,
  },
];

const boards: readonly Case[] = [
  {
    name: 'a serial number that is not there',
    words: () => flash(good, '--serial', '000000000000'),
    code: 'no-device',
    exit: 3,
    says: /000000000000/,
  },
  { name: 'a path that is not there', words: () => flash(good, '--path', '9-9'), code: 'no-device', exit: 3 },
  {
    name: 'two boards and no choice',
    words: () => flash(good),
    boards: (at) => ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.6-24V+dfu', '--virtual-state', at('board')],
    code: 'several-devices',
    exit: 3,
    says: /1-1.*1-2/,
  },
  {
    name: 'another STM32 in DFU mode',
    words: () => flash(good),
    profile: 'v3.6-56V+dfu,otp=foreign',
    code: 'board-unknown',
    exit: 3,
  },
  {
    name: 'a blank one-time memory and no --board',
    words: () => flash(good),
    profile: 'v3.6-56V+dfu,otp=blank',
    code: 'board-unknown',
    exit: 3,
    says: /v3\.4 or lower/,
  },
  {
    name: 'another board than the one that was named',
    words: () => flash(good, '--board', 'v3.5-48V'),
    code: 'board-mismatch',
    exit: 3,
  },
  {
    name: 'a board version that was never made',
    words: () => flash(good, '--board', 'v9.9'),
    code: 'usage',
    exit: 2,
    says: /v9\.9/,
  },
  {
    name: 'a board that DFU mode can destroy',
    words: () => flash(good),
    profile: 'v3.4-48V+dfu',
    code: 'unsafe-board',
    exit: 3,
    says: /DC supply/,
  },
  {
    name: 'consent for another board',
    words: () => flash(good, '--consent', 'unsafe-dfu=000000000000'),
    profile: 'v3.4-48V+dfu',
    code: 'unsafe-board',
    exit: 3,
  },
  {
    name: 'a board that is running',
    words: () => flash(good),
    profile: 'v3.6-56V',
    code: 'not-in-dfu-mode',
    exit: 3,
  },
  {
    name: 'a read-protected chip',
    words: () => flash(good, '--board', 'v3.6-56V'),
    profile: 'v3.6-56V+dfu,rdp=1',
    code: 'read-protected',
    exit: 7,
  },
  {
    name: 'reading a read-protected chip',
    words: (at) => ['read', at('out.bin')],
    profile: 'v3.6-56V+dfu,rdp=1',
    code: 'read-protected',
    exit: 7,
  },
  {
    name: 'write-protected sectors in the way',
    words: () => flash(good),
    profile: 'v3.6-56V+dfu,wrp=2:5',
    code: 'write-protected',
    exit: 7,
    says: /2, 5/,
  },
  {
    name: 'a virtual board that does not exist',
    words: () => flash(good),
    boards: () => ['--virtual', 'v3.7-99V+dfu'],
    code: 'usage',
    exit: 2,
  },
];

const consents: readonly Case[] = [
  {
    name: 'a warning that nobody accepted',
    words: (at) => ['flash', file(at, 'part.bin', noise(64)), '--address', '0x080A0000'],
    code: 'not-confirmed',
    exit: 3,
  },
  { name: 'an erase that nobody confirmed', words: () => ['erase'], code: 'not-confirmed', exit: 3 },
  {
    name: 'an unlock without consent',
    words: () => ['unlock'],
    profile: 'v3.6-56V+dfu,rdp=1',
    code: 'not-confirmed',
    exit: 3,
    says: /erases everything/,
  },
  {
    name: 'an unlock of another board',
    words: () => ['unlock', '--consent', 'unlock=000000000000'],
    profile: 'v3.6-56V+dfu,wrp=3',
    code: 'not-confirmed',
    exit: 3,
  },
];

const places: readonly Case[] = [
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
    ...(root && { run: { uid: nobody } }),
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

describe.each([
  ['files', files],
  ['boards', boards],
  ['consents', consents],
  ['places', places],
])('refused, and nothing is changed: %s', (_, cases) => {
  it.concurrent.each(cases.filter(({ skip }) => !skip))('$name', async ({ words, code, exit, says, ...rest }) => {
    using folder = scratch();
    chmodSync(folder.path, 0o777);
    const board = await keptBoard(folder.at('board'), rest.profile);
    if (rest.run?.uid !== undefined) openToAll(folder.at('board'));
    const before = board.content();
    const args = [...words(folder.at), ...(rest.boards?.(folder.at) ?? board.options), '--json'];
    const run = await odflash(args, rest.run);
    expect([run.last().type, run.last().code, run.last().exit, run.status], run.stderr).toEqual([
      'error',
      code,
      exit,
      exit,
    ]);
    expect(run.last().board).toBe('untouched');
    expect(board.content()).toEqual(before);
    expectFourLines(run.stderr, code);
    if (says) expect(run.stderr).toMatch(says);
  });
});

function openToAll(folder: string): void {
  chmodSync(folder, 0o777);
  for (const name of ['flash.bin', 'state.json']) chmodSync(`${folder}/${name}`, 0o666);
}

/** What happened, the board, the next step, the code: at the end, once each. */
function expectFourLines(stderr: string, code: string): void {
  const lines = stderr.trimEnd().split('\n').slice(-4);
  expect(lines[0]).toMatch(/^error: .+[.!?]$/);
  expect(lines[1]).toMatch(/^Board: untouched \(.+\)$/);
  expect(lines[2]).toMatch(/^Next: {2}.+[.!?]$/);
  expect(lines[3]).toBe(`E: ${code}, see docs/errors/${code}.md`);
}

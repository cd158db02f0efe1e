// Places that cannot be written, as they are in life: a home on a read-only disk, a full one, none at all. Real mounts, so
// that they are so for root as well. What must be kept stops the command before the board is touched; what can be done
// without is done without.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { boardVersion } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import {
  canMount,
  type Ended,
  keptBoard,
  odflash,
  platform,
  type RunOptions,
  type Scratch,
  scratch,
} from '../command.ts';
import { exported } from '../exported.ts';
import { expectJsonLines } from '../json-lines.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const linux = platform === 'linux';
/** Name spaces of mounts are Linux's, and some containers and distributions keep them to themselves. */
const mounts = linux && canMount();
const root = process.getuid?.() === 0;
const image = smallSample('2.0.0');

/** No folder but the home is named, as for most people. */
const personal = (home: string): NodeJS.ProcessEnv => ({
  HOME: home,
  XDG_STATE_HOME: undefined,
  XDG_CACHE_HOME: undefined,
});

interface Placed {
  readonly run: Ended;
  readonly changed: boolean;
  readonly holds: boolean;
}

/** Flashes a board that another process has, so that backups belong where a real board's do. */
async function flashedFrom(folder: Scratch, options: RunOptions, more: readonly string[] = []): Promise<Placed> {
  const board = await keptBoard(folder.at('board'));
  const before = board.content().flash;
  writeFileSync(folder.at('small.bin'), image);
  let run: Ended | undefined;
  await exported(['--profile', 'v3.6-56V+dfu', '--virtual-state', folder.at('board')], async (server) => {
    const words = ['flash', folder.at('small.bin'), '--usbip', server, '--yes', '--no-start', '--json', ...more];
    run = await odflash(words, options);
  });
  if (!run) throw new Error('it did not run');
  const holds = Buffer.compare(board.bytes(0x0800_0000, image.length), image) === 0;
  return { run, changed: board.content().flash !== before, holds };
}

function expectRefused({ run, changed }: Placed, says: RegExp): void {
  expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([4, 'backup-failed', 'untouched']);
  expectJsonLines(run.lines());
  expect(changed).toBe(false);
  expect(run.stderr).toMatch(says);
  expect(run.stderr).toContain('--backup-dir');
}

describe.runIf(mounts)('a home on a disk', () => {
  const disks: readonly (readonly [what: string, options: string, says: RegExp])[] = [
    ['that is read-only', 'ro', /EROFS|read-only/],
    ['that is full', 'size=4k', /ENOSPC|no space/],
    ['without room for another file', 'nr_inodes=1', /ENOSPC|no space/],
  ];

  it.concurrent.each(disks)('%s: no backup, so nothing is changed', async (_what, options, says) => {
    using folder = scratch();
    mkdirSync(folder.at('home'));
    const sandbox = { env: personal(folder.at('home')), mounts: [{ over: folder.at('home'), options }] };
    expectRefused(await flashedFrom(folder, sandbox), says);
  });

  it.concurrent.each(disks)('%s: --backup-dir is the way out', async (_what, options) => {
    using folder = scratch();
    mkdirSync(folder.at('home'));
    const sandbox = { env: personal(folder.at('home')), mounts: [{ over: folder.at('home'), options }] };
    const { run, holds } = await flashedFrom(folder, sandbox, ['--backup-dir', folder.at('undo')]);
    expect([run.status, holds], run.stderr).toEqual([0, true]);
    expect(readdirSync(folder.at('undo')).filter((name) => name.startsWith('undo-'))).toHaveLength(1);
  });

  it.concurrent.each(disks)('%s: --no-backup goes without, and says what it could not keep', async (_what, options) => {
    using folder = scratch();
    mkdirSync(folder.at('home'));
    const sandbox = { env: personal(folder.at('home')), mounts: [{ over: folder.at('home'), options }] };
    const { run, holds } = await flashedFrom(folder, sandbox, ['--no-backup']);
    expect([run.status, holds], run.stderr).toEqual([0, true]);
    expectJsonLines(run.lines());
  });

  it.concurrent.each(disks)(
    '%s: an update keeps no configuration, so the board is left as it runs',
    async (_, options) => {
      using folder = scratch();
      mkdirSync(folder.at('undo'));
      const board = await keptBoard(folder.at('board'), 'v3.6-56V');
      const before = board.content();
      writeFileSync(folder.at('new.bin'), factoryFirmware(boardVersion('v3.6-56V')!, 7, 80 * 1024));
      const words = [
        'dfu',
        folder.at('new.bin'),
        ...board.options,
        '--backup-dir',
        folder.at('undo'),
        '--yes',
        '--json',
      ];
      const run = await odflash(words, { mounts: [{ over: folder.at('undo'), options }] });
      expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([4, 'backup-failed', 'untouched']);
      expect(board.content()).toEqual(before);
    },
  );

  it.concurrent.each(disks)('%s: what only reads needs no home', async (_what, options) => {
    using folder = scratch();
    mkdirSync(folder.at('home'));
    const sandbox = { env: personal(folder.at('home')), mounts: [{ over: folder.at('home'), options }] };
    for (const words of [['list'], ['info'], ['doctor'], ['report']]) {
      const run = await odflash([...words, '--virtual', 'v3.6-56V+dfu', '--json'], sandbox);
      expect(run.last(), run.stderr).toMatchObject({ ok: true });
    }
  });

  it('that is read-only: an output file is refused before a long read, a trace and a log before the board is opened', async () => {
    using folder = scratch();
    mkdirSync(folder.at('home'));
    const sandbox = { mounts: [{ over: folder.at('home'), options: 'ro' }] };
    const board = ['--virtual', 'v3.6-56V+dfu', '--json'];
    for (const words of [
      ['read', folder.at('home/out.bin')],
      ['list', '--trace', folder.at('home/trace')],
      ['list', '--log-file', folder.at('home/log')],
      ['report', folder.at('home/report.txt')],
    ]) {
      const run = await odflash([...words, ...board], sandbox);
      expect([run.status, run.last().code], run.stderr).toEqual([5, 'file-unwritable']);
      expect(run.stderr).toMatch(/read-only|EROFS/);
    }
    const kept = await odflash(['list', ...board, '--virtual-state', folder.at('home/a/b')], sandbox);
    expect([kept.status, kept.last().code], kept.stderr).toEqual([5, 'file-unwritable']);
    expect(kept.stderr).toMatch(/read-only|EROFS/);
  });

  it('that is full: a virtual board that cannot be saved says so', async () => {
    using folder = scratch();
    mkdirSync(folder.at('state'));
    const words = ['list', '--virtual', 'v3.6-56V+dfu', '--virtual-state', folder.at('state'), '--json'];
    const run = await odflash(words, { mounts: [{ over: folder.at('state'), options: 'size=64k' }] });
    expect([run.status, run.last().code], run.stderr).toEqual([5, 'file-unwritable']);
    expect(run.stderr).toMatch(/ENOSPC|full/);
  });
});

describe.runIf(linux)('a home below /proc, where no folder can be made', () => {
  it('does not hang, and stops a flash before the board is touched', async () => {
    using folder = scratch();
    expectRefused(await flashedFrom(folder, { env: personal('/proc') }), /\/proc/);
  });

  it('is no home for a virtual board either', async () => {
    const run = await odflash(['list', '--virtual', 'v3.6-56V+dfu', '--virtual-state', '/proc/a/b', '--json']);
    expect([run.status, run.last().code], run.stderr).toEqual([5, 'file-unwritable']);
  });
});

describe.runIf(linux)('no home', () => {
  // A number that no account has, as containers use them; without root the tests' own account has to do.
  const homeless = { env: { ...personal(''), HOME: undefined }, ...(root && { uid: 54_321 }) };

  it.runIf(root)('stops a flash before the board is touched, and says what is missing', async () => {
    using folder = scratch();
    writeFileSync(folder.at('small.bin'), image);
    await exported(['--profile', 'v3.6-56V+dfu'], async (server) => {
      const board = ['--usbip', server, '--json', '--yes'];
      const words = ['flash', '/dev/null', ...board];
      expect((await odflash(words, homeless)).last()).toMatchObject({ code: 'file-unreadable' });
      const image = `${import.meta.dirname}/../../../samples/built/odflash-sample-2.0.0.hex`;
      const run = await odflash(['flash', image, ...board], homeless);
      expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([4, 'backup-failed', 'untouched']);
      expect(run.stderr).toMatch(/HOME.*\n.*\n.*--backup-dir/);
      const without = await odflash(['flash', image, ...board, '--no-backup', '--no-start'], homeless);
      expect(without.last(), without.stderr).toMatchObject({ ok: true, board: 'verified' });
    });
  });

  it('is not needed by commands that only read', async () => {
    for (const words of [['list'], ['info'], ['doctor'], ['report']]) {
      const run = await odflash([...words, '--virtual', 'v3.6-56V+dfu', '--json'], homeless);
      expect(run.last(), run.stderr).toMatchObject({ ok: true });
    }
    const offline = await odflash(['catalogue', '--offline', '--json'], homeless);
    expect(offline.last(), offline.stderr).toMatchObject({ ok: true, newest: '0.5.6' });
  });

  it('is what an empty HOME means: nothing is kept in the working folder', async () => {
    using folder = scratch();
    await exported(['--profile', 'v3.6-56V+dfu'], async (server) => {
      writeFileSync(folder.at('small.bin'), image);
      const words = ['flash', folder.at('small.bin'), '--usbip', server, '--yes', '--json', '--no-start', '--dry-run'];
      const run = await odflash(words, { env: personal(''), cwd: folder.path });
      expect(run.last(), run.stderr).toMatchObject({ ok: true });
      await odflash(['catalogue', '--offline'], { env: personal(''), cwd: folder.path });
    });
    expect(readdirSync(folder.path)).toEqual(['small.bin']);
    expect(existsSync(folder.at('.local'))).toBe(false);
  });
});

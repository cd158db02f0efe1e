// The binary by itself: in an empty folder, with nothing of Node or of the project within reach.

import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canMount, odflash, platform, scratch } from '../cli/command.ts';
import { sample, sampleBytes } from '../cli/samples.ts';

const folder = dirname(process.env.ODFLASH_TEST_BINARY ?? '');

describe('the binary', () => {
  it('flashes a virtual board from an empty folder, and leaves only the board and its backups there', async () => {
    using empty = scratch();
    copyFileSync(sample('2.0.0', 'hex'), empty.at('firmware.hex'));
    const board = ['--virtual', 'v3.6-56V+dfu', '--virtual-state', 'board', '--yes'];
    const env = {
      PATH: '',
      HOME: empty.at('home'),
      LOCALAPPDATA: empty.at('home'),
      TMPDIR: empty.path,
      NODE_OPTIONS: '',
    };
    const run = await odflash(['flash', 'firmware.hex', ...board, '--json'], { cwd: empty.path, env });
    expect(run.last(), run.stderr).toMatchObject({ type: 'result', ok: true, board: 'verified' });
    const image = sampleBytes('2.0.0');
    expect(Buffer.compare(readFileSync(empty.at('board/flash.bin')).subarray(0, image.length), image)).toBe(0);
    expect(readdirSync(empty.path).sort()).toEqual(['board', 'firmware.hex']);
    const undo = (run.last().undo as { location: string }).location;
    const back = await odflash(['restore', undo, ...board, '--json'], { cwd: empty.path, env });
    expect(back.last(), back.stderr).toMatchObject({ ok: true, board: 'verified' });
  });

  it('prints commands as it was called', async () => {
    using empty = scratch();
    const { stderr } = await odflash(['flash', sample('2.0.0', 'hex'), '--virtual', 'v3.6-56V+dfu'], {
      cwd: empty.path,
    });
    const name = join(platform === 'win32' ? `Z:${folder}` : folder, 'odflash');
    expect(stderr).toContain(`  ${platform === 'win32' ? name.replaceAll('/', '\\') : name} flash `);
    const beside = await odflash(['flash', sample('2.0.0', 'hex'), '--virtual', 'v3.6-56V+dfu'], { cwd: folder });
    expect(beside.stderr).toContain(platform === 'win32' ? '  .\\odflash flash ' : '  ./odflash flash ');
  });

  it('brings its error pages, its version and the licences of what is in it', async () => {
    expect((await odflash(['explain', 'driver-missing'])).stdout).toContain('Zadig');
    const { version } = JSON.parse(readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'));
    expect((await odflash(['--version'])).stdout.trim()).toBe(version);
    const licences = readFileSync(join(folder, 'third-party-licences.txt'), 'utf8');
    for (const name of ['commander', 'usb (MIT)', 'libusb', 'Node.js']) expect(licences).toContain(name);
    expect(existsSync(join(folder, 'LICENSE'))).toBe(true);
  });
});

/** A computer with one board, which leaves as soon as it is opened: by then the library is loaded. */
const board = ['idVendor=0483', 'idProduct=df11', 'bcdDevice=2200', 'busnum=1', 'devnum=5', 'serial=522A33DC54A3'];
const sockets = [
  'd=/sys/bus/usb/devices/1-1; mkdir -p $d',
  `for line in ${board.join(' ')}; do echo ${'$'}{line#*=} >$d/${'$'}{line%=*}; done`,
  // A folder /dev of its own, in which nothing but /dev/null is as it was.
  'touch /sys/null && mount --bind /dev/null /sys/null && mount -t tmpfs odflash-test /dev',
  'mkdir -p /dev/bus/usb/001 && touch /dev/bus/usb/001/005 /dev/null && mount --bind /sys/null /dev/null',
].join('; ');

describe.runIf(platform === 'linux' && canMount())("the binary's own USB library", () => {
  const sys = { over: '/sys', options: 'size=1m' };

  it('is loaded from the temporary folder, and no file of it is left', async () => {
    using temporary = scratch();
    const run = await odflash(['info', '--json'], { mounts: [sys], shell: sockets, env: { TMPDIR: temporary.path } });
    expect(run.last(), run.stderr).toMatchObject({ code: 'disconnected', exit: 6 });
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it('is loaded from the cache folder where the temporary one cannot be written', async () => {
    using temporary = scratch();
    using cache = scratch();
    const mounts = [sys, { over: temporary.path, options: 'ro' }];
    const env = { TMPDIR: temporary.path, XDG_CACHE_HOME: cache.path };
    const run = await odflash(['info', '--json'], { mounts, shell: sockets, env });
    expect(run.last(), run.stderr).toMatchObject({ code: 'disconnected', exit: 6 });
    expect(readdirSync(cache.at('odflash'))).toEqual([]);
  });

  it('is named with the reason where it can be loaded from nowhere', async () => {
    using temporary = scratch();
    const mounts = [sys, { over: temporary.path, options: 'ro' }];
    const env = { TMPDIR: temporary.path, XDG_CACHE_HOME: join(temporary.path, 'cache') };
    const run = await odflash(['info', '--json'], { mounts, shell: sockets, env });
    expect(run.last(), run.stderr).toMatchObject({ code: 'usb-unavailable', exit: 4 });
    expect(run.last().message).toContain('read-only file system');
  });
});

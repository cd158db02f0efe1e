// Standard input, output and error that are closed, empty or gone: how scripts, services and `| head` call the command. What
// the board gets is the same.

import { existsSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Ended, keptBoard, odflash, platform, type RunOptions, type Scratch, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const posix = platform !== 'win32';
const image = smallSample('2.0.0');

/** A flash, run with `options`: how it ended, and whether the board holds the image. */
async function flashed(options: RunOptions, words: readonly string[] = []) {
  using folder = scratch();
  const board = await keptBoard(folder.at('board'));
  writeFileSync(folder.at('small.bin'), image);
  const run = await odflash(['flash', folder.at('small.bin'), '--yes', '--json', ...board.options, ...words], options);
  return { run, holds: Buffer.compare(board.bytes(0x0800_0000, image.length), image) === 0 };
}

const closed: readonly (readonly [what: string, shell: string, says: { stdout: boolean; stderr: boolean }])[] = [
  ['standard input closed', 'exec <&-', { stdout: true, stderr: true }],
  ['standard input from /dev/null', 'exec </dev/null', { stdout: true, stderr: true }],
  ['standard output closed', 'exec >&-', { stdout: false, stderr: true }],
  ['standard error closed', 'exec 2>&-', { stdout: true, stderr: false }],
  ['all three closed', 'exec <&- >&- 2>&-', { stdout: false, stderr: false }],
];

describe.runIf(posix)('with streams closed from the start', () => {
  it.concurrent.each(closed)('%s: a flash is a flash', async (_what, shell, says) => {
    const { run, holds } = await flashed({ shell });
    expect([run.status, run.signal, holds], run.stderr).toEqual([0, null, true]);
    if (says.stdout) expectJsonLines(run.lines());
    expect([run.stdout !== '', run.stderr !== '']).toEqual([says.stdout, says.stderr]);
    expect(run.stderr).not.toMatch(/EBADF|EPIPE| {4}at /);
  });

  it.concurrent.each(closed)('%s: a failure keeps its exit status', async (_what, shell, says) => {
    const run = await odflash(['verify', '/nowhere.hex', '--virtual', 'v3.6-56V+dfu', '--json'], { shell });
    expect([run.status, run.signal], run.stderr).toEqual([5, null]);
    if (says.stdout) expect(run.last()).toMatchObject({ type: 'error', code: 'file-unreadable', exit: 5 });
    if (says.stderr) expect(run.stderr).toContain('E: file-unreadable');
  });

  it.concurrent.each(closed)('%s: a question is not asked, and not answered with yes', async (_what, shell, says) => {
    const run = await odflash(['erase', '--virtual', 'v3.6-56V+dfu', '--json'], { shell });
    expect(run.status, run.stderr).toBe(3);
    if (says.stdout) expect(run.last()).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
  });
});

/** A device that is always full (full(4)). */
describe.runIf(existsSync('/dev/full'))('with standard error on a full disk', () => {
  const shell = 'exec 2>/dev/full';
  it.concurrent.each([
    [['verify', '/nowhere.hex'], 5, 'E: file-unreadable'],
    [['list', '--nonsense'], 2, 'E: usage'],
    [['list', '--log-file', '/nowhere/log'], 5, 'E: file-unwritable'],
    [['reset'], 0, 'The board is running'],
  ])('odflash %s still says how it ended', async (words, exit, says) => {
    const run = await odflash([...words, '--virtual', 'v3.6-56V'], { shell });
    expect([run.status, run.signal]).toEqual([exit, null]);
    expect(run.stdout.split('\n').filter((line) => line.startsWith(says))).toHaveLength(1);
  });

  it.concurrent('a flash is a flash, and its last line for machines is the result', async () => {
    const { run, holds } = await flashed({ shell });
    expect([run.status, run.signal, holds]).toEqual([0, null, true]);
    expect(run.last()).toMatchObject({ type: 'result', board: 'verified' });
  });
});

describe('a reader that goes away', () => {
  it('from standard error does not stop a flash, and the result still comes', async () => {
    const { run, holds } = await flashed({
      meanwhile: (child) => child.stderr.once('data', () => child.stderr.destroy()),
    });
    expect([run.status, run.signal, holds]).toEqual([0, null, true]);
    expect(run.last()).toMatchObject({ ok: true, board: 'verified' });
  });

  it('from both does not stop a flash either', async () => {
    const { run, holds } = await flashed({
      meanwhile: (child) => {
        child.stderr.once('data', () => {
          child.stderr.destroy();
          child.stdout.destroy();
        });
      },
    });
    expect([run.status, run.signal, holds]).toEqual([0, null, true]);
  });

  describe.runIf(posix)('| head -1', () => {
    let folder: Scratch;
    beforeAll(async () => {
      folder = scratch();
      writeFileSync(folder.at('small.bin'), image);
      await odflash([
        'flash',
        folder.at('small.bin'),
        '--virtual',
        'v3.6-56V+dfu',
        '--yes',
        '--trace',
        folder.at('trace'),
      ]);
      return () => folder[Symbol.dispose]();
    });

    const shell = (code: string) => ['shell', '--virtual', 'v3.6-56V', '-e', code];

    /** The first line of the command's standard output, as a shell's pipe gives it; with the command's own exit status. */
    async function headed(words: readonly string[]): Promise<Ended> {
      return odflash(words, {
        shell: 'exec 3>&1; pipe() { { "$@"; echo "exit $?" >&3; } | head -1; }; pipe "$@"; exit',
      });
    }

    it.each([
      ['replay', () => ['replay', folder.at('trace')]],
      ['replay --json', () => ['replay', folder.at('trace'), '--json']],
      ['info --json', () => ['info', '--virtual', 'v3.6-56V+dfu', '--json']],
      ['report', () => ['report', '--virtual', 'v3.6-56V+dfu', '--attach', folder.at('trace')]],
      ['explain', () => ['explain', 'no langid']],
      ['get --watch', () => ['get', 'vbus_voltage', '--virtual', 'v3.6-56V', '--every', '1']],
      ['get --watch --json', () => ['get', 'vbus_voltage', '--virtual', 'v3.6-56V', '--watch', '--json']],
      ['status --watch', () => ['status', '--virtual', 'v3.6-56V', '--watch', '--every', '1']],
      ['plot', () => ['plot', 'vbus_voltage', '--virtual', 'v3.6-56V']],
      ['shell, a loop that reads', () => shell('for (;;) console.log(await odrv0.vbus_voltage)')],
      ['shell, a loop that only prints', () => shell('while (true) console.log(1)')],
      ['shell, a timer', () => shell('setInterval(() => console.log(1), 5); await new Promise(() => undefined)')],
      ['shell, a timer that outlives the code', () => shell('setInterval(() => console.log(1), 5); undefined')],
    ])('odflash %s ends well and says nothing about it', async (_name, words) => {
      const run = await headed(words());
      expect(run.stdout).toContain('exit 0\n');
      expect(run.stdout.trimEnd().split('\n')).toHaveLength(2);
      expect(run.stderr).not.toMatch(/EPIPE|error:/);
    });
  });
});

// A log or a trace that cannot be written any more: the work continues, and the end of the record is said once.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { keptBoard, odflash, platform, type RunOptions, scratch } from '../command.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const posix = platform !== 'win32';
const image = smallSample('2.0.0');

/** A flash with these words: how it ended, whether the board holds the image, and what was said of a record that ended. */
async function flashed(words: (at: (name: string) => string) => readonly string[], options: RunOptions = {}) {
  using folder = scratch();
  const board = await keptBoard(folder.at('board'));
  writeFileSync(folder.at('small.bin'), image);
  const run = await odflash(
    ['flash', folder.at('small.bin'), '--yes', '--no-backup', '--json', ...board.options, ...words(folder.at)],
    options,
  );
  return {
    run,
    holds: Buffer.compare(board.bytes(0x0800_0000, image.length), image) === 0,
    said: run.stderr.split('\n').filter((line) => / ends here: /.test(line)),
    noted: run.lines().filter(({ code }) => code === 'record-lost'),
  };
}

function makePipe(path: string): void {
  execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', path]);
}

describe.runIf(posix)('a record that cannot be written', () => {
  it.runIf(existsSync('/dev/full'))('because the disk is full: a log ends, the flash does not', async () => {
    const { run, holds, said, noted } = await flashed(() => ['--log-file', '/dev/full']);
    expect([run.status, holds], run.stderr).toEqual([0, true]);
    expect(said).toEqual(['note  The log /dev/full ends here: the disk is full (ENOSPC)']);
    expect(noted).toHaveLength(1);
    expect(run.last()).toMatchObject({ type: 'result', board: 'verified' });
  });

  it.concurrent('because it has reached the size it may have: a log ends, the flash does not', async () => {
    // 2100 blocks hold the board's own files, which are written in place, and not the log.
    const shell = "trap '' XFSZ; ulimit -f 2100";
    const { run, holds, said, noted } = await flashed(
      (at) => {
        writeFileSync(at('record'), '#'.repeat(2100 * 1024));
        return ['--log-file', at('record')];
      },
      { shell },
    );
    expect([run.status, holds], run.stderr).toEqual([0, true]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^note {2}The log .*record ends here: it has reached the maximum file size/);
    expect(noted).toHaveLength(1);
  });

  it.concurrent('because nothing reads the pipe it is: refused before anything is done', async () => {
    const { run, holds } = await flashed((at) => {
      makePipe(at('pipe'));
      return ['--log-file', at('pipe')];
    });
    expect(run.last()).toMatchObject({ code: 'file-unwritable', exit: 5 });
    expect(run.stderr).toContain('it is a pipe without a reader');
    expect(holds).toBe(false);
  });

  it.concurrent('because the reader of the pipe stops reading: the log ends, the flash does not wait', async () => {
    using folder = scratch();
    const pipe = folder.at('pipe');
    makePipe(pipe);
    // Open for reading, full, and never read.
    const fill = 'exec 3<>"$0"; head -c 65536 /dev/zero >&3; echo full; exec sleep 600';
    const reader = spawn('/bin/sh', ['-c', fill, pipe]);
    try {
      await once(reader.stdout, 'data');
      const { run, holds, said } = await flashed(() => ['--log-file', pipe, '--verbose']);
      expect([run.status, holds]).toEqual([0, true]);
      expect(said).toEqual([`note  The log ${pipe} ends here: its reader does not read (EAGAIN)`]);
    } finally {
      reader.kill('SIGKILL');
    }
  });
});

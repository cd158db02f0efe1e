// Processes that are killed, interrupted or lose their reader, in real time, on a board that survives them.

import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import {
  type Ended,
  type KeptBoard,
  keptBoard,
  odflash,
  platform,
  type RunOptions,
  type Scratch,
  scratch,
} from '../command.ts';
import { exported } from '../exported.ts';
import { expectJsonLines } from '../json-lines.ts';
import { sample, smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const posix = platform !== 'win32';
const image = smallSample('2.0.0');

/** The same kept board, on the wall clock: there is time to do something to it. */
function inRealTime({ options }: KeptBoard): readonly string[] {
  return options.map((word) => (word.includes('+dfu') ? `${word},time=real` : word));
}

function holdsImage(board: KeptBoard): boolean {
  return Buffer.compare(board.bytes(0x0800_0000, image.length), image) === 0;
}

function startsNothing(board: KeptBoard): boolean {
  const [first] = new Uint32Array(board.bytes(0x0800_0000, 4).buffer);
  return first === 0 || first === 0xffff_ffff;
}

type OnLine = NonNullable<RunOptions['onLine']>;

/** Sends a signal when a line with `mark` comes for the nth time after the line with `after`. */
function signalAt(mark: string, signal: NodeJS.Signals, { nth = 1, after = '' } = {}): OnLine {
  let begun = after === '';
  let seen = 0;
  return (line, child) => {
    begun ||= line.includes(after);
    if (begun && line.includes(mark) && ++seen === nth) child.kill(signal);
  };
}

describe('a process that is killed in the middle', () => {
  // Sectors 0 to 2: each is erased, written and verified, after the vectors of the first one were invalidated, so that every nth piece of work lies somewhere else in the run.
  it.concurrent.each([2, 3, 6, 9])(
    'in its piece of work %i leaves a board that the next run finishes',
    async (piece) => {
      using folder = scratch();
      const board = await keptBoard(folder.at('board'));
      writeFileSync(folder.at('small.bin'), image);
      const words = ['flash', folder.at('small.bin'), '--yes', '--json'];
      const killed = await odflash([...words, ...inRealTime(board)], {
        onLine: signalAt('"type":"sector"', 'SIGKILL', { nth: piece, after: '"changing"' }),
      });
      expect(killed.signal).toBe('SIGKILL');
      expect(killed.stdout).not.toContain('"result"');
      expect(startsNothing(board)).toBe(true);
      const next = await odflash([...words, ...board.options]);
      expect(next.last(), next.stderr).toMatchObject({ ok: true, board: 'verified', resumed: true });
      expect(holdsImage(board)).toBe(true);
    },
  );

  it('can still go back to the old firmware: the undo backup of the first run is kept', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.content();
    writeFileSync(folder.at('small.bin'), image);
    const words = ['flash', folder.at('small.bin'), '--yes', '--json'];
    await odflash([...words, ...inRealTime(board)], {
      onLine: signalAt('"writing"', 'SIGKILL'),
    });
    expect(board.content().flash).not.toBe(before.flash);
    const finished = await odflash([...words, ...board.options]);
    const undo = finished.last().undo as { location: string; complete: boolean };
    expect(undo.complete).toBe(true);
    await odflash(['restore', undo.location, ...board.options, '--yes']);
    expect(board.content()).toEqual(before);
  });
});

describe('Ctrl-C', () => {
  it('before the first change stops at once, with the board untouched', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.content();
    const run = await odflash(['flash', sample('2.0.0', 'hex'), '--yes', '--json', ...inRealTime(board)], {
      onLine: signalAt('"advance"', 'SIGINT'),
    });
    expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([130, 'aborted', 'untouched']);
    expectJsonLines(run.lines());
    expect(board.content()).toEqual(before);
  });

  it('once while writing only says what stopping would mean', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const run = await odflash(['flash', folder.at('small.bin'), '--yes', '--json', ...inRealTime(board)], {
      onLine: signalAt('"writing"', 'SIGINT'),
    });
    expect([run.status, run.last().board], run.stderr).toEqual([0, 'verified']);
    expect(run.stderr).toContain('Press Ctrl-C again');
    expect(holdsImage(board)).toBe(true);
  });

  it('twice while writing stops at the next block, says so, and the next run finishes', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const words = ['flash', folder.at('small.bin'), '--yes', '--json'];
    const first = signalAt('"writing"', 'SIGINT');
    const second = signalAt('Press Ctrl-C again', 'SIGINT');
    const run = await odflash([...words, ...inRealTime(board)], {
      onLine: (line, child) => {
        first(line, child);
        second(line, child);
      },
    });
    expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([130, 'aborted', 'partly-written']);
    expectJsonLines(run.lines());
    expect(startsNothing(board)).toBe(true);
    const next = await odflash([...words, ...board.options]);
    expect(next.last(), next.stderr).toMatchObject({ ok: true, board: 'verified', resumed: true });
    expect(holdsImage(board)).toBe(true);
  });

  it.runIf(posix)('and a shutdown stops at the next block without a second word', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const run = await odflash(['flash', folder.at('small.bin'), '--yes', '--json', ...inRealTime(board)], {
      onLine: signalAt('"writing"', 'SIGTERM'),
    });
    expect([run.status, run.last().code, run.last().board], run.stderr).toEqual([130, 'aborted', 'partly-written']);
  });
});

describe('a reader that goes away', () => {
  it('does not stop a flash in the middle', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const run = await odflash(['flash', folder.at('small.bin'), '--yes', '--json', ...board.options], {
      meanwhile: (child) => child.stdout.once('data', () => child.stdout.destroy()),
    });
    expect([run.status, run.signal], run.stderr).toEqual([0, null]);
    expect(run.stderr).not.toContain('EPIPE');
    expect(holdsImage(board)).toBe(true);
  });

  it('ends a list quietly', async () => {
    const run = await odflash(['list', '--virtual', 'v3.6-56V+dfu'], { meanwhile: (child) => child.stdout.destroy() });
    expect([run.status, run.signal]).toEqual([0, null]);
    expect(run.stderr).toBe('');
  });

  it.runIf(platform === 'linux')('is not the same as a full disk, which loses the result', async () => {
    const run = await odflash(['info', sample('2.0.0', 'hex')], { shell: 'exec >/dev/full' });
    expect(run.status).toBe(5);
    expect(run.stderr).toContain('E: file-unwritable');
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const words = ['flash', folder.at('small.bin'), '--yes', '--json', ...board.options];
    const flashed = await odflash(words, { shell: 'exec >/dev/full' });
    expect([flashed.status, holdsImage(board)]).toEqual([5, true]);
    expect(flashed.stderr).toContain('Board: verified');
  });
});

// In Wine a process starts in the time that such a flash takes; test/windows has the lock itself.
describe.runIf(posix)('two at once', () => {
  /** A board that another process has, so that nothing but USB/IP keeps the two apart; both keep their backups in one folder. */
  async function sharing(
    body: (words: readonly string[], board: KeptBoard, folder: Scratch) => Promise<void>,
  ): Promise<void> {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const [, profile = ''] = inRealTime(board);
    await exported(['--profile', profile, '--virtual-state', folder.at('board')], async (server) => {
      const places = ['--usbip', server, '--backup-dir', folder.at('undo')];
      await body(['flash', folder.at('small.bin'), '--yes', '--json', '--no-start', ...places], board, folder);
    });
  }

  it('the second waits until the first is done or finds the board taken, whatever it has to flash', async () => {
    await sharing(async (words, board, folder) => {
      const other = smallSample('1.0.0');
      writeFileSync(folder.at('other.bin'), other);
      const others = words.map((word) => word.replace('small.bin', 'other.bin'));
      let second: Promise<Ended> | undefined;
      const first = await odflash(words, {
        onLine: (line) => {
          if (line.includes('"changing"')) second = odflash(others);
        },
      });
      expect(first.last(), first.stderr).toMatchObject({ ok: true, board: 'verified' });
      const last = await second;
      if (last?.status !== 0) {
        expect(last?.last(), last?.stderr).toMatchObject({ type: 'error', code: 'device-busy', board: 'untouched' });
        expect(holdsImage(board)).toBe(true);
      } else expect(Buffer.compare(board.bytes(0x0800_0000, other.length), other)).toBe(0);
    });
  });

  it('at the same moment: none harms the other, and the one that says "verified" is right', async () => {
    await sharing(async (words, board) => {
      const all = await Promise.all([odflash(words), odflash(words), odflash(words)]);
      const verified = all.filter((run) => run.last().board === 'verified');
      expect(verified.length, all.map(({ stderr }) => stderr).join('\n')).toBeGreaterThan(0);
      for (const run of all)
        if (!verified.includes(run))
          expect(run.last(), run.stderr).toMatchObject({ code: 'device-busy', board: 'untouched' });
      expect(holdsImage(board)).toBe(true);
    });
  });

  it('is refused: one virtual board, one process', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), image);
    const words = ['flash', folder.at('small.bin'), '--yes', '--json'];
    let second: Promise<Ended> | undefined;
    await odflash(['list', '--watch', '--json', ...board.options], {
      onLine: (_, child) => {
        second ??= odflash([...words, ...board.options]).finally(() => child.kill('SIGKILL'));
      },
    });
    const last = (await second)?.last();
    expect(last).toMatchObject({ code: 'device-busy', exit: 4 });
    expect(last).not.toHaveProperty('board');
  });
});

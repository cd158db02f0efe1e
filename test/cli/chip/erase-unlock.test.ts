// Taking away: firmware, configuration, protections.

import { describe, expect, it } from 'vitest';
import { keptBoard, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { odflash } from '../quick.ts';
import { configuration, smallFile } from '../samples.ts';

describe('odflash erase and unlock', () => {
  it('erase takes the firmware and leaves the configuration', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.bytes(...configuration);
    const run = await odflash(['erase', ...board.options, '--yes', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, command: 'erase', board: 'verified' });
    expect(board.bytes(0x0800_0000, 0xc_0000).every((byte) => byte === 0xff)).toBe(true);
    expect(Buffer.compare(board.bytes(...configuration), before)).toBe(0);
  });

  it('erase --config takes both', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const run = await odflash(['erase', '--config', ...board.options, '--yes', '--json']);
    expect(run.status, run.stderr).toBe(0);
    expect(board.bytes().every((byte) => byte === 0xff)).toBe(true);
  });

  it('unlock removes read protection with the consent for this board, and everything with it', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'), 'v3.6-56V+dfu,rdp=1,serial=356D38673332');
    const run = await odflash(['unlock', ...board.options, '--consent', 'unlock=356d38673332', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, removed: ['read'], erased: true });
    expectJsonLines(run.lines());
    expect(board.bytes().every((byte) => byte === 0xff)).toBe(true);
    const flashed = await odflash(['flash', smallFile(folder, '2.0.0'), ...board.options, '--yes', '--json']);
    expect(flashed.last(), flashed.stderr).toMatchObject({ board: 'verified' });
  });

  it('unlock removes write protection and leaves the flash alone', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'), 'v3.6-56V+dfu,wrp=0:11,serial=356D38673332');
    const before = board.content();
    const run = await odflash(['unlock', ...board.options, '--consent', 'unlock=356D38673332', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, removed: ['write'], erased: false, board: 'untouched' });
    expect(board.content().flash).toBe(before.flash);
    expect(board.content().options).not.toBe(before.options);
  });
});

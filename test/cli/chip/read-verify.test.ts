// What is on the board, as a file and against a file.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keptBoard, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { odflash } from '../quick.ts';
import { hexFile, smallFile, smallSample } from '../samples.ts';

describe('odflash read and verify', () => {
  it('read gives back exactly what is on the board, whole or in part', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const whole = await odflash(['read', folder.at('whole.bin'), ...board.options, '--json']);
    expect(whole.last(), whole.stderr).toMatchObject({ ok: true, address: 0x0800_0000, bytes: 1024 * 1024 });
    expectJsonLines(whole.lines());
    expect(Buffer.compare(readFileSync(folder.at('whole.bin')), board.bytes())).toBe(0);
    await odflash(['read', folder.at('part.bin'), '--range', '0x080BFFFD:7', ...board.options]);
    expect(Buffer.compare(readFileSync(folder.at('part.bin')), board.bytes(0x080b_fffd, 7))).toBe(0);
  });

  it('read replaces a file only with --force', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    writeFileSync(folder.at('out.bin'), 'precious');
    const words = ['read', folder.at('out.bin'), '--range', '0x08000000:16', ...board.options];
    expect((await odflash(words)).status).toBe(5);
    expect(readFileSync(folder.at('out.bin'), 'utf8')).toBe('precious');
    expect((await odflash([...words, '--force'])).status).toBe(0);
    expect(readFileSync(folder.at('out.bin'))).toHaveLength(16);
  });

  it('verify says equal of what was flashed', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    await odflash(['flash', smallFile(folder, '2.0.0'), ...board.options, '--yes']);
    const run = await odflash(['verify', smallFile(folder, '2.0.0'), ...board.options, '--json']);
    expect([run.status, run.last().board, run.last().equal]).toEqual([0, 'verified', true]);
    expectJsonLines(run.lines());
    const verdicts = run.lines().filter(({ type }) => type === 'sector-verdict');
    expect(verdicts.map(({ sector, equal }) => [sector, equal])).toEqual([0, 1, 2].map((index) => [index, true]));
  });

  it('verify names the first difference in each sector, and ends with 7', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    await odflash(['flash', smallFile(folder, '2.0.0'), ...board.options, '--yes']);
    const image = smallSample('2.0.0');
    image[0x8005] = (image[0x8005] ?? 0) ^ 0x10;
    writeFileSync(folder.at('other.hex'), hexFile({ address: 0x0800_0000, data: image }));
    const run = await odflash(['verify', folder.at('other.hex'), ...board.options, '--json']);
    expect([run.status, run.last().code, run.last().board]).toEqual([7, 'verify-failed', 'untouched']);
    expectJsonLines(run.lines());
    const differing = run.lines().filter(({ type, equal }) => type === 'sector-verdict' && !equal);
    expect(differing).toMatchObject([{ sector: 2, mismatch: { address: 0x0800_8005 } }]);
    const text = await odflash(['verify', folder.at('other.hex'), ...board.options]);
    expect(text.stdout).toContain('sector  2  differs, first at 0x08008005');
  });
});

// The main job from outside: a file onto a board, back from it, and back to what was there before.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { keptBoard, odflash, scratch } from './command.ts';
import { expectJsonLines } from './json-lines.ts';
import { formats, hexFile, noise, sample, sampleBytes, smallSample } from './samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const files = scratch();
afterAll(() => files[Symbol.dispose]());

/** The first sectors of the sample as a HEX file. */
function small(version: '1.0.0' | '2.0.0'): string {
  const path = files.at(`${version}.hex`);
  writeFileSync(path, hexFile({ address: 0x0800_0000, data: smallSample(version) }));
  return path;
}

const configuration = [0x080c_0000, 0x4_0000] as const;

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
    const flash = ['flash', small('2.0.0'), ...board.options, '--yes', '--json'];
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
    const run = await odflash(['flash', small('2.0.0'), ...board.options, '--dry-run', '--json']);
    expect([run.status, run.last().outcome, run.last().board]).toEqual([0, 'planned', 'untouched']);
    expectJsonLines(run.lines());
    expect(run.lines().find(({ type }) => type === 'plan')?.totals).toMatchObject({ erasedSectors: 3 });
    expect(board.content()).toEqual(before);
  });

  it('goes back to what was there before with restore, to the last bit', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const before = board.content();
    const flashed = await odflash(['flash', small('1.0.0'), ...board.options, '--yes', '--json']);
    const undo = (flashed.last().undo as { location: string }).location;
    expect(flashed.stderr).toContain(`odflash restore ${undo}`);
    const restored = await odflash(['restore', undo, ...board.options, '--yes', '--json']);
    expect(restored.last(), restored.stderr).toMatchObject({ ok: true, command: 'restore', board: 'verified' });
    expect(board.content()).toEqual(before);
  });

  it('writes no backup with --no-backup, and the backup where --backup-dir says', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const none = await odflash(['flash', small('1.0.0'), ...board.options, '--yes', '--json', '--no-backup']);
    expect(none.last()).not.toHaveProperty('undo');
    const there = folder.at('elsewhere');
    const run = await odflash(['flash', small('2.0.0'), ...board.options, '--yes', '--json', '--backup-dir', there]);
    expect(run.status, run.stderr).toBe(0);
    expect(readdirSync(there).filter((name) => name.endsWith('.dfu'))).toHaveLength(1);
  });

  it('leaves the board in DFU mode with --no-start, and programs bytes with --no-x32', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const options = [...board.options, '--yes', '--json', '--no-start', '--no-x32'];
    const run = await odflash(['flash', small('2.0.0'), ...options]);
    expect(run.last()).toMatchObject({ ok: true, start: 'not-asked', width: 8 });
    expect(JSON.parse(readFileSync(folder.at('board/state.json'), 'utf8')).running).toBe('rom');
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
    const run = await odflash(['flash', small('2.0.0'), ...board.options, '--yes', '--log-file', folder.at('log')]);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/sector 2 verified/);
    expect(run.stderr).toMatch(/Verified: the board holds the image/);
    expect(run.stderr).not.toContain('\u001b');
    const log = readFileSync(folder.at('log'), 'utf8').trimEnd().split('\n');
    for (const line of log) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /);
    expect(log.join('\n')).toContain('Verified: the board holds the image');
  });

  it('uses colour in a pipe only where it is forced to', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const words = ['flash', small('2.0.0'), ...board.options, '--dry-run'];
    expect((await odflash(words, { env: { FORCE_COLOR: '1' } })).stderr).toContain('\u001b[32m');
    expect((await odflash(words)).stderr).not.toContain('\u001b');
  });
});

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
    await odflash(['flash', small('2.0.0'), ...board.options, '--yes']);
    const run = await odflash(['verify', small('2.0.0'), ...board.options, '--json']);
    expect([run.status, run.last().board, run.last().equal]).toEqual([0, 'verified', true]);
    expectJsonLines(run.lines());
    const verdicts = run.lines().filter(({ type }) => type === 'sector-verdict');
    expect(verdicts.map(({ sector, equal }) => [sector, equal])).toEqual([0, 1, 2].map((index) => [index, true]));
  });

  it('verify names the first difference in each sector, and ends with 7', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    await odflash(['flash', small('2.0.0'), ...board.options, '--yes']);
    const image = smallSample('2.0.0');
    image[0x8005] = (image[0x8005] ?? 0) ^ 0x10;
    writeFileSync(folder.at('other.hex'), hexFile({ address: 0x0800_0000, data: image }));
    const run = await odflash(['verify', folder.at('other.hex'), ...board.options, '--json']);
    expect([run.status, run.last().code, run.last().board]).toEqual([7, 'verify-failed', 'untouched']);
    expectJsonLines(run.lines());
    const differing = run.lines().filter(({ type, equal }) => type === 'sector-verdict' && !equal);
    expect(differing).toMatchObject([{ sector: 2, mismatch: { address: 0x0800_8005 } }]);
    const text = await odflash(['verify', folder.at('other.hex'), ...board.options]);
    expect(text.stdout).toContain('sector  2  differs first at 0x08008005');
  });
});

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
    const flashed = await odflash(['flash', small('2.0.0'), ...board.options, '--yes', '--json']);
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

describe('odflash list, info and convert', () => {
  it('list shows serial, socket and mode of every board', async () => {
    const run = await odflash(['list', '--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V', '--json']);
    expectJsonLines(run.lines());
    const devices = run.lines().filter(({ type }) => type === 'device');
    expect(devices.map(({ path, mode }) => [path, mode])).toEqual([
      ['1-1', 'DFU'],
      ['1-2', 'running'],
    ]);
    for (const { serial } of devices) expect(serial).toMatch(/^[0-9A-F]{12}$/);
    expect(new Set(devices.map(({ serial }) => serial)).size).toBe(2);
  });

  it('--path and --serial choose among several', async () => {
    const boards = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V+dfu'];
    const [, second] = (await odflash(['list', ...boards, '--json'])).lines();
    const byPath = await odflash(['info', ...boards, '--path', '1-2', '--json']);
    const bySerial = await odflash(['info', ...boards, '--serial', String(second?.serial).toLowerCase(), '--json']);
    for (const run of [byPath, bySerial]) {
      expectJsonLines(run.lines());
      expect(run.lines().find(({ type }) => type === 'board')?.board).toMatchObject({ version: { name: 'v3.5-48V' } });
    }
  });

  it('info describes a board that runs, too: it is asked, not taken to DFU mode', async () => {
    using folder = scratch();
    const words = ['--virtual', 'v3.5-48V,startup=calibration', '--virtual-state', folder.at('board')];
    const { status, stdout } = await odflash(['info', 'board', ...words]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}Serial number +[0-9A-F]{12}$/m);
    expect(stdout).toMatch(/^ {2}Board +ODrive v3\.5-48V, by its one-time memory$/m);
    expect(stdout).toMatch(/^ {2}Firmware +0\.5\.6$/m);
    expect(stdout).toMatch(/^ {2}axis0 +\S.*; after a restart: startup_motor_calibration$/m);
    const run = await odflash(['info', ...words, '--json']);
    expectJsonLines(run.lines());
    expect(run.lines().find(({ type }) => type === 'running-board')).toMatchObject({ firmware: { release: '0.5.6' } });
    expect(run.last()).toMatchObject({ ok: true, command: 'info', board: 'untouched' });
    const [device] = (await odflash(['list', ...words, '--json'])).lines();
    expect(device).toMatchObject({ mode: 'running' });
  });

  it('info describes a file on stdout and changes nothing', async () => {
    const run = await odflash(['info', sample('2.0.0', 'elf')]);
    expect(run.stdout).toMatch(/Format +ELF/);
    expect(run.stdout).toMatch(/0x08000000-0x0803F273/);
    expect(run.stderr).toBe('');
    expectJsonLines((await odflash(['info', sample('2.0.0', 'elf'), '--json'])).lines());
  });

  it.concurrent.each(['hex', 's19', 'srec', 'dfu', 'bin'])(
    'convert to .%s and back gives the same image',
    async (ending) => {
      using folder = scratch();
      const out = folder.at(`out.${ending}`);
      const run = await odflash(['convert', sample('2.0.0', 'elf'), out, '--json']);
      expect(run.last(), run.stderr).toMatchObject({ ok: true, output: out, address: 0x0800_0000 });
      await odflash(['convert', out, folder.at('back.bin')]);
      expect(Buffer.compare(readFileSync(folder.at('back.bin')), sampleBytes('2.0.0'))).toBe(0);
    },
  );

  it('convert places a raw binary where --address says, and refuses an ending it does not know', async () => {
    using folder = scratch();
    writeFileSync(folder.at('in.bin'), noise(100));
    const placed = await odflash([
      'convert',
      folder.at('in.bin'),
      folder.at('out.hex'),
      '--address',
      '0x08040000',
      '--json',
    ]);
    expect(placed.last()).toMatchObject({ ok: true, address: 0x0804_0000 });
    const refused = await odflash(['convert', folder.at('in.bin'), folder.at('out.xyz'), '--json']);
    expect(refused.last()).toMatchObject({ code: 'usage', exit: 2 });
    expect(refused.stderr).toContain('.srec');
    expect(readdirSync(folder.path).sort()).toEqual(['in.bin', 'out.hex']);
  });

  it('works from any folder, with relative names', async () => {
    using folder = scratch();
    writeFileSync(folder.at('in.bin'), sampleBytes('1.0.0'));
    const run = await odflash(['convert', 'in.bin', 'out.dfu'], { cwd: folder.path });
    expect(run.status, run.stderr).toBe(0);
    expect(readFileSync(join(folder.path, 'out.dfu')).subarray(0, 5).toString()).toBe('DfuSe');
  });
});

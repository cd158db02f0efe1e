// What a new user met first and what went wrong then; each of these was seen before it was mended.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { legend } from '../../../packages/cli/src/render/sector-map.ts';
import { keptBoard, odflash, root, scratch } from '../command.ts';
import { exported } from '../exported.ts';
import { odflashInProcess } from '../in-process.ts';
import { firmwareFile, kept } from '../running.ts';
import { noise, sampleBytes, smallFile } from '../samples.ts';

describe('read', () => {
  it.each(['hex', 's19', 'dfu', 'bin', 'HEX'])(
    'writes the format of the name: .%s, which convert reads back',
    async (ending) => {
      using folder = scratch();
      const out = folder.at(`out.${ending}`);
      const words = ['--range', '0x08004000:0x100', '--virtual', 'v3.6-56V+dfu'];
      const [file, plain] = [out, folder.at('plain')];
      for (const path of [file, plain])
        expect(await odflashInProcess(['read', path, ...words])).toMatchObject({ status: 0 });
      expect(readFileSync(file).equals(readFileSync(plain))).toBe(ending === 'bin');
      if (ending === 'bin') return;
      const back = folder.at('back.bin');
      expect(await odflashInProcess(['convert', file, back])).toMatchObject({ status: 0 });
      expect(readFileSync(back).equals(readFileSync(plain))).toBe(true);
    },
  );

  it('refuses an ending that selects no format before it looks at a board', async () => {
    using folder = scratch();
    const run = await odflashInProcess(['read', folder.at('out.elf'), '--virtual', 'v3.6-56V+dfu']);
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('.bin') });
    expect(existsSync(folder.at('out.elf'))).toBe(false);
  });
});

describe('recovered failures are reported by their name', () => {
  it.each([
    ['bad-write=2', 'Recovered from 1 sector that read back differently from what was written.'],
    ['drop-erase=2', 'Recovered from 1 sector that read back differently from what was written.'],
    ['replug-at=200', 'Recovered from 1 connection error.'],
  ])('%s', async (fault, words) => {
    using folder = scratch();
    const file = smallFile(folder, '2.0.0');
    const run = await odflashInProcess(['flash', file, '--virtual', `v3.6-56V+dfu,${fault}`, '--yes']);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain(words);
  });
});

describe('Ctrl-C ends with 130', () => {
  const questions: readonly (readonly [name: string, profile: string, words: readonly string[]])[] = [
    ['of an update that will move a motor', 'v3.6-56V,startup=calibration', ['update', 'FIRMWARE']],
    ['of set, which lowers a protection', 'v3.6-56V', ['set', 'config.brake_resistance', '1.5']],
    ['of save, after which the board restarts', 'v3.6-56V,startup=calibration', ['save']],
    ['of status --clear', 'v3.6-56V,axis0.encoder.error=0x4', ['status', '--clear']],
    ['of erase --only-config', 'v3.6-56V', ['erase', '--only-config']],
    ['of flash on a chip with blank OTP', 'v3.6-56V+dfu,otp=blank', ['flash', 'PART', '--board', 'v3.6']],
    ['of the start of firmware that may move a motor', 'v3.6-56V+dfu', ['flash', 'FIRMWARE']],
  ];

  it.each(questions)('at the question %s, and nothing is changed', async (_, profile, words) => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'), profile);
    const before = JSON.stringify(board.content());
    writeFileSync(folder.at('part.bin'), noise(64));
    const files: Record<string, string> = {
      FIRMWARE: firmwareFile(folder, 'v3.6-56V', '0.5.6'),
      PART: smallFile(folder, '2.0.0'),
    };
    const run = await odflash([...words.map((word) => files[word] ?? word), ...board.options], { types: ['\u0003'] });
    expect(run.stderr).toContain('error: Interrupted.');
    expect(run.stderr).not.toMatch(/internal|at .*\.js/);
    expect({ status: run.status, unchanged: JSON.stringify(board.content()) === before }).toEqual({
      status: 130,
      unchanged: true,
    });
  });
});

describe('many virtual boards', () => {
  it('twenty that are kept add no listeners beyond what Node warns of', async () => {
    using folder = scratch();
    const twenty = Array.from({ length: 20 }, () => ['--virtual', 'v3.6-56V']).flat();
    const run = await odflash(['list', ...twenty, '--virtual-state', folder.at('s')]);
    expect([run.status, run.stderr]).toEqual([0, '']);
    const served = await exported(
      [...Array.from({ length: 20 }, () => ['--profile', 'v3.6-56V+dfu']).flat(), '--virtual-state', folder.at('t')],
      async () => undefined,
    );
    expect(served.stderr).not.toContain('MaxListeners');
  });

  it('one that is not kept leaves nothing in the temporary folder, and no way back to a board that is gone', async () => {
    using folder = scratch();
    using temporary = scratch();
    const env = { TMPDIR: temporary.path, TMP: temporary.path, TEMP: temporary.path };
    const run = await odflash(['flash', smallFile(folder, '2.0.0'), '--virtual', 'v3.6-56V+dfu', '--yes'], { env });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).not.toContain('To go back');
    expect(run.stderr).toContain('--virtual-state DIR keeps them');
    expect(readdirSync(temporary.path)).toEqual([]);
  });
});

describe('a terminal', () => {
  it('without Unicode gets no sign it cannot show, with it the real ones', async () => {
    for (const [locale, shows] of [
      ['C', false],
      ['C.UTF-8', true],
    ] as const) {
      using folder = scratch();
      const env = { LC_ALL: locale, TERM: 'xterm' };
      const words = ['flash', smallFile(folder, '2.0.0'), '--virtual', 'v3.6-56V+dfu', '--yes'];
      const run = await odflash(words, { types: [], env });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are ASCII
      expect(/[^\x00-\x7f]/.test(run.stderr), run.stderr).toBe(shows);
    }
  });

  it('sees success in green, as every ok before it', async () => {
    using folder = scratch();
    const words = ['flash', smallFile(folder, '2.0.0'), ...kept(folder, 'v3.6-56V+dfu'), '--yes', '--no-start'];
    for (const word of ['Verified', 'Nothing to do']) {
      const run = await odflashInProcess(words, { terminal: true });
      expect(run.stderr).toContain(`\x1b[32m${word}\x1b[39m:`);
    }
  });

  it('has a legend for every cell of the sector map, blank ones included, and writes nothing in an erase', async () => {
    const text = legend({ unicode: true, color: (_, part) => part, width: 80 });
    for (const look of ['kept', 'unchanged', 'pending', 'erasing', 'blank', 'written', 'verified'])
      expect(text).toContain(` ${look}`);
    using folder = scratch();
    const run = await odflashInProcess(['erase', ...kept(folder, 'v3.6-56V+dfu'), '--yes'], { terminal: true });
    expect(run.stderr).not.toContain('Writing');
  });
});

describe('examples and remedies', () => {
  it('every example of --help that names a virtual board runs as it stands', async () => {
    using folder = scratch();
    const help = (await odflashInProcess(['--help'])).stdout;
    const commands = [...help.matchAll(/^ {2}([a-z][a-z-]+) .*$/gm)].map(([, name = '']) => name);
    const texts = await Promise.all(
      commands.filter((name) => name !== 'help').map(async (name) => (await odflashInProcess([name, '--help'])).stdout),
    );
    const lines = [help, ...texts].flatMap((text) => text.match(/^ {2}odflash .*--virtual.*$/gm) ?? []);
    expect(lines.length).toBeGreaterThan(4);
    for (const line of new Set(lines.filter((each) => !/--list|--watch|odflash plot|\.\.\./.test(each)))) {
      // What is written goes where it does not stay; the sample file is named as seen from here.
      const words = line.trim().split(' ').slice(1);
      const placed = words.map((word) => (word.startsWith('packages/cli/') ? join(root, word) : word));
      const run = await odflash([...placed, '--yes'], { cwd: folder.path });
      // 9: the board of the example has an error.
      expect([0, 9], `${line}\n${run.stderr}`).toContain(run.status);
    }
  });

  it('the remedy for a board up to v3.4 has the wiring and the command', async () => {
    const run = await odflashInProcess(['update', ...['--virtual', 'v3.4-48V']]);
    expect(run.status).toBe(3);
    for (const words of ['ST-Link', 'VCC', '3.3 V', '--via stlink'])
      expect(run.stderr.replace(/\s+/g, ' ')).toContain(words);
  });

  it('info without a board says that none is there, running or in DFU mode', async () => {
    const run = await odflashInProcess(['info', '--virtual', 'v3.6-56V,flash=blank']);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/neither running nor in DFU mode/);
  });

  it('a file without a board is a warning of flash, as of update', async () => {
    using folder = scratch();
    writeFileSync(folder.at('x.bin'), sampleBytes('2.0.0'));
    const run = await odflashInProcess(['flash', folder.at('x.bin'), '--virtual', 'v3.6-56V+dfu', '--json']);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/warn {2}The contents of the file do not identify it/);
  });
});

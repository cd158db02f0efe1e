// odflash doctor: never the all-clear where a flash or an update would stop.

import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { expectJsonLines } from '../json-lines.ts';
import { smallFile } from '../samples.ts';

const serial = '356D38673332';

/** A board, what a flash of it ends with, and words of the remedy. */
const refused: readonly (readonly [profile: string, code: string, remedy: RegExp, words: readonly string[]])[] = [
  ['v3.4-48V+dfu', 'unsafe-board', /Remove the DC supply.*--consent unsafe-dfu=356D38673332/s, []],
  ['v3.6-56V+dfu,rdp=1', 'read-protected', /odflash unlock/, []],
  ['v3.6-56V+dfu,wrp=0:5', 'write-protected', /odflash unlock/, []],
  ['v3.6-56V+dfu,otp=foreign', 'board-unknown', /--board/, []],
  ['v3.6-56V+dfu,otp=blank', 'board-unknown', /--board/, []],
  ['v3.6-56V+dfu,chip=g431', 'board-unknown', /another device with an STM32/, []],
  ['v3.6-56V+dfu', 'board-mismatch', /--board/, ['--board', 'v3.5-48V']],
  ['v3.6-56V+dfu,otp=blank', 'unsafe-board', /DC supply/, ['--board', 'v3.4-48V']],
  ['v3.4-48V', 'unsafe-board', /ST-Link.*VCC/s, []],
  ['v3.6-56V,motor=armed', 'axis-armed', /IDLE/, []],
  ['v3.6-56V,otp=blank', 'board-unknown', /--board/, []],
];

const usable: readonly (readonly [profile: string, words: readonly string[]])[] = [
  ['v3.6-56V+dfu', []],
  ['v3.5-48V', []],
  ['v3.6-56V+dfu,flash=blank', []],
  ['v3.6-56V+dfu,otp=blank', ['--board', 'v3.6']],
  ['v3.6-56V,startup=calibration', []],
  ['v3.4-48V+dfu', ['--consent', `unsafe-dfu=${serial}`]],
];

const named = (profile: string) => ['--virtual', `${profile},serial=${serial}`];

describe('odflash doctor', () => {
  it.concurrent.each(refused)(
    'of %s says what a flash ends with (%s), with its remedy, and exits with 9',
    async (profile, code, remedy, words) => {
      using folder = scratch();
      const board = [...named(profile), ...words];
      const run = await odflash(['doctor', ...board, '--json']);
      expectJsonLines(run.lines());
      const problems = run.lines().filter(({ level }) => level === 'problem');
      expect(problems[0], run.stderr).toMatchObject({ error: code });
      expect(JSON.stringify(problems[0])).toMatch(remedy);
      expect(run.lines().some(({ level, code: found }) => level === 'ok' && String(found).startsWith('board-'))).toBe(
        false,
      );
      expect(run).toMatchObject({ status: 9 });
      expect(run.last().problems).toBe(problems.length);
      const command = profile.includes('+dfu') ? 'flash' : 'update';
      const flashed = await odflash([command, smallFile(folder, '2.0.0'), ...board, '--yes', '--json']);
      expect(flashed.last(), flashed.stderr).toMatchObject({ type: 'error', code });
    },
  );

  it.concurrent('sees write protection of the configuration, which an update has to restore', async () => {
    using folder = scratch();
    for (const sector of [10, 11]) {
      const board = named(`v3.6-56V+dfu,wrp=${sector}`);
      const run = await odflash(['doctor', ...board, '--json']);
      expect(run.lines().find(({ level }) => level === 'problem')).toMatchObject({ error: 'write-protected' });
      expect(run).toMatchObject({ status: 9 });
      const updated = await odflash(['update', smallFile(folder, '2.0.0'), ...board, '--yes', '--dry-run', '--json']);
      expect(updated.last(), updated.stderr).toMatchObject({ code: 'write-protected' });
    }
  });

  it.concurrent.each(usable)('of %s %j finds no problem and exits with 0', async (profile, words) => {
    const run = await odflash(['doctor', ...named(profile), ...words, '--json']);
    expect(run.lines().filter(({ level }) => level === 'problem')).toEqual([]);
    expect(run).toMatchObject({ status: 0 });
  });

  it('says that a motor will move by itself, which an update would ask about', async () => {
    const run = await odflash(['doctor', ...named('v3.6-56V,startup=calibration'), '--json']);
    const note = run.lines().find(({ code }) => code === 'board-warning');
    expect(note).toMatchObject({ level: 'note', title: expect.stringContaining('axis0') });
  });

  it('of several boards ends as the worst of them, and checks one alone when it is chosen', async () => {
    const two = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.6-24V+dfu,rdp=1'];
    expect((await odflash(['doctor', ...two])).status).toBe(9);
    expect((await odflash(['doctor', ...two, '--path', '1-1'])).status).toBe(0);
    const none = await odflash(['doctor', ...two, '--path', '1-7', '--json']);
    expect(none).toMatchObject({ status: 3 });
    expect(none.lines()[0]).toMatchObject({ code: 'no-board', level: 'problem' });
  });
});

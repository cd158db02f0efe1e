// What fits a terminal of 80 columns fits one of 40: lines break between words, standard output included. What stays whole
// is a word that cannot be broken, and a command that is to be copied.

import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { sample, smallFile } from '../samples.ts';

const commands = /^ +(?:sudo |npx )*(?:odflash|modprobe|openocd|usbipd|\S*node) /;

function tooLong(text: string, columns: number): readonly string[] {
  return text
    .split(/\r?\n/)
    .map(stripVTControlCharacters)
    .filter((line) => line.length > columns && !commands.test(line) && / \S/.test(line.trim()));
}

const runs: readonly (readonly string[])[] = [
  [],
  ['--help'],
  ...['flash', 'update', 'virtual', 'set', 'restore', 'catalogue'].map((command) => [command, '--help']),
  ['flash', 'no-such-file-of-firmware-anywhere.hex', '--adress', '12'],
  ['doctor', '--virtual', 'v3.4-48V', '--virtual', 'v3.6-56V+dfu,rdp=1', '--virtual', 'v3.6-56V,startup=calibration'],
  ['list', '--virtual', 'v3.6-56V', '--virtual', 'v3.5-48V+dfu', '--virtual', 'v3.6-56V+stlink'],
  ['info', '--virtual', 'v3.6-56V+dfu'],
  ['info', '--virtual', 'v3.6-56V'],
  ['info', sample('2.0.0', 'elf')],
  ['status', '--virtual', 'v3.6-56V,axis0.error=0x4'],
  ['explain', 'unsafe-board'],
  ['explain', 'windows does not detect my ODrive in DFU mode'],
  ['explain', 'xyzzy'],
  ['shell', '--help'],
  ['virtual', '--list'],
  ['udev-setup', '--print'],
  ['catalogue', '--offline'],
  ['unlock', '--virtual', 'v3.6-56V+dfu,rdp=1'],
  ['read', '/nowhere/to/be/found/out.bin', '--virtual', 'v3.6-56V+dfu'],
];

const withoutUnicode = ' without Unicode';
const terminals: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {},
  ' on a dumb terminal': { TERM: 'dumb' },
  [withoutUnicode]: { LANG: 'C' },
};

const cases = [80, 40].flatMap((columns) => Object.keys(terminals).map((terminal) => ({ columns, terminal })));

describe.each(cases)('at $columns columns$terminal', ({ columns, terminal }) => {
  beforeAll(() => {
    for (const [name, value] of Object.entries(terminals[terminal] ?? {})) vi.stubEnv(name, value);
  });
  afterAll(() => vi.unstubAllEnvs());

  it.each(runs.map((words) => [words.join(' ') || '(nothing)', words] as const))('%s fits', async (_, words) => {
    const run = await odflashInProcess(words, { terminal: true, columns });
    expect(run.stdout + run.stderr).not.toBe('');
    expect(tooLong(run.stdout, columns)).toEqual([]);
    expect(tooLong(run.stderr, columns)).toEqual([]);
    if (terminal === withoutUnicode) expect(run.stdout + run.stderr).toMatch(/^[\0-\x7f]*$/);
  });

  it('a flash and an update fit, from the first line to the way back', async () => {
    using folder = scratch();
    const file = smallFile(folder, '2.0.0');
    const board = ['--virtual', 'v3.6-56V+dfu', '--virtual-state', folder.at('s')];
    const run = await odflashInProcess(['flash', file, ...board, '--yes'], { terminal: true, columns });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain('To go back');
    expect(tooLong(run.stderr, columns)).toEqual([]);
  });
});

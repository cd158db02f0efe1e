// Each row of docs/from-odrivetool.md: the odflash command is run on virtual boards of each generation.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './command.ts';
import { odflashInProcess } from './in-process.ts';

const page = readFileSync(join(root, 'docs/from-odrivetool.md'), 'utf8');
/** Commands of the second column. */
const commands = new Set(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split(' | ')[1] ?? '').matchAll(/`odflash ([^`]+)`/g)].map(([, words]) => words ?? ''),
    ),
);
/** What a page leaves out and a test cannot: an end. */
const ends = (command: string) => (command.includes('--watch') ? ['--times', '2'] : []);

describe.each(['0.4.12', '0.5.1', '0.5.6'])('on a board with firmware %s', (firmware) => {
  it.each([...commands])('odflash %s does its work', async (command) => {
    const words = command.split(' ');
    const board = ['--virtual', `v3.6-56V,firmware=${firmware}`, '--yes'];
    const { status, stderr } = await odflashInProcess([...words, ...ends(command), ...board]);
    expect(stderr).not.toMatch(/^error/m);
    expect(status).toBe(0);
  });
});

it('the page names commands', () => {
  expect(commands.size).toBeGreaterThan(2);
});

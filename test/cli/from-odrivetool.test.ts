// Each row of docs/from-odrivetool.md: the odflash command is run on virtual boards of each generation.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, scratch } from './command.ts';
import { odflashInProcess } from './in-process.ts';

const page = readFileSync(join(root, 'docs/from-odrivetool.md'), 'utf8');
/** Commands of the second column. */
const commands = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split(' | ')[1] ?? '').matchAll(/`odflash ([^`]+)`/g)].map(([, words = '']) => words));

/** What a page leaves out and a test needs: an end. */
const ends = (command: string) => {
  if (command.includes('--watch')) return ['--times', '2'];
  return command.startsWith('plot') && !command.includes('--oscilloscope') ? ['--duration', '1'] : [];
};
/** Names that came with firmware 0.5. */
const since05 = /input_vel|thermistor/;

async function serialOf(board: readonly string[]): Promise<string> {
  const { lines } = await odflashInProcess(['list', ...board, '--json']);
  return String(lines().find(({ type }) => type === 'device')?.serial);
}

describe.each(['0.4.12', '0.5.1', '0.5.6'])('on a board with firmware %s', (firmware) => {
  const known = [...new Set(commands)].filter((command) => firmware !== '0.4.12' || !since05.test(command));
  it.each(known)('odflash %s does its work', async (command) => {
    using folder = scratch();
    const motor = command.includes('input_vel') ? 'armed' : 'ready';
    const board = ['--virtual', `v3.6-56V,firmware=${firmware},motor=${motor}`];
    const file = folder.at('config.json');
    const samples = folder.at('samples');
    const script = folder.at('script.mjs');
    const template = folder.at('endpoints.h.in');
    writeFileSync(template, '{% for one in endpoints %}{{ one.name }} {{ one.id }}{% endfor %}');
    if (command.startsWith('restore')) await odflashInProcess(['backup', file, ...board]);
    const serial = await serialOf(board);
    if (command.startsWith('shell')) writeFileSync(script, 'await odrv0.vbus_voltage;\n');
    const files: Readonly<Record<string, string>> = { plot: samples, shell: script, 'generate-code': template };
    const [name = ''] = command.split(' ');
    const words = (command.match(/'[^']*'|\S+/g) ?? [])
      .map((word) => word.replace(/^'(.*)'$/, '$1'))
      .map((word) => word.replace('FILE', files[name] ?? file).replace('SERIAL', serial));
    const { status, stderr } = await odflashInProcess([...words, ...ends(command), ...board, '--yes']);
    expect(stderr).not.toMatch(/^error/m);
    expect(status).toBe(0);
  });
});

it('the page names commands', () => {
  expect(commands.length).toBeGreaterThan(12);
});

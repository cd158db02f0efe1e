// `-` in place of a file that is written: standard output with nothing else on it, or refused.

import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

const board = ['--virtual', 'v3.6-56V'];
const plot = ['plot', 'vbus_voltage', '--duration', '0.1', ...board];

describe('a result that is written to -', () => {
  it('is the samples of a plot, while what was measured is printed beside them', async () => {
    const { status, stdout, stderr } = await odflash([...plot, '--csv', '-']);
    expect([status, stderr]).toEqual([0, expect.stringContaining('Written: standard output')]);
    expect(stdout).toMatch(/^time_s,vbus_voltage\n(\d+\.\d{6},\d+\.\d+\n){5}$/);
    expect(existsSync('-')).toBe(false);
    const lines = (await odflash([...plot, '--json', '-'])).stdout.trimEnd().split('\n');
    const types = lines.map((line) => JSON.parse(line).type);
    expect(types).toEqual(['series', ...Array.from({ length: 5 }, () => 'sample')]);
  });

  it('has no drawing around it on a terminal', async () => {
    const { status, stdout } = await odflash([...plot, '--csv', '-'], { terminal: true });
    expect([status, stdout.startsWith('time_s,'), stdout.includes('\u001b')]).toEqual([0, true, false]);
  });

  it('is a picture or a backup as in a file', async () => {
    expect((await odflash([...plot, '--svg', '-'])).stdout).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect((await odflash(['backup', '-', ...board])).stdout).toMatch(/^\{[\s\S]*"brake_resistance": [\s\S]*\}\s*$/);
    expect((await odflash(['generate-types', '-', ...board])).stdout).toContain('export interface');
  });

  it('is a raw image, which no terminal can show', async () => {
    using folder = scratch();
    const file = folder.at('text.hex');
    writeFileSync(file, ':020000040800F2\n:040000006162630ACC\n:00000001FF\n');
    expect((await odflash(['convert', file, '-'])).stdout).toBe('abc\n');
    const shown = await odflash(['convert', file, '-'], { terminal: true });
    expect([shown.status, shown.stdout]).toEqual([2, '']);
    expect(shown.stderr).toContain('cannot be printed on a terminal');
  });

  it('is refused where lines are printed there, or another result', async () => {
    expect((await odflash(['backup', '-', '--json', ...board])).last()).toMatchObject({ code: 'usage', exit: 2 });
    expect((await odflash([...plot, '--csv', '-', '--svg', '-'])).stderr).toContain('cannot be written to one file');
  });
});

describe('- where no result is written', () => {
  it.each(['--log-file', '--trace'])('is refused for %s', async (option) => {
    const { status, stderr } = await odflash(['get', 'vbus_voltage', option, '-', ...board]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`'-' of '${option}`)]);
    expect(existsSync('-')).toBe(false);
  });

  it('is refused as a file that is read', async () => {
    const { status, stderr } = await odflash(['flash', '-', ...board]);
    expect([status, stderr]).toEqual([5, expect.stringContaining('Standard input is not read.')]);
  });
});

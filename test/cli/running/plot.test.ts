// odflash plot: samples on standard output, in files and on a terminal, and how it ends.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { screen } from '../../../packages/cli/test/screen.ts';
import { odflash as odflashProcess, scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

const board = ['--virtual', 'v3.6-56V,motor=turning'];
const two = ['vbus_voltage', 'axis0.encoder.pos_estimate'];
const plot = (...more: readonly string[]) => odflash(['plot', ...two, ...more, ...board]);

describe('without a terminal', () => {
  it('samples are CSV on standard output, and the measured rate is printed on standard error', async () => {
    const { status, stdout, stderr } = await plot('--duration', '1', '--rate', '20');
    expect(status).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toBe('time_s,vbus_voltage,axis0.encoder.pos_estimate');
    expect(rows).toHaveLength(20);
    expect(rows[1]).toMatch(/^0\.050000,3[56]\.\d+,\d\.\d+$/);
    expect(stderr).toMatch(/20 samples of 2 values: 20\.0 per second \(20 requested\)\.\nJitter 0\.00 ms/);
  });

  it('a script gets objects, the measured rate in the last one', async () => {
    const { lines, last } = await plot('--duration', '0.5', '--json');
    expect(lines().find(({ type }) => type === 'series')).toMatchObject({
      series: [
        { path: 'vbus_voltage', unit: 'V' },
        { path: 'axis0.encoder.pos_estimate', unit: 'turn' },
      ],
    });
    const samples = lines().filter(({ type }) => type === 'sample');
    expect(samples).toHaveLength(25);
    expect(last()).toMatchObject({
      ok: true,
      command: 'plot',
      board: 'untouched',
      taken: 25,
      rate: expect.closeTo(50, 6),
      gaps: 0,
      window: 4,
    });
  });

  it('files are written instead, and not over others', async () => {
    using folder = scratch();
    const [csv, json, svg] = ['a.csv', 'a.jsonl', 'a.svg'].map((name) => folder.at(name)) as [string, string, string];
    const files = ['--csv', csv, '--json', json, '--svg', svg];
    const first = await plot('--duration', '1', ...files);
    expect([first.status, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toContain(`Written: ${csv}, ${json}, ${svg}`);
    expect(readFileSync(csv, 'utf8').split('\n')).toHaveLength(52);
    const objects = readFileSync(json, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(objects.map(({ type }) => type)).toEqual(['series', ...Array.from({ length: 50 }, () => 'sample')]);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [\s\S]*50 samples, 50\.0\/s[\s\S]*<\/svg>\n$/);
    const second = await plot('--duration', '1', '--csv', csv);
    expect(second.status).toBe(5);
    expect(second.stderr).toMatch(/already exists[\s\S]*--force/);
    expect((await plot('--duration', '1', '--force', ...files)).status).toBe(0);
  });

  it('the oscilloscope of the firmware is read whole', async () => {
    const { status, stdout, stderr } = await odflash([
      'plot',
      '--oscilloscope',
      '--virtual',
      'v3.6-56V,firmware=0.4.12',
    ]);
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(129);
    // The firmware does not say how long it took.
    expect(lines[0]).toBe('index,oscilloscope');
    expect(lines[2]).toMatch(/^1,3[56]\./);
    expect(stderr).toContain('128 values of the oscilloscope');
  });
});

describe('on a terminal', () => {
  it('the last picture stays', async () => {
    const { stdout, status } = await odflash(['plot', ...two, '--duration', '12', ...board], { terminal: true });
    expect(status).toBe(0);
    const terminal = screen(80);
    terminal.write(stdout);
    const lines = terminal.lines();
    expect(lines).toHaveLength(23);
    expect(lines[0]).toMatch(/^ODrive [0-9A-F]{12} +12\.0 s {2}50\.0 of 50 samples\/s {2}jitter 0\.0 ms$/);
    expect(lines.at(-1)).toMatch(/^.. axis0\.encoder\.pos_estimate +\d+\.\d+ turn +min +\S+ +max +\S+$/);
  });
});

describe('what cannot be plotted', () => {
  it.each([
    [['plot'], /What to plot is missing/],
    [['plot', 'vbus_volage'], /vbus_voltage/],
    [['plot', 'reboot'], /is a function/],
    [['plot', 'vbus_voltage', '--rate', '0'], /samples a second/],
    [['plot', 'vbus_voltage', '--duration', 'soon'], /Expected seconds/],
    [['plot', 'vbus_voltage', '--oscilloscope'], /takes no path/],
  ])('%j is refused', async (words, text) => {
    const { status, stderr } = await odflash([...words, ...board]);
    expect(status).toBe(2);
    expect(stderr).toMatch(text);
  });
});

describe('as a process', () => {
  const endless = ['plot', ...two, '--virtual', 'v3.6-56V,time=real'];
  /** A busy machine leaves rows out: at the first one from that time on, in seconds. */
  const interruptAtRow = (time: number) => {
    let isPressed = false;
    return {
      onLine: (line: string, child: { kill(signal: 'SIGINT'): boolean }) => {
        if (isPressed || !(Number.parseFloat(line) >= time)) return;
        isPressed = true;
        child.kill('SIGINT');
      },
    };
  };

  it('Ctrl-C ends one without an end well, and one with an end as interrupted', async () => {
    const [endlessRun, cutShort] = await Promise.all([
      odflashProcess(endless, interruptAtRow(0.1)),
      odflashProcess([...endless, '--duration', '1m'], interruptAtRow(0.1)),
    ]);
    expect(endlessRun.status).toBe(0);
    expect(endlessRun.stderr).toMatch(/samples of 2 values/);
    expect(cutShort.status).toBe(130);
    expect(cutShort.stderr).toMatch(/Stopped after \d\.\d s of 1:00/);
  });

  it('a file at its maximum size ends it after a whole line, with the reason', async () => {
    using folder = scratch();
    const csv = folder.at('full.csv');
    const words = ['plot', ...two, '--rate', 'max', '--csv', csv, ...board];
    // 512 or 1024 bytes a block, by shell.
    const { status, stderr } = await odflashProcess(words, { shell: 'ulimit -f 20; trap "" XFSZ' });
    expect(status).toBe(5);
    expect(stderr).toMatch(/full\.csv has reached the maximum file size[\s\S]*The samples until now are in the file/);
    const text = readFileSync(csv, 'utf8');
    expect(text.length).toBeGreaterThan(9_000);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('a reader that closes the pipe ends it', async () => {
    const { signal, status } = await odflashProcess(['plot', ...two, ...board], {
      meanwhile: (child) => {
        child.stdout.once('data', () => child.stdout.destroy());
      },
    });
    expect([signal, status]).toEqual([null, 0]);
  });
});

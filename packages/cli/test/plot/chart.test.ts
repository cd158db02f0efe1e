// The drawing of a plot: what stands where, through gaps and odd numbers.

import { describe, expect, it } from 'vitest';
import { chartLines } from '../../src/plot/chart.ts';
import { createHistory } from '../../src/plot/history.ts';
import { createRaster } from '../../src/plot/raster.ts';
import { picture, style, view, waves } from './bench.ts';

describe('the picture', () => {
  it('fills a terminal of 80 by 24 with a panel for each unit, axes and a legend', () => {
    const lines = chartLines(picture(), style);
    expect(lines).toHaveLength(23);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(/^ODrive 356933603436 +10\.0 s {2}50\.0 of 50 samples\/s {2}jitter 0\.3 ms$/);
    expect(lines.join('\n')).toMatch(/ turn [│┤]/);
    expect(lines.join('\n')).toMatch(/ V [│┤]/);
    expect(lines.at(-4)).toMatch(/^━━ axis0\.encoder\.pos_estimate +-0\.5\d+ turn +min +-0\.99\d+ +max +0\.99\d+$/);
    expect(lines.at(-1)).toContain('q end');
  });

  it.each([
    [40, 12],
    [120, 40],
    [20, 8],
    [10, 5],
  ])('fits into %i columns and %i rows', (columns, rows) => {
    const lines = chartLines(picture(), { ...style, columns, rows });
    expect(lines.length).toBeLessThanOrEqual(Math.max(rows, 8));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 20));
  });

  it.each([30, 40, 50, 60])('cuts no number of the legend at %i columns', (columns) => {
    const legend = (width: number) =>
      chartLines(picture(), { ...style, columns: width, rows: 20 }).filter((line) => line.startsWith('━━'));
    const numbersIn = (line: string) => line.match(/-?\d[\d.]*(?=\s|$)/g) ?? [];
    const whole = legend(120).map(numbersIn);
    const narrow = legend(columns).map(numbersIn);
    expect(narrow.length).toBeGreaterThan(0);
    for (const [index, numbers] of narrow.entries()) expect(whole[index]?.slice(0, numbers.length)).toEqual(numbers);
  });

  it('leaves a gap empty from top to bottom', () => {
    const drawn = (history: ReturnType<typeof waves>) => {
      const lines = chartLines(picture({ history }), style).slice(1, -6);
      return Array.from({ length: 69 }, (_, column) => lines.some((line) => /[⠁-⣿]/.test(line[11 + column] ?? '')));
    };
    expect(drawn(waves()).filter((is) => !is).length).toBeLessThan(3);
    const empty = drawn(waves(10, [4, 6])).filter((is) => !is).length;
    expect(empty).toBeGreaterThan(11);
    expect(empty).toBeLessThan(17);
  });

  it('scrolls with the newest sample, and shows what was asked for while it is paused', () => {
    const history = waves(60);
    expect(chartLines(picture({ history }), style).join('\n')).toMatch(/ 52 s/);
    const paused = chartLines(picture({ history, view: { ...view, end: 20 } }), style).join('\n');
    expect(paused).toMatch(/ 12 s/);
    expect(paused).toContain('paused');
    expect(paused).not.toMatch(/ 52 s/);
  });

  it('says that the board does not answer, and since when', () => {
    expect(chartLines(picture({ awaySeconds: 3 }), style)[0]).toContain('no answer for 3 s');
  });

  it('of one value that does not change is a line in the middle', () => {
    const history = createHistory(1);
    for (let time = 0; time < 10; time += 0.1) history.push(time, [5]);
    const lines = chartLines(picture({ history, series: [{ path: 'x' }] }), style);
    const rows = lines.flatMap((line, index) => (/[⠁-⣿]{20}/.test(line) ? [index] : []));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toBeGreaterThan(4);
    expect(rows[0]).toBeLessThan(15);
  });

  it('bears numbers that are none, and no samples at all', () => {
    const history = createHistory(3);
    expect(chartLines(picture({ history }), style)).toHaveLength(23);
    history.push(0, [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    history.push(1, [1e38, -1e38, 1e-38]);
    for (const line of chartLines(picture({ history }), style)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('uses plain signs where a terminal has no others', () => {
    const text = chartLines(picture(), { ...style, unicode: false })
      .slice(0, -1)
      .join('\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: everything up to the tilde
    expect(text).toMatch(/^[\x00-\x7f]*$/);
    expect(text).toMatch(/\*+/);
  });

  it('hides a series and gives its room to the others', () => {
    const hidden = chartLines(picture({ view: { ...view, hidden: new Set([2]) } }), style);
    expect(hidden.join('\n')).not.toMatch(/ V [│┤]/);
    expect(hidden).toHaveLength(23);
  });
});

describe('a raster', () => {
  it('puts eight dots into a letter, and the first layer on top', () => {
    const raster = createRaster(2, 1, true);
    raster.line(0, 0, 0, 3, 1);
    raster.dot(1, 0, 0);
    raster.dot(9, 9, 0);
    raster.dot(-1, 0, 0);
    expect(raster.rows((layer, text) => `${layer}${text}`)).toEqual(['0⡏ ']);
  });
});

// The drawing of a plot: what stands where, through gaps and odd numbers; the files; the keys.

import type { Series } from '@odflash/core/running';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../test/support/in-english.ts';
import { type ChartStyle, chartLines, type Picture, type View } from '../src/plot/chart.ts';
import { createHistory } from '../src/plot/history.ts';
import { readKey } from '../src/plot/keys.ts';
import { createLiveView } from '../src/plot/live-view.ts';
import { createRaster } from '../src/plot/raster.ts';
import { csvHead, csvRow, openSampleFile, sampleFields } from '../src/plot/sample-file.ts';
import { momentText, numberText, scaleAround, scaleOnLines } from '../src/plot/scale.ts';
import { svgText } from '../src/plot/svg.ts';
import { noPaint } from '../src/render/paint.ts';

const pace = { taken: 500, missed: 0, rate: 50, jitterMs: 0.31, longestMs: 22 };
const series: readonly Series[] = [
  { path: 'axis0.encoder.pos_estimate', unit: 'turn' },
  { path: 'axis1.encoder.pos_estimate', unit: 'turn' },
  { path: 'vbus_voltage', unit: 'V' },
];
const style: ChartStyle = { columns: 80, rows: 23, unicode: true, color: noPaint };
const view: View = { windowSeconds: 10, hidden: new Set(), keys: true };

function waves(seconds = 10, gapAt?: readonly [number, number]) {
  const history = createHistory(3);
  for (let time = 0; time < seconds; time += 0.02) {
    const isGap = gapAt !== undefined && time > gapAt[0] && time < gapAt[1];
    history.push(time, isGap ? undefined : [Math.sin(time), Math.cos(time), 24 + 0.02 * Math.sin(time * 40)]);
  }
  return history;
}

const picture = (more: Partial<Picture> = {}): Picture => ({
  series,
  history: waves(),
  view,
  pace,
  wantedRate: 50,
  awaySeconds: undefined,
  title: 'ODrive 356933603436',
  ...more,
});

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

describe('the live view', () => {
  function live(history = waves(30)) {
    let wall = 0;
    const shown: string[] = [];
    const liveView = createLiveView({
      series,
      history,
      title: 'ODrive',
      windowSeconds: 10,
      keys: true,
      size: () => ({ columns: 80, rows: 23 }),
      unicode: true,
      color: noPaint,
      show: (lines) => shown.push(lines.join('\n')),
      wall: () => wall,
    });
    return { liveView, shown, pass: (ms: number) => (wall += ms), last: () => shown.at(-1) ?? '' };
  }

  it('draws about fifteen times a second, however many samples come', () => {
    const { liveView, shown, pass } = live();
    for (let index = 0; index < 1000; index++) {
      liveView.sampled(pace, false);
      pass(1);
    }
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.length).toBeLessThan(20);
  });

  it('pauses, moves, zooms and hides by keys', () => {
    const { liveView, last } = live();
    liveView.press('pause');
    expect(last()).toContain('paused');
    liveView.press('earlier');
    expect(last()).toMatch(/ 18 s/);
    liveView.press('in');
    expect(last()).toContain('zoom (5 s)');
    liveView.press('out');
    liveView.press('out');
    expect(last()).toContain('zoom (20 s)');
    liveView.press({ series: 2 });
    expect(last()).not.toMatch(/ V [│┤]/);
    liveView.press({ series: 8 });
    liveView.press('pause');
    expect(last()).not.toContain('paused');
    for (let time = 0; time < 40; time++) liveView.press('in');
    expect(last()).toContain('zoom (0.1 s)');
  });

  it('counts how long the board is away, and ends with a picture without keys', () => {
    const { liveView, last, pass } = live();
    liveView.sampled(pace, true);
    pass(4_000);
    liveView.tick();
    expect(last()).toContain('no answer for 4 s');
    liveView.sampled(pace, false);
    liveView.finish();
    expect(last()).not.toMatch(/no answer|q end/);
  });
});

it.each([
  [' ', 'pause'],
  ['+', 'in'],
  ['-', 'out'],
  ['\x1b[D', 'earlier'],
  ['\x1b[C', 'later'],
  ['q', 'end'],
  ['3', { series: 2 }],
  ['\x03', 'interrupt'],
  ['\x1b[5~', undefined],
  ['x', undefined],
])('the key %j means %j', (text, key) => {
  expect(readKey(text)).toEqual(key);
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

describe('numbers', () => {
  it.each([
    [24.0312, '24.031'],
    [-0.000312, '-0.000312'],
    [1.5e9, '1.500e+9'],
    [3, '3'],
    [Number.NaN, '-'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [undefined, '-'],
  ])('%s is written %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('moments are seconds, then minutes, then hours', () => {
    expect([5, 65, 3_725].map((seconds) => momentText(seconds))).toEqual(['5 s', '1:05', '1:02:05']);
  });

  it('axes have round steps with labels that differ', () => {
    for (const [least, most] of [
      [0, 1],
      [23.98, 24.02],
      [-3, 70_000],
      [1e-7, 3e-7],
      [5, 5],
      [0, 0],
    ] as const) {
      const { ticks, label, from, to } = scaleAround(least, most, 5);
      expect(from).toBeLessThanOrEqual(least);
      expect(to).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeGreaterThan(1);
      expect(new Set(ticks.map(label)).size).toBe(ticks.length);
    }
  });

  it.each([3, 4, 5, 7, 8, 10, 23])('on %i lines every tick lies on a line, all as far apart', (lines) => {
    for (const [least, highest] of [
      [0, 1],
      [1.4969, 1.502],
      [23.98, 24.02],
      [-3, 70_000],
      [-0.2, 9.6],
      [1e-7, 3e-7],
      [5, 5],
      [0, 0],
    ] as const) {
      const { ticks, label, from, to } = scaleOnLines(least, highest, lines);
      expect(from).toBeLessThanOrEqual(least);
      expect(to).toBeGreaterThanOrEqual(highest);
      const places = ticks.map((tick) => ((tick - from) / (to - from)) * (lines - 1));
      const distances = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      expect(distances.length).toBeGreaterThan(0);
      for (const place of places) expect(place).toBeCloseTo(Math.round(place), 6);
      for (const distance of distances) expect(distance).toBeCloseTo(distances[0] ?? 0, 6);
      expect(new Set(ticks.map(label)).size).toBe(ticks.length);
      if (lines > 3) expect(distances[0]).toBeGreaterThan(1.5);
    }
  });
});

describe('files', () => {
  const sample = { at: 1234.5, values: [1.5, Number.NaN, 24.0312345] };

  it('have a row for each sample, and an empty one for a gap', () => {
    expect(csvHead(series, 'seconds')).toBe(
      'time_s,axis0.encoder.pos_estimate,axis1.encoder.pos_estimate,vbus_voltage',
    );
    expect(csvRow(sample, 3, 'seconds')).toBe('1.234500,1.5,NaN,24.0312345');
    expect(csvRow({ at: 2000, values: undefined }, 3, 'seconds')).toBe('2.000000,,,');
    expect(sampleFields(sample)).toEqual({ time: 1.2345, values: [1.5, 'NaN', 24.0312345] });
    expect(sampleFields({ at: 2000, values: undefined })).toEqual({ time: 2, values: null });
  });

  it.runIf(process.platform === 'linux')('that cannot be written say why', () => {
    using file = openSampleFile('/dev/full', 'csv', { force: true, across: 'seconds' });
    expect(() => file.begin(series)).toThrow(expect.objectContaining({ text: saying(/the disk is full/) }));
  });
});

describe('the SVG', () => {
  it('has a path for each series that breaks at a gap, escaped names, and stays small', () => {
    const named = [{ path: 'a<b>&"c', unit: 'V' }, ...series.slice(1)];
    const text = svgText({ series: named, history: waves(600, [100, 200]), title: 'ODrive', subtitle: 'now' });
    expect(text).toContain('a&lt;b&gt;&amp;&quot;c');
    const paths = [...text.matchAll(/<path d="([^"]*)"/g)].map(([, path = '']) => path);
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(path.match(/M/g)).toHaveLength(2);
    expect(text.length).toBeLessThan(300_000);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('a history forgets its oldest half when it is full, and keeps its extremes', () => {
  const history = createHistory(1, 100);
  for (let index = 0; index < 1000; index++) history.push(index, [index]);
  expect(history.length).toBeLessThanOrEqual(100);
  expect(history.summary(0)).toEqual({ last: 999, least: 0, most: 999 });
  expect(history.start).toBeGreaterThan(800);
});

// A plot while samples come: how often it is drawn, the keys, a board that is away.

import { describe, expect, it } from 'vitest';
import { createHistory } from '../../src/plot/history.ts';
import { readKey } from '../../src/plot/keys.ts';
import { createLiveView } from '../../src/plot/live-view.ts';
import { noColor } from '../../src/render/color.ts';
import { pace, series, waves } from './bench.ts';

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
      color: noColor,
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

it('a history forgets its oldest half when it is full, and keeps its extremes', () => {
  const history = createHistory(1, 100);
  for (let index = 0; index < 1000; index++) history.push(index, [index]);
  expect(history.length).toBeLessThanOrEqual(100);
  expect(history.summary(0)).toEqual({ last: 999, least: 0, most: 999 });
  expect(history.start).toBeGreaterThan(800);
});

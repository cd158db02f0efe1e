// Numbers, moments and axes.

import { describe, expect, it } from 'vitest';
import { momentText, numberText, scaleAround, scaleOnLines } from '../../src/plot/scale.ts';

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

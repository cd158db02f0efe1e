// Waves to draw, and the terminal they are drawn for.

import type { Series } from '@odflash/core/running';
import { createHistory, type History } from '../../src/plot/history.ts';
import type { ChartStyle, Picture, View } from '../../src/plot/picture.ts';
import { noColor } from '../../src/render/color.ts';

export const pace = { taken: 500, missed: 0, rate: 50, jitterMs: 0.31, longestMs: 22 };
export const series: readonly Series[] = [
  { path: 'axis0.encoder.pos_estimate', unit: 'turn' },
  { path: 'axis1.encoder.pos_estimate', unit: 'turn' },
  { path: 'vbus_voltage', unit: 'V' },
];
export const style: ChartStyle = { columns: 80, rows: 23, unicode: true, color: noColor };
export const view: View = { windowSeconds: 10, hidden: new Set(), keys: true };

/** Three series, 50 samples a second, with a gap between two seconds if one is named. */
export function waves(seconds = 10, gapAt?: readonly [number, number]): History {
  const history = createHistory(3);
  for (let time = 0; time < seconds; time += 0.02) {
    const isGap = gapAt !== undefined && time > gapAt[0] && time < gapAt[1];
    history.push(time, isGap ? undefined : [Math.sin(time), Math.cos(time), 24 + 0.02 * Math.sin(time * 40)]);
  }
  return history;
}

export const picture = (more: Partial<Picture> = {}): Picture => ({
  series,
  history: waves(),
  view,
  pace,
  wantedRate: 50,
  awaySeconds: undefined,
  title: 'ODrive 356933603436',
  ...more,
});

// A plot that moves: draws now and then, pauses, zooms, and hides what is not wanted. Knows neither board nor terminal.

import type { PaceReport, Series } from '@odflash/core/running';
import type { Color } from '../render/color.ts';
import { chartLines } from './chart.ts';
import type { History } from './history.ts';
import type { PlotKey } from './keys.ts';
import type { Picture, View } from './picture.ts';

export interface LiveViewOptions {
  readonly series: readonly Series[];
  readonly history: History;
  readonly title: string;
  /** Samples a second that were asked for; absent: as many as the board gives. */
  readonly wantedRate?: number | undefined;
  readonly windowSeconds: number;
  readonly keys: boolean;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly unicode: boolean;
  readonly color: Color;
  readonly show: (lines: readonly string[]) => void;
  /** Milliseconds on the wall: how often a picture is drawn does not depend on the board's clock. */
  readonly wall: () => number;
}

export interface LiveView {
  /** There is another sample in the history; `isAway`: a gap. */
  sampled(pace: PaceReport, isAway: boolean): void;
  /** Time passes without samples. */
  tick(): void;
  /** Everything but the entry `end`. */
  press(key: Exclude<PlotKey, 'end'>): void;
  /** The last picture, without the keys. */
  finish(): void;
}

/** About 15 pictures a second: smooth to the eye, cheap over ssh. */
const drawMs = 66;

/** Seconds across. */
const windows = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600] as const;

export function createLiveView(options: LiveViewOptions): LiveView {
  const { series, history, title, wantedRate, size, unicode, color, show, wall } = options;
  let view: View = { windowSeconds: options.windowSeconds, hidden: new Set(), keys: options.keys };
  let pace: PaceReport = { taken: 0, missed: 0, rate: 0, jitterMs: 0, longestMs: 0 };
  let drawnAt = Number.NEGATIVE_INFINITY;
  let awaySince: number | undefined;

  const draw = () => {
    drawnAt = wall();
    const awaySeconds = awaySince === undefined ? undefined : (drawnAt - awaySince) / 1000;
    const picture: Picture = { series, history, view, pace, wantedRate, awaySeconds, title };
    show(chartLines(picture, { ...size(), unicode, color }));
  };
  const zoom = (by: number) => {
    const index = windows.findIndex((seconds) => seconds >= view.windowSeconds * 0.999);
    const windowSeconds =
      windows[Math.min(Math.max((index === -1 ? windows.length : index) + by, 0), windows.length - 1)];
    if (windowSeconds !== undefined) view = { ...view, windowSeconds };
  };
  const move = (by: number) => {
    const end = (view.end ?? history.end) + (by * view.windowSeconds) / 4;
    view = { ...view, end: Math.min(Math.max(end, history.start + view.windowSeconds / 4), history.end) };
  };
  const hide = (index: number) => {
    if (index >= series.length) return;
    const hidden = new Set(view.hidden);
    if (!hidden.delete(index)) hidden.add(index);
    view = { ...view, hidden };
  };
  return {
    sampled(report, isAway) {
      pace = report;
      if (!isAway) awaySince = undefined;
      else awaySince ??= wall();
      if (isAway || wall() - drawnAt >= drawMs) draw();
    },
    tick() {
      if (wall() - drawnAt >= 250) draw();
    },
    press(key) {
      if (key === 'pause') view = { ...view, end: view.end === undefined ? history.end : undefined };
      else if (key === 'in') zoom(-1);
      else if (key === 'out') zoom(1);
      else if (key === 'earlier') move(-1);
      else if (key === 'later') move(1);
      else hide(key.series);
      draw();
    },
    finish() {
      view = { ...view, keys: false, end: undefined };
      draw();
    },
  };
}

// The picture of a plot in a terminal: one panel for each unit, axes, a legend with numbers, and what the keys do.

import type { Series } from '@odflash/core/running';
import { cellsOf } from '../render/cells.ts';
import { decimals, worded } from '../render/say.ts';

import type { History } from './history.ts';
import { fit, keysLine, legendLines } from './legend.ts';
import { type ChartStyle, colourOf, type Picture, type View } from './picture.ts';
import { createRaster, type Raster } from './raster.ts';
import { momentText, type Scale, scaleBetween, scaleOnLines } from './scale.ts';

const labelWidth = 9;
/** Fewer rows show nothing. */
const minPanelRows = 3;

/** Lines that fit into the style's columns and rows. */
export function chartLines(picture: Picture, style: ChartStyle): readonly string[] {
  const { series, history, view } = picture;
  const end = view.end ?? Math.max(history.end, view.windowSeconds);
  const from = end - view.windowSeconds;
  const legend = legendLines(picture, style);
  // Head, time axis and its labels.
  const frame = 3 + (view.keys ? 1 : 0);
  const roomForLegend = Math.max(style.rows - frame - 2 * minPanelRows, 1);
  const shownLegend =
    legend.length <= roomForLegend
      ? legend
      : [
          ...legend.slice(0, roomForLegend - 1),
          `  … ${worded('sampling.more-series', { count: legend.length - roomForLegend + 1 })}`,
        ];
  const groups = groupsOf(series, view);
  const room = Math.max(style.rows - frame - shownLegend.length, minPanelRows);
  const count = Math.max(Math.min(groups.length, Math.floor(room / minPanelRows)), 1);
  const panels = groups.slice(0, count).flatMap((group, index) => {
    const lines = Math.floor(room / count) + (index < room % count ? 1 : 0);
    return panelLines(picture, group, { from, end, lines }, style);
  });
  return [
    headLine(picture, style),
    ...panels,
    ...timeLines(from, end, style),
    ...shownLegend,
    ...(view.keys ? [keysLine(picture, style)] : []),
  ];
}

interface Group {
  readonly unit: string | undefined;
  readonly members: readonly number[];
}

/** Series of one unit share an axis. */
export function groupsOf(series: readonly Series[], view?: Pick<View, 'hidden'>): readonly Group[] {
  const units = [...new Set(series.map(({ unit }) => unit))];
  const groups = units.map((unit) => ({
    unit,
    members: series.flatMap((one, index) => (one.unit === unit && !view?.hidden.has(index) ? [index] : [])),
  }));
  const drawn = groups.filter(({ members }) => members.length > 0);
  return drawn.length > 0 ? drawn : groups.slice(0, 1);
}

interface Span {
  readonly from: number;
  readonly end: number;
  readonly lines: number;
}

function panelLines(
  { history }: Picture,
  { unit, members }: Group,
  { from, end, lines }: Span,
  { columns, unicode, color }: ChartStyle,
): readonly string[] {
  const first = Math.max(history.indexAt(from) - 1, 0);
  const last = Math.min(history.indexAt(end) + 1, history.length);
  const raster = createRaster(Math.max(columns - labelWidth - 2, 4), lines, unicode);
  const scale = scaleOnLines(...extremes(history, members, first, last), lines);
  // The first of a group lies on top.
  for (const series of members) drawSeries(raster, history, series, { first, last, from, end }, scale);
  const pictureRows = raster.rows((layer, text) => color(colourOf(layer), text));
  const labels = new Map(
    scale.ticks.map((tick) => [
      Math.round(((scale.to - tick) / (scale.to - scale.from)) * (lines - 1)),
      scale.label(tick),
    ]),
  );
  const unitRow = unit === undefined ? -1 : [1, 2, 0].find((row) => row < lines && !labels.has(row));
  const [edge, tick] = unicode ? ['│', '┤'] : ['|', '+'];
  return pictureRows.map((row, index) => {
    const label = index === unitRow ? (unit ?? '') : (labels.get(index) ?? '');
    const mark = labels.has(index) ? tick : edge;
    return `${color('dim', `${label.slice(0, labelWidth).padStart(labelWidth)} ${mark}`)}${row}`;
  });
}

/** Smallest and largest number of these rows. */
export function extremes(
  history: History,
  members: readonly number[],
  first: number,
  last: number,
): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const series of members)
    for (let index = first; index < last; index++) {
      const value = history.value(series, index);
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return [least, most];
}

/** Many samples on one dot column become one stroke from their lowest to their highest. */
function drawSeries(
  raster: Raster,
  history: History,
  series: number,
  {
    first,
    last,
    from,
    end,
  }: { readonly first: number; readonly last: number; readonly from: number; readonly end: number },
  scale: Scale,
): void {
  const yOf = (value: number) => Math.round(((scale.to - value) / (scale.to - scale.from)) * (raster.height - 1));
  let column: { x: number; low: number; high: number; lastY: number } | undefined;
  const finish = () => {
    if (column) raster.line(column.x, column.low, column.x, column.high, series);
  };
  for (let index = first; index < last; index++) {
    const value = history.value(series, index);
    if (!Number.isFinite(value)) {
      finish();
      column = undefined;
      continue;
    }
    const x = Math.floor(((history.time(index) - from) / (end - from)) * (raster.width - 1));
    const y = yOf(value);
    if (column && column.x === x) {
      column.low = Math.min(column.low, y);
      column.high = Math.max(column.high, y);
      column.lastY = y;
      continue;
    }
    finish();
    if (column) raster.line(column.x, column.lastY, x, y, series);
    column = { x, low: y, high: y, lastY: y };
  }
  finish();
}

function headLine({ title, history, pace, wantedRate, awaySeconds, view }: Picture, style: ChartStyle): string {
  const { color } = style;
  const state =
    awaySeconds !== undefined
      ? color('red', worded('sampling.no-answer', { seconds: decimals(awaySeconds, 0) }))
      : view.end !== undefined
        ? color('yellow', worded('sampling.paused'))
        : '';
  const rate = worded('sampling.shown-rate', {
    rate: decimals(pace.rate, pace.rate < 100 ? 1 : 0),
    requested: wantedRate?.toString(),
  });
  const jitter = worded('sampling.shown-jitter', { jitter: decimals(pace.jitterMs, 1) });
  const right = [momentText(history.end, 1), rate, jitter].join('  ');
  const room = style.columns - cellsOf(right) - 2 - (state === '' ? 0 : cellsOf(state) + 2);
  const left = [color('bold', title.slice(0, Math.max(room, 0))), state].filter((part) => part !== '').join('  ');
  const gap = Math.max(style.columns - cellsOf(left) - cellsOf(right), 1);
  return fit(`${left}${' '.repeat(gap)}${color('dim', right)}`, style.columns);
}

function timeLines(from: number, end: number, { columns, unicode, color }: ChartStyle): readonly string[] {
  const width = Math.max(columns - labelWidth - 2, 4);
  const scale = scaleBetween(from, end, Math.max(Math.floor(width / 12), 2));
  const [corner, dash, tick] = unicode ? ['└', '─', '┬'] : ['+', '-', '+'];
  const axis = Array.from({ length: width }, () => dash);
  let labels = '';
  for (const moment of scale.ticks) {
    const x = Math.round(((moment - from) / (end - from)) * (width - 1));
    const text = moment < 60 ? `${scale.label(moment)} s` : momentText(moment);
    const at = Math.max(x - Math.floor(text.length / 2), 0);
    if (at + text.length > width || (labels !== '' && at <= labels.length)) continue;
    axis[x] = tick;
    labels = `${labels.padEnd(at)}${text}`;
  }
  const indent = ' '.repeat(labelWidth + 1);
  return [color('dim', `${indent}${corner}${axis.join('')}`), color('dim', `${indent} ${labels}`)];
}

// A plot as a picture for a report: SVG, one panel for each unit, gaps left open. Text only; knows no file.

import type { Series } from '@odflash/core/running';
import { worded } from '../render/say.ts';
import { extremes, groupsOf } from './chart.ts';
import type { History } from './history.ts';
import { momentText, numberText, scaleAround, scaleBetween } from './scale.ts';

const size = { width: 960, panel: 240, left: 84, right: 16, top: 40, gap: 26, bottom: 34, legendRow: 18 } as const;
/** Distinguished by people who do not see all colours (Okabe and Ito). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#999999'] as const;
const colourOf = (series: number) => colours[series % colours.length] ?? '#000';

export interface SvgPlot {
  readonly series: readonly Series[];
  readonly history: History;
  readonly title: string;
  /** Below the title: rate, jitter, date. */
  readonly subtitle: string;
  /** What the horizontal axis counts; seconds by default. */
  readonly across?: 'seconds' | 'values' | undefined;
}

export function svgText({ series, history, title, subtitle, across = 'seconds' }: SvgPlot): string {
  const groups = groupsOf(series);
  const right = size.width - size.right;
  const [from, end] = [history.start, Math.max(history.end, history.start + 1e-6)];
  const xOf = (moment: number) => size.left + ((moment - from) / (end - from)) * (right - size.left);
  const times = scaleBetween(from, end, 10);
  const panels = groups.map(({ unit, members }, index) => {
    const top = size.top + index * (size.panel + size.gap);
    const scale = scaleAround(...extremes(history, members, 0, history.length), 6);
    const yOf = (value: number) => top + ((scale.to - value) / (scale.to - scale.from)) * size.panel;
    const ticks = scale.ticks.map(
      (tick) =>
        `<line x1="${size.left}" x2="${right}" y1="${round(yOf(tick))}" y2="${round(yOf(tick))}" stroke="#ddd"/>` +
        `<text x="${size.left - 8}" y="${round(yOf(tick) + 4)}" text-anchor="end">${scale.label(tick)}</text>`,
    );
    const grid = times.ticks.map(
      (tick) =>
        `<line x1="${round(xOf(tick))}" x2="${round(xOf(tick))}" y1="${top}" y2="${top + size.panel}" stroke="#eee"/>`,
    );
    const paths = members.map(
      (one) =>
        `<path d="${pathOf(history, one, xOf, yOf)}" fill="none" stroke="${colourOf(one)}" stroke-width="1.3" stroke-linejoin="round"/>`,
    );
    const label =
      unit === undefined
        ? ''
        : `<text transform="translate(16 ${top + size.panel / 2}) rotate(-90)" text-anchor="middle">${escaped(unit)}</text>`;
    const border = `<rect x="${size.left}" y="${top}" width="${right - size.left}" height="${size.panel}" fill="none" stroke="#999"/>`;
    return [...grid, ...ticks, ...paths, border, label].join('\n');
  });
  const floor = size.top + groups.length * (size.panel + size.gap) - size.gap;
  const labels = times.ticks.map((tick) => {
    const text = across === 'seconds' ? momentOf(tick, times.label(tick)) : times.label(tick);
    return `<text x="${round(xOf(tick))}" y="${floor + 16}" text-anchor="middle">${text}</text>`;
  });
  const legend = series.map(({ path, unit }, index) => {
    const y = floor + size.bottom + 8 + index * size.legendRow;
    const { last, least, most } = history.summary(index);
    const numbers = worded('sampling.extremes', {
      least: numberText(least),
      most: numberText(most),
      last: numberText(last),
    });
    return (
      `<line x1="${size.left}" x2="${size.left + 24}" y1="${y - 4}" y2="${y - 4}" stroke="${colourOf(index)}" stroke-width="3"/>` +
      `<text x="${size.left + 32}" y="${y}">${escaped(path)}</text>` +
      `<text x="${right}" y="${y}" text-anchor="end">${escaped(`${numbers}${unit === undefined ? '' : ` ${unit}`}`)}</text>`
    );
  });
  const height = floor + size.bottom + series.length * size.legendRow + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#222">`,
    `<title>${escaped(title)}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${size.left}" y="24" font-size="15" font-weight="600">${escaped(title)}</text>`,
    `<text x="${right}" y="24" text-anchor="end" fill="#666">${escaped(subtitle)}</text>`,
    ...panels,
    ...labels,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function momentOf(seconds: number, label: string): string {
  return seconds < 60 ? `${label} s` : momentText(seconds);
}

/** Of many samples on a tenth of a pixel the lowest and the highest are drawn; nothing across a gap. */
function pathOf(
  history: History,
  series: number,
  xOf: (time: number) => number,
  yOf: (value: number) => number,
): string {
  const pieces: string[] = [];
  let column: { x: number; low: number; high: number; last: number } | undefined;
  let pen: 'M' | 'L' = 'M';
  const put = (x: number, y: number) => {
    pieces.push(`${pen}${round(x)} ${round(y)}`);
    pen = 'L';
  };
  const finish = () => {
    if (!column) return;
    put(column.x, column.low);
    if (column.high !== column.low) put(column.x, column.high);
    if (column.last !== column.high) put(column.x, column.last);
    column = undefined;
  };
  for (let index = 0; index < history.length; index++) {
    const value = history.value(series, index);
    if (!Number.isFinite(value)) {
      finish();
      pen = 'M';
      continue;
    }
    const x = Math.round(xOf(history.time(index)) * 4) / 4;
    const y = yOf(value);
    if (column?.x === x) {
      column.low = Math.max(column.low, y);
      column.high = Math.min(column.high, y);
      column.last = y;
    } else {
      finish();
      column = { x, low: y, high: y, last: y };
    }
  }
  finish();
  return pieces.join('');
}

const round = (value: number) => Number(value.toFixed(2));

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

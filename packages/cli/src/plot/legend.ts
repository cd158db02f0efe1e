// What stands below a plot: each series with its numbers, and what the keys do.

import { cellsOf } from '../render/cells.ts';
import { worded } from '../render/say.ts';
import { type ChartStyle, colourOf, type Picture } from './picture.ts';
import { momentText, numberText } from './scale.ts';

const minNameWidth = 8;

export function legendLines({ series, history, view }: Picture, style: ChartStyle): readonly string[] {
  const { color, columns, unicode } = style;
  const numberWidth = 10;
  const unitWidth = Math.max(...series.map(({ unit = '' }) => unit.length), 0);
  const rest = 5 + numberWidth + 1 + unitWidth;
  const extremes = [worded('sampling.least'), worded('sampling.most')] as const;
  const extremesWidth = extremes.reduce((width, name) => width + cellsOf(name) + 3 + numberWidth, 0);
  // A number that is cut off would be another one.
  const showsExtremes = columns >= rest + extremesWidth + minNameWidth;
  const room = columns - rest - (showsExtremes ? extremesWidth : 0);
  const nameWidth = Math.max(Math.min(Math.max(...series.map(({ path }) => path.length)), room), minNameWidth);
  return series.map(({ path, unit = '' }, index) => {
    const { last, least, most } = history.summary(index);
    const sample = (unicode ? '━━' : '==').padEnd(2);
    const name = path.length > nameWidth ? `…${path.slice(path.length - nameWidth + 1)}` : path;
    const numbers = [
      `${numberText(last).padStart(numberWidth)} ${unit.padEnd(unitWidth)}`,
      ...(showsExtremes
        ? [
            color('dim', `  ${extremes[0]} ${numberText(least).padStart(numberWidth)}`),
            color('dim', `  ${extremes[1]} ${numberText(most).padStart(numberWidth)}`),
          ]
        : []),
    ].join('');
    const isHidden = view.hidden.has(index);
    const head = isHidden
      ? color('dim', `   ${name.padEnd(nameWidth)}`)
      : `${color(colourOf(index), sample)} ${name.padEnd(nameWidth)}`;
    return fit(`${head} ${numbers}`, columns);
  });
}

export function keysLine({ view, series }: Picture, { columns, color }: ChartStyle): string {
  const keys = [
    worded(view.end === undefined ? 'sampling.key-pause' : 'sampling.keys-paused'),
    worded('sampling.key-zoom', { window: momentText(view.windowSeconds, view.windowSeconds < 1 ? 1 : 0) }),
    ...(series.length > 1 ? [worded('sampling.key-hide', { count: Math.min(series.length, 9) })] : []),
    worded('sampling.key-end'),
  ];
  return color('dim', fit(keys.join('   '), columns));
}

/** Cut to the width, marks left whole. */
export function fit(text: string, columns: number): string {
  if (cellsOf(text) <= columns) return text;
  let cells = 0;
  let kept = '';
  for (const sign of text) {
    const width = cellsOf(sign);
    if (width > 0 && cells + width > columns) continue;
    cells += width;
    kept += sign;
  }
  return kept;
}

// Two columns of text, the left one as wide as its longest word. A cell is one line, whatever is in it.

import { cellsOf, padded } from './cells.ts';
import { visiblePart } from './shown.ts';

/** A name that repeats is written once; an empty value gives no row. */
export function table(rows: readonly (readonly [name: string, value: string])[], indent = '  '): string {
  const names = rows.map(([name]) => visiblePart(name));
  const width = Math.max(...names.map(cellsOf));
  return rows
    .map(([, value], index) => {
      const name = names[index] ?? '';
      const head = names[index - 1] === name ? '' : name;
      return `${indent}${padded(head, width)}  ${visiblePart(value)}`;
    })
    .join('\n');
}

/** Columns padded to their widest cell, the last one ragged. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string {
  const cells = rows.map((row) => row.map((text) => visiblePart(text)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => cellsOf(row[column] ?? ''))));
  return cells
    .map((row) => `${indent}${row.map((text, column) => padded(text, widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

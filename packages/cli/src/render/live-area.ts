// Lines at the bottom of a terminal that are drawn over. Knows cursor movement and nothing else.

import { cellsOf } from './cells.ts';

export interface LiveArea {
  /** Draws over what was drawn before. */
  draw(lines: readonly string[]): void;
  clear(): void;
  /** What is drawn stays; the next drawing goes below. */
  keep(): void;
}

export function liveArea(write: (text: string) => void, columns: () => number): LiveArea {
  let drawn: readonly string[] = [];
  /** Rows the drawn lines take now: a window made narrower since has wrapped them. */
  const rows = () => drawn.reduce((sum, text) => sum + Math.max(Math.ceil(cellsOf(text) / columns()), 1), 0);
  const erase = () => (drawn.length > 0 ? `\x1b[${rows()}A\r\x1b[J` : '');
  return {
    draw(lines: readonly string[]) {
      const text = `${erase()}${lines.map((line) => `${line}\n`).join('')}`;
      drawn = lines;
      if (text !== '') write(text);
    },
    clear() {
      const text = erase();
      drawn = [];
      if (text !== '') write(text);
    },
    keep() {
      drawn = [];
    },
  };
}

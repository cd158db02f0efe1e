// The terminal: a bar and the sector map, redrawn in place, with prose scrolling above. Knows ANSI cursor movement and
// nothing of boards.

import { stripVTControlCharacters } from 'node:util';
import { phaseWords } from '../words.ts';
import { bytesText, rateText, timeText } from './format.ts';
import { eventLines } from './lines.ts';
import type { Paint } from './paint.ts';
import type { Renderer } from './renderer.ts';
import { legend, type MapStyle, sectorMap } from './sector-map.ts';
import { createTracker, type Progress } from './tracker.ts';

/** About 14 redraws a second: smooth to the eye, cheap over ssh. */
const redrawMs = 70;

export interface TtyOptions {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly paint: Paint;
  readonly unicode: boolean;
  /** The board's clock, for rates and time left. */
  readonly now: () => number;
  /** The wall's, for redrawing. */
  readonly wall?: () => number;
}

export function ttyRenderer(options: TtyOptions): Renderer {
  const { write, columns, paint, unicode, wall = () => performance.now() } = options;
  const tracker = createTracker(options.now);
  const live = liveArea(write, columns);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let showing: 'nothing' | 'bar' | 'bar and map' = 'nothing';

  const picture = (): readonly string[] => {
    if (showing === 'nothing') return [];
    const style: MapStyle = { unicode, paint, width: columns() - 3 };
    const progress = tracker.progress();
    const map = showing === 'bar and map' ? sectorMap(progress.sectors, style).map((line) => `  ${line}`) : [];
    return [barLine(progress, style), ...map];
  };
  const redraw = () => {
    drawnAt = wall();
    live.draw(picture());
  };
  const ticker = setInterval(() => {
    if (showing !== 'nothing') redraw();
  }, 250);
  ticker.unref();

  const line = (text: string) => {
    live.clear();
    write(`${text}\n`);
    live.draw(picture());
  };
  return {
    event(event) {
      tracker.event(event);
      const lines = eventLines(event, paint);
      if (lines.length > 0) {
        live.clear();
        write(`${lines.join('\n')}\n`);
      }
      if (event.type === 'inspecting' && event.bytes > 0) showing = 'bar';
      // A bar that stands while the preflight list is read would claim that something goes on.
      if (event.type === 'findings') showing = 'nothing';
      if (event.type === 'changing') {
        live.clear();
        write(`  ${legend({ unicode, paint, width: columns() })}\n`);
        showing = 'bar and map';
      }
      if (showing === 'nothing') live.clear();
      else if (lines.length > 0 || wall() - drawnAt >= redrawMs) redraw();
    },
    line,
    pause: () => live.clear(),
    close() {
      clearInterval(ticker);
      if (showing === 'bar and map') {
        redraw();
        live.keep();
      } else live.clear();
      showing = 'nothing';
    },
  };
}

function barLine(progress: Progress, { unicode, paint, width }: MapStyle): string {
  const { phase, fraction, bytes, totalBytes, phaseMs, leftMs } = progress;
  const facts = [
    `${Math.floor(fraction * 100)} %`.padStart(5),
    totalBytes > 0 ? `${bytesText(bytes)} of ${bytesText(totalBytes)}` : '',
    rateText(bytes, phaseMs),
    leftMs > 0 ? `${timeText(leftMs)} left` : '',
  ].filter((fact) => fact !== '');
  const head = `  ${phaseWords[phase].padEnd(22)}`;
  const tail = ` ${facts.join('  ')}`;
  // Too narrow a terminal keeps the words and loses the bar.
  const room = Math.min(width - head.length - tail.length, 30);
  if (room < 4) return `${head.trimEnd()} ${facts.join(' ')}`.slice(0, Math.max(width, 1));
  const full = Math.round(fraction * room);
  const [solid, empty] = unicode ? ['━', '─'] : ['#', '-'];
  return `${head}${paint('cyan', solid.repeat(full))}${paint('dim', empty.repeat(room - full))}${tail}`;
}

/** Lines at the bottom of the screen that are drawn over. */
function liveArea(write: (text: string) => void, columns: () => number) {
  let drawn: readonly string[] = [];
  /** Rows the drawn lines take now: a window made narrower since has wrapped them. */
  const rows = () =>
    drawn.reduce((sum, text) => sum + Math.max(Math.ceil(stripVTControlCharacters(text).length / columns()), 1), 0);
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
    /** What is drawn stays; the next drawing goes below. */
    keep() {
      drawn = [];
    },
  };
}

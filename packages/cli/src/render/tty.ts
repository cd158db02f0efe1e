// The terminal: a bar and the sector map, redrawn in place, with prose scrolling above. Knows ANSI cursor movement and
// nothing of boards.

import type { UpdateEvent } from '@odflash/core';
import { createTracker, type Progress } from '@odflash/core/update';
import { cellsOf, padded } from './cells.ts';
import type { Color } from './color.ts';
import { bytesText, rateText, shareText, timeText } from './format.ts';
import { eventLines } from './lines.ts';
import { liveArea } from './live-area.ts';
import type { Renderer } from './renderer.ts';
import { worded } from './say.ts';
import { legend, type MapStyle, sectorMap } from './sector-map.ts';
import { mark, shown, shownLine } from './shown.ts';
import { activityText, longestPhase, phaseText } from './terms.ts';
import { wrap } from './wrap.ts';

/** About 14 redraws a second: smooth to the eye, cheap over ssh. */
const redrawMs = 70;

export interface TtyOptions {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly color: Color;
  readonly unicode: boolean;
  /** The board's clock, for rates and time left. */
  readonly now: () => number;
  /** The wall's, for redrawing. */
  readonly wall?: (() => number) | undefined;
}

export function ttyRenderer(options: TtyOptions): Renderer {
  const { write, columns, color, unicode, wall = () => performance.now() } = options;
  const tracker = createTracker(options.now);
  const live = liveArea(write, columns);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let planned = false;
  let paused = false;
  let step: Step | undefined;
  let showing: 'nothing' | 'bar' | 'map' = 'nothing';

  const wrapped = (text: string) => wrap(text, columns());
  const picture = (): readonly string[] => {
    if (paused) return [];
    const style: MapStyle = { unicode, color, width: columns() - 3 };
    if (step) return [stepLine(step, style)];
    if (showing === 'nothing') return [];
    const progress = tracker.progress();
    const map = showing === 'map' ? sectorMap(progress.sectors, style).map((line) => `  ${line}`) : [];
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

  /** The map stays as the last picture of what was done. */
  const settle = () => {
    step = undefined;
    if (showing === 'map') {
      redraw();
      live.keep();
    } else live.clear();
    showing = 'nothing';
  };

  const line = (text: string) => {
    live.clear();
    write(`${wrapped(shown(text, color))}\n`);
    live.draw(picture());
  };
  return {
    event(event) {
      if (event.type === 'stage') {
        // The stage before has done all it wanted to.
        tracker.finish();
        settle();
      }
      tracker.event(event);
      paused = false;
      step = event.type === 'step' ? event : undefined;
      const lines = eventLines(event, mark).map((text) => shownLine(text, color));
      if (lines.length > 0) {
        live.clear();
        write(`${lines.map(wrapped).join('\n')}\n`);
      }
      if (event.type === 'inspecting' && event.bytes > 0) showing = 'bar';
      // A bar that stands while a person thinks about the plan would claim that something is in progress.
      if (event.type === 'plan') showing = 'nothing';
      planned ||= event.type === 'plan';
      if (event.type === 'changing' && planned) {
        live.clear();
        write(`${wrapped(`  ${legend({ unicode, color, width: columns() })}`)}\n`);
        showing = 'map';
      }
      if (showing === 'nothing' && !step) live.clear();
      else if (lines.length > 0 || wall() - drawnAt >= redrawMs) redraw();
    },
    line,
    pause() {
      paused = true;
      live.clear();
    },
    finish: tracker.finish,
    close() {
      clearInterval(ticker);
      settle();
    },
  };
}

type Step = UpdateEvent & { type: 'step' };

/** Many small requests, counted. */
function stepLine({ activity, done, total }: Step, style: MapStyle): string {
  const name = activityText(activity);
  if (total === undefined) return fitting(`  ${name}`, [bytesText(done)], style.width);
  return bar({ name, fraction: total > 0 ? done / total : 0, facts: [`${done}/${total}`] }, style);
}

/** Room kept for percentage, time left, bytes and rate, so that the bar keeps its length while they change. */
const factsRoom = 46;

function barLine(progress: Progress, style: MapStyle): string {
  const { phase, fraction } = progress;
  return bar({ name: phaseText(phase), fraction, facts: factsOf(progress) }, style);
}

interface Bar {
  readonly name: string;
  /** 0 to 1. */
  readonly fraction: number;
  readonly facts: readonly string[];
}

function bar({ name: word, fraction, facts }: Bar, { unicode, color, width }: MapStyle): string {
  const nameRoom = longestPhase();
  const name = padded(word, nameRoom);
  const room = Math.min(width - nameRoom - factsRoom, 30);
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  // Too narrow a terminal keeps the words and loses the bar, then one fact after the other.
  if (room < 4) return fitting(`  ${name} ${percent}`, facts, width);
  const full = Math.round(fraction * room);
  const [solid, empty] = unicode ? ['━', '─'] : ['#', '-'];
  return `  ${name}  ${color('cyan', solid.repeat(full))}${color('dim', empty.repeat(room - full))} ${[percent, ...facts].join('  ')}`;
}

function fitting(head: string, facts: readonly string[], width: number): string {
  return facts
    .reduce((line, fact) => (cellsOf(line) + 2 + cellsOf(fact) <= width ? `${line}  ${fact}` : line), head)
    .slice(0, Math.max(width, 1));
}

function factsOf({ bytes, totalBytes, phaseMs, leftMs }: Progress): readonly string[] {
  const facts = [
    leftMs > 0 ? worded('progress.time-left', { time: timeText(leftMs) }) : '',
    totalBytes > 0 ? shareText(bytes, totalBytes) : '',
    // A few bytes are no measure of speed.
    bytes >= 4096 ? rateText(bytes, phaseMs) : '',
  ];
  return facts.filter((fact) => fact !== '');
}

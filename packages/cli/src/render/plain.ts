// Lines for logs, pipes and terminals that cannot be redrawn: one line per finished sector.

import type { SectorProgress } from '@odflash/core/flash';
import { createTracker } from '@odflash/core/update';
import type { Color } from './color.ts';
import { eventLines, inspectingLine, sectorLine } from './lines.ts';
import type { Renderer } from './renderer.ts';
import { mark, shown, shownLine } from './shown.ts';
import { wrap } from './wrap.ts';

const worthALine: readonly SectorProgress[] = ['verified', 'redoing'];

export function plainRenderer(options: {
  readonly write: (text: string) => void;
  readonly color: Color;
  readonly now: () => number;
  /** Of a terminal; without it lines stay whole. */
  readonly columns?: (() => number) | undefined;
}): Renderer {
  const tracker = createTracker(options.now);
  const write = (text: string) => options.write(`${options.columns ? wrap(text, options.columns()) : text}\n`);
  return {
    event(event) {
      tracker.event(event);
      for (const text of eventLines(event, mark)) write(shownLine(text, options.color));
      if (event.type === 'inspecting' && event.bytes > 0) write(inspectingLine(event.bytes, event.ms));
      if (event.type === 'sector' && worthALine.includes(event.progress)) {
        const { fraction, leftMs } = tracker.progress();
        write(sectorLine(event, fraction, leftMs));
      }
    },
    line: (text) => write(shown(text, options.color)),
    pause() {},
    finish() {},
    close() {},
  };
}

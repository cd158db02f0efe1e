// Lines for logs and pipes: nothing is redrawn, one line per finished sector.

import type { SectorProgress } from '@odflash/core';
import { eventLines, inspectingLine, sectorLine } from './lines.ts';
import type { Paint } from './paint.ts';
import type { Renderer } from './renderer.ts';
import { createTracker } from './tracker.ts';

const worthALine: readonly SectorProgress[] = ['verified', 'redoing'];

export function plainRenderer(options: {
  readonly write: (text: string) => void;
  readonly paint: Paint;
  readonly now: () => number;
}): Renderer {
  const tracker = createTracker(options.now);
  const line = (text: string) => options.write(`${text}\n`);
  return {
    event(event) {
      tracker.event(event);
      for (const text of eventLines(event, options.paint)) line(text);
      if (event.type === 'inspecting' && event.bytes > 0) line(inspectingLine(event.bytes, event.ms));
      if (event.type === 'sector' && worthALine.includes(event.progress)) {
        const { fraction, leftMs } = tracker.progress();
        line(sectorLine(event, fraction, leftMs));
      }
    },
    line,
    pause() {},
    finish() {},
    close() {},
  };
}

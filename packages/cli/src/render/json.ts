// Lines for machines: every event as one JSON object with "v":2 and a type. Knows which parts of an event are data and
// which are the engine's own (the bytes a step will program stay inside).
//
// json.schema.json of this package describes every type of line.

import type { UpdateEvent } from '@odflash/core';
import type { FlashPlan, Phase } from '@odflash/core/flash';
import { isMessage } from '@odflash/core/messages';
import { printableLines } from '@odflash/core/printable';
import type { JsonFields } from '../outcome.ts';
import { say } from './say.ts';
import { thinned } from './thinned.ts';

/** One line, newline included. */
export function jsonLine(type: string, fields: JsonFields): string {
  return `${jsonText({ v: 2, type, ...fields })}\n`;
}

/**
 * JSON in which every character can be seen: what came from outside is escaped, and reads back as it came. JSON itself
 * leaves line separators, direction marks and C1 controls as they are (RFC 8259 §7).
 */
export function jsonText(value: unknown, indent?: number): string {
  return printableLines(JSON.stringify(value, plainValue, indent));
}

/** Bytes as hex digits, because JSON has no other way that people can read; messages as their sentences. */
function plainValue(_key: string, value: unknown): unknown {
  if (isMessage(value)) return say(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** Small requests are not logged one by one. */
const stepsPerLine = 64;

function isWorthALine({ activity, done, total }: UpdateEvent & { type: 'step' }): boolean {
  return activity === 'descriptor' || done % stepsPerLine === 0 || done === total;
}

/** What progress belongs to; where another piece of work begins or ends, nothing of it may be held back. */
const ends: readonly UpdateEvent['type'][] = ['stage', 'opened', 'plan', 'inspecting', 'changing', 'recovering'];

/**
 * Turns events into lines; adds a `phase` line where the phase changes, and thins the progress by the clock `now` (ms). `flush`
 * says what is held back.
 */
export function jsonEvents(
  write: (text: string) => void,
  now: () => number,
): { readonly event: (event: UpdateEvent) => void; readonly flush: () => void } {
  let phase: Phase | undefined;
  const line = ({ type, ...fields }: UpdateEvent) => write(jsonLine(type === 'human' ? 'needs-human' : type, fields));
  const progress = thinned(now, line);
  return {
    event(event) {
      if (event.type === 'step' && !isWorthALine(event)) return;
      if (ends.includes(event.type)) progress.flush();
      if (event.type === 'advance') {
        if (event.phase !== phase) {
          phase = event.phase;
          write(jsonLine('phase', { phase }));
        }
        progress.advance(event);
      } else if (event.type === 'plan') write(jsonLine('plan', planFields(event.plan)));
      else line(event);
    },
    flush: progress.flush,
  };
}

/** A plan without the bytes it will write. */
export function planFields(plan: FlashPlan): JsonFields {
  return {
    sectors: plan.sectors.map(({ sector, action, why, bytes }) => ({ ...sector, action, why, bytes })),
    steps: plan.steps.map(({ kind, sector, cost }) => ({
      kind,
      sector: sector.index,
      ms: cost.erase + cost.write + cost.verify,
    })),
    width: plan.width,
    totals: plan.totals,
  };
}

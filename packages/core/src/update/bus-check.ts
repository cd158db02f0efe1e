// The bus voltage after an update against what it was before: says firmware of the wrong voltage class where the board
// itself cannot.

import { type BusComparison, compareBus } from '../configuration/bus-voltage.ts';
import { type Message, message } from '../messages/message.ts';
import type { Update } from './state.ts';

/** Tells a jump; no jump is no proof of anything, and not told. */
export function checkBus(update: Update, after: readonly number[]): void {
  const { story, emit } = update;
  const bus = compareBus(story.busBefore ?? [], after);
  story.bus = bus;
  const text = busText(bus, story.flash?.undo?.location);
  if (text) emit({ type: 'note', code: 'bus-voltage', text });
}

function busText({ before, after, change }: BusComparison, undo: string | undefined): Message | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (change === 'changed') return message('update.bus-changed', { before, after });
  return change === 'wrong-class' ? message('update.bus-wrong-class', { before, after, undo }) : undefined;
}

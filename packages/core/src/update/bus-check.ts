// The bus voltage after an update against what it was before: says firmware of the wrong voltage class where the board
// itself cannot.

import { type BusComparison, compareBus } from '../configuration/bus-voltage.ts';
import type { Update } from './state.ts';

/** Tells a jump; no jump is no proof of anything, and not told. */
export function checkBus(update: Update, after: readonly number[]): void {
  const { story, emit } = update;
  const bus = compareBus(story.busBefore ?? [], after);
  story.bus = bus;
  const text = busText(bus, story.flash?.undo?.location);
  if (text !== undefined) emit({ type: 'note', code: 'bus-voltage', text });
}

function busText({ before, after, change }: BusComparison, undo: string | undefined): string | undefined {
  const volts = `${before?.toFixed(1)} V before the update and ${after?.toFixed(1)} V now`;
  if (change === 'changed') return `Bus voltage: ${volts}.`;
  if (change !== 'wrong-class') return undefined;
  const back = undo === undefined ? 'Flash firmware for this board.' : `The way back: odflash update ${undo}`;
  return `WARNING: the bus voltage reads ${volts}: the new firmware is for boards of another voltage, and its over-voltage protection acts at the wrong voltage. Switch the supply off, then flash the right firmware. ${back}`;
}

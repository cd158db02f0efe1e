// The bus voltage after an update against what it was before: says firmware of the wrong voltage class where the board
// itself cannot.

import { type BusComparison, compareBus } from '../../configuration/bus-voltage.ts';
import { type Message, message } from '../../messages/message.ts';
import type { Update } from '../context.ts';
import type { BoardToRestore } from '../stages/stage-inputs.ts';

/** Compares, and reports a jump; without one nothing is proved, and nothing reported. `after`: readings in volts. */
export function checkBus(
  { emit }: Update,
  { busBefore = [], flash }: BoardToRestore,
  after: readonly number[],
): BusComparison {
  const bus = compareBus(busBefore, after);
  const text = busText(bus, flash?.undo?.location);
  if (text) emit({ type: 'note', code: 'bus-voltage', text });
  return bus;
}

function busText({ before, after, change }: BusComparison, undo: string | undefined): Message | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (change === 'changed') return message('update.bus-changed', { before, after });
  return change === 'wrong-class' ? message('update.bus-wrong-class', { before, after, undo }) : undefined;
}

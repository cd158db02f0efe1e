// What an axis does, in words; the engine knows it as the firmware's number.

import { message } from '@odflash/core/messages';
import type { AxisEvidence } from '@odflash/core/odrive';
import { say } from '../render/say.ts';

export function axisStateText({ state }: Pick<AxisEvidence, 'state'>): string {
  return say(message('running.axis-state', { state }));
}

/** Axes for --json, which says both. */
export function axisFields(axes: readonly AxisEvidence[]): readonly object[] {
  return axes.map((axis) => ({ ...axis, stateName: axisStateText(axis) }));
}

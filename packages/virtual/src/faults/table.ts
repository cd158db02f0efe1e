// The one table of knobs and faults: what a profile text may say after its first comma. What no public source settles
// about the silicon is a knob here, with the likelier answer as default.

import { boardKnobs, protectionKnobs } from './board-knobs.ts';
import { flashKnobs } from './flash-knobs.ts';
import type { BoardOption } from './knob.ts';
import { probeFaultKnobs, probeKnobs } from './probe-knobs.ts';
import { romKnobs } from './rom-knobs.ts';
import { runtimeKnobs } from './runtime-knobs.ts';
import { wireKnobs } from './wire-knobs.ts';

/** Every knob, in the order in which help shows them. */
export const faults: readonly BoardOption[] = [
  ...boardKnobs,
  ...runtimeKnobs,
  ...protectionKnobs,
  ...romKnobs,
  ...flashKnobs,
  ...wireKnobs,
  ...probeKnobs,
  ...probeFaultKnobs,
];

/** Names of all faults. */
export const faultNames: readonly string[] = faults.map(({ name }) => name);

/** Knobs of what befalls a board while it works; the others make it another board. */
export const passingFaults: ReadonlySet<string> = new Set(
  [...flashKnobs.filter(({ name }) => name !== 'flash-times'), ...wireKnobs, ...probeFaultKnobs].map(
    ({ name }) => name,
  ),
);

export function findKnob(name: string): BoardOption | undefined {
  return faults.find((boardOption) => boardOption.name === name || boardOption.names?.test(name));
}

// The one table of options and faults: what a profile text may say after its first comma. What no public source settles
// about the silicon is a option here, with the likelier answer as default.

import type { BoardOption } from './board-option.ts';
import { boardOptions, protectionOptions } from './board-options.ts';
import { flashOptions } from './flash-options.ts';
import { probeFaultOptions, probeOptions } from './probe-options.ts';
import { romOptions } from './rom-options.ts';
import { runtimeOptions } from './runtime-options.ts';
import { wireOptions } from './wire-options.ts';

/** Every option, in the order in which help shows them. */
export const faults: readonly BoardOption[] = [
  ...boardOptions,
  ...runtimeOptions,
  ...protectionOptions,
  ...romOptions,
  ...flashOptions,
  ...wireOptions,
  ...probeOptions,
  ...probeFaultOptions,
];

/** Names of all faults. */
export const faultNames: readonly string[] = faults.map(({ name }) => name);

/** Options of what happens to a board while it works; the others make it another board. */
export const passingFaults: ReadonlySet<string> = new Set(
  [...flashOptions.filter(({ name }) => name !== 'flash-times'), ...wireOptions, ...probeFaultOptions].map(
    ({ name }) => name,
  ),
);

/** Options of the ST-Link, which mean nothing where none is wired. */
export const optionsOfProbe: ReadonlySet<string> = new Set(
  [...probeOptions, ...probeFaultOptions].map(({ name }) => name),
);

export function findBoardOption(name: string): BoardOption | undefined {
  return faults.find((boardOption) => boardOption.name === name || boardOption.names?.test(name));
}

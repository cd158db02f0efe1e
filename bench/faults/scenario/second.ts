// A second odflash that is begun while the first one works: on the same board, with the same folder.

import type { OperationName, Rng, Scenario, Second } from '../types.ts';
import { computerOff } from './fault-kinds.ts';
import { firmwareCount } from './firmware.ts';

/** One run in so many has one. */
const seconds = 16;

const operations: Readonly<Record<'dfu' | 'running', readonly { name: OperationName; weight: number }[]>> = {
  dfu: [
    { name: 'flash', weight: 5 },
    { name: 'restore', weight: 2 },
    { name: 'erase', weight: 1 },
  ],
  running: [
    { name: 'update', weight: 6 },
    { name: 'restore settings', weight: 3 },
    { name: 'reset', weight: 1 },
    { name: 'enter-dfu', weight: 1 },
  ],
};

/** They only look, which several processes may do at a time. */
const looking: readonly OperationName[] = ['read', 'verify'];

/** The same runs, some of them with a second process beside the first attempt, unless that one takes the computer with it. */
export function withSecond(scenario: Scenario, rng: Rng): Scenario {
  const [first, ...more] = scenario.attempts;
  if (!first || !rng.oneIn(seconds)) return scenario;
  if (looking.includes(first.operation.name) || first.kinds.includes(computerOff)) return scenario;
  const { name } = rng.weighted(operations[scenario.running ? 'running' : 'dfu']);
  const { shape, firmware } = first.operation;
  const other = scenario.running ? 100 + rng.below(firmwareCount) : (firmware + 1) % firmwareCount;
  const operation = { name, shape, firmware: rng.coin() ? firmware : other };
  const second: Second = { operation, share: rng.fraction() };
  return { ...scenario, attempts: [{ ...first, second }, ...more] };
}

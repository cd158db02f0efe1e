// What the steps of a plan take over DFU: typical flash times plus the cost model of transfers. Pure.

import { controlInMs, controlOutMs, shortTransferMs } from '../board/cost-model.ts';
import { eraseMs, type Parallelism, programMs, typicalTimes } from '../board/stm32f405.ts';
import type { TargetTimes } from '../target/target.ts';

/** A DNLOAD of a command and the two GETSTATUS that execute it. */
const commandMs = 3 * shortTransferMs;

/** Times at program width `width` with data stages of `transferSize` bytes. */
export function dfuTimes(width: Parallelism, transferSize: number): TargetTimes {
  const times = typicalTimes[width];
  const inBlocks = (bytes: number, one: (length: number) => number) => {
    const rest = bytes % transferSize;
    return Math.floor(bytes / transferSize) * one(transferSize) + (rest > 0 ? one(rest) : 0);
  };
  const read = (bytes: number) => inBlocks(bytes, controlInMs);
  return {
    erase: (sector) => commandMs + eraseMs(sector, times),
    program: (bytes) =>
      inBlocks(bytes, (length) => controlOutMs(length) + 2 * shortTransferMs + programMs(length, width, times)),
    read,
    compare: read,
    seek: commandMs + 2 * shortTransferMs,
  };
}

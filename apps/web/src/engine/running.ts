// What the engine needs of core for a board whose firmware runs.

export { inspectRunning } from '@odflash/core';
export { runningStages } from '@odflash/core/update';

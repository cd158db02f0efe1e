/**
 * The update from running board to running board beyond the one function of the root: stages, events, where firmware comes from.
 *
 * {@includeCode ../../../../test/examples/core-update.ts}
 *
 * @module
 */

export type { RunningStages, UpdateParts } from './context.ts';
export * from './events.ts';
export * from './firmware-event.ts';
export * from './firmware-source.ts';
export type { HealthReport } from './health-report.ts';
export * from './judge-written.ts';
export { updateWith } from './machine.ts';
export * from './report.ts';
export * from './request.ts';
export { runningStages } from './running-stages.ts';
export type { Stage } from './stages.ts';
export * from './tracker.ts';
export * from './update.ts';

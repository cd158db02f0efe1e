/**
 * The update from running board to running board beyond the one function of the root: stages, events, where firmware comes from.
 *
 * {@includeCode ../../../../test/examples/core-update.ts}
 *
 * @module
 */

export type { RunningStages, UpdateParts } from './context.ts';
export * from './events.ts';
export * from './firmware/firmware-event.ts';
export * from './firmware/firmware-source.ts';
export * from './firmware/mirror-manifest.ts';
export { isBoard, isVersion } from './firmware/release-names.ts';
export { updateWith } from './machine.ts';
export * from './report.ts';
export * from './request.ts';
export { runningStages } from './running-stages.ts';
export * from './settings/judge-written.ts';
export type { HealthReport } from './stages/health-report.ts';
export type { Stage } from './stages/stages.ts';
export * from './tracker.ts';
export * from './update.ts';

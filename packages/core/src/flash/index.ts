/**
 * The flashing engine beyond the few functions of the root: plans, findings, reports, requests, progress events.
 *
 * {@includeCode ../../../../test/examples/core-flash.ts}
 *
 * @module
 */

export { preflightBoard, restartChip } from '../engine.ts';
export type { UndoReport } from '../records/undo.ts';
export { eraseOn } from './erase.ts';
export * from './events.ts';
export { flashOn } from './flash-image.ts';
export { inspectOn, readOn, verifyOn } from './inspect.ts';
export type { Board } from './open/open.ts';
export type { FlashPlan, PlanTotals, SectorPlan, SectorReason, Step, StepCost } from './plan/plan.ts';
export { isDoubt } from './preflight/preflight-image.ts';
export * from './report.ts';
export * from './request.ts';
export { type ChipRestart, restartOn } from './restart-chip.ts';
export { type Started, startOn } from './start.ts';

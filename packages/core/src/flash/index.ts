// The flashing engine beyond the few functions of the root: plans, findings, reports, requests, progress events.

export type { UndoReport } from '../records/undo.ts';
export * from './events.ts';
export * from './flash.ts';
export * from './inspect.ts';
export type { FlashPlan, PlanTotals, SectorPlan, SectorReason, Step, StepCost } from './plan.ts';
export { isDoubt } from './preflight/preflight-image.ts';
export * from './report.ts';
export * from './request.ts';
export * from './restart-chip.ts';
export * from './unlock.ts';

/**
 * A board's settings: the backup file, the rules for values, the plan of a restore, its order and its report.
 *
 * {@includeCode ../../../../test/examples/core-running.ts}
 *
 * @module
 */

export type { Calibration, LimitSource, SettingRule, SkipReason } from '../messages/settings.ts';
export type { JsonValue } from '../odrive/descriptor/json.ts';
export * from './apply.ts';
export * from './bus-voltage.ts';
export * from './file/backup-file.ts';
export * from './file/collect.ts';
export { isChange } from './order.ts';
export * from './plan.ts';
export * from './plan-types.ts';
export * from './report.ts';
export * from './rules/defaults.ts';
export * from './rules/held.ts';
export * from './rules/judge.ts';
export * from './rules/limits.ts';
export * from './rules/startup.ts';
export * from './said.ts';
export * from './target.ts';

/**
 * A board whose firmware runs: looking at it, its configuration, restarting it, switching it into DFU mode.
 *
 * {@includeCode ../../../../test/examples/core-running.ts}
 *
 * @module
 */

export * from './axes-over-usb.ts';
export * from './backup-at-probe.ts';
export * from './backup-configuration.ts';
export * from './erase-configuration.ts';
export * from './events.ts';
export * from './generate/endpoint-table.ts';
export * from './generate/typescript-types.ts';
export * from './identify-at-once.ts';
export * from './inspect-running.ts';
export {
  type BoardMember,
  type BoardObject,
  boardObjects,
  type ConnectedObjects,
  type ObjectExtras,
  placeOf,
  type Reading,
} from './live/board-objects.ts';
export { type CallReport, type CallRequest, callFunction } from './live/call-function.ts';
export * from './live/connect.ts';
export * from './live/oscilloscope.ts';
export * from './live/pace.ts';
export * from './live/rate-test.ts';
export * from './live/read-values.ts';
export * from './live/sample-values.ts';
export * from './live/session.ts';
export { type SetLiveReport, setLive } from './live/set-live.ts';
export { type CalibrateRequest, type CalibrationReport, calibrateAxis } from './motion/calibrate.ts';
export type { CalibrationPart } from './motion/calibration-steps.ts';
export type { Watching } from './repeatedly.ts';
export * from './request.ts';
export * from './restart-board.ts';
export * from './restore-configuration.ts';
export * from './save-board.ts';
export type { SetSettingReport, SetSettingRequest } from './set-setting.ts';
export * from './status/board-status.ts';
export * from './status/clear-errors.ts';
export * from './status/inspect-status.ts';
export * from './switch-to-dfu.ts';

/**
 * A board whose firmware runs: looking at it, its configuration, restarting it, switching it into DFU mode.
 *
 * {@includeCode ../../../../test/examples/core-running.ts}
 *
 * @module
 */

export * from './axes-over-usb.ts';
export type { Watching } from './context/repeatedly.ts';
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
export * from './request.ts';
export * from './restart/restart-board.ts';
export * from './restart/switch-to-dfu.ts';
export * from './settings/backup-at-probe.ts';
export * from './settings/backup-configuration.ts';
export * from './settings/erase-configuration.ts';
export * from './settings/restore-configuration.ts';
export * from './settings/save-board.ts';
export { type SetSettingReport, type SetSettingRequest, setSetting } from './settings/set-setting.ts';
export * from './status/board-status.ts';
export * from './status/clear-errors.ts';
export * from './status/inspect-status.ts';

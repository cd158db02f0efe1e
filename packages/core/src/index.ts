/**
 * The public face of @odflash/core: what a flasher needs. Everything else has an entry of its own, named like its folder.
 *
 * {@includeCode ../../../test/readme/library-example.ts}
 *
 * @module
 */

export type { Finding } from './ask/findings.ts';
export type { Ask, Question } from './ask/question.ts';
export { acceptWarnings } from './ask/settle.ts';
export { type BoardVersion, boardVersion } from './board/odrive-v3.ts';
export { systemClock } from './clock.ts';
export {
  eraseFlash,
  flash,
  inspectBoard,
  openBoard,
  readFlash,
  unlockBoard,
  verifyImage,
} from './engine.ts';
export {
  type BoardState,
  type ErrorCode,
  type ErrorDetails,
  errorTable,
  FlasherError,
  isFlasherError,
  textOf,
} from './errors.ts';
export type { FlashEvent } from './flash/events.ts';
export type { FlashReport } from './flash/report.ts';
export type { FlashEnv, FlashRequest } from './flash/request.ts';
export type { MemoryImage } from './image/memory-image.ts';
export { readImage } from './image/read-image.ts';
export { writeImage } from './image/write-image.ts';
export { type Clock, LinkError, type Log, type UsbBus, type UsbDeviceInfo, type UsbLink, type Vault } from './ports.ts';
export { inspectRunning } from './running/inspect-running.ts';
export { backupConfiguration } from './running/settings/backup-configuration.ts';
export { restoreConfiguration } from './running/settings/restore-configuration.ts';
export type { UpdateEvent } from './update/events.ts';
export type { UpdateReport } from './update/report.ts';
export type { UpdateEnv, UpdateRequest } from './update/request.ts';
export { update } from './update/update.ts';

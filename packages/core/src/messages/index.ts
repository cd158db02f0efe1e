/**
 * What the engine says to people, as codes with typed parameters. `@odflash/messages` has the sentences.
 *
 * @module
 */

export type { ActionMessages } from './actions.ts';
export type { DoctorActionMessages, DoctorStepMessages } from './actions-doctor.ts';
export type { ErrorActionMessages } from './actions-errors.ts';
export type { FileActionMessages } from './actions-files.ts';
export type { FlashActionMessages } from './actions-flash.ts';
export type { OwnCommand, RunningActionMessages } from './actions-running.ts';
export type { SettingsActionMessages } from './actions-settings.ts';
export type { SwdActionMessages } from './actions-swd.ts';
export type { UpdateActionMessages } from './actions-update.ts';
export type { WireActionMessages } from './actions-wire.ts';
export type { AskingMessages } from './asking.ts';
export type { BackupMessages } from './backup.ts';
export type { BoardMessages } from './board.ts';
export type { BugMessages } from './bugs.ts';
export type { CommonMessages } from './common.ts';
export type { DeviceName } from './device.ts';
export type { DfuMessages } from './dfu.ts';
export type { DiscoveryMessages } from './discovery.ts';
export type { DoctorFindingMessages, DoctorMessages } from './doctor.ts';
export type { DriverMessages } from './driver.ts';
export type * from './error-flags.ts';
export type { FlashMessages, RecordName } from './flash.ts';
export type { ImageMessages } from './image.ts';
export type { BinaryFormatMessages } from './image-binary.ts';
export type { ImageEvidenceMessages, ProductKind } from './image-evidence.ts';
export type { TextFormatMessages } from './image-text.ts';
export type { LinkMessages } from './link.ts';
export type { LiveMessages } from './live.ts';
export type { Message, MessageCode, MessageParameters } from './message.ts';
export { isMessage, message, quoted } from './message.ts';
export type { MotionMessages } from './motion.ts';
export type { OdriveMessages } from './odrive.ts';
export type { FileWitness, PreflightMessages, WrongBoardEffect } from './preflight.ts';
export type { ProbeMessages } from './probe.ts';
export type { RecordMessages } from './records.ts';
export type { ReleaseMessages, ServerTrouble } from './release.ts';
export type { RequestMessages } from './requests.ts';
export type { RunningMessages } from './running.ts';
export type { Said } from './said.ts';
export type { SerialMessages } from './serial.ts';
export type { Calibration, LimitSource, Misfit, SettingRule, SettingsMessages, SkipReason } from './settings.ts';
export type { StepMessages } from './steps.ts';
export type { ProbeName, StlinkMessages } from './stlink.ts';
export type { SwdMessages } from './swd.ts';
export type * from './symptoms.ts';
export type { TraceField, TraceMessages } from './trace.ts';
export type { UpdateMessages } from './update.ts';
export type { VirtualBoardMessages } from './virtual-board.ts';

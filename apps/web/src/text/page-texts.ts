// What the page itself says: a language fills all of it. What the engine says is in @odflash/messages.

import type { BoardState } from '@odflash/core';
import type { Phase } from '@odflash/core/flash';
import type { SectorLook, Stage } from '@odflash/core/update';
import type { DecimalMark } from '@odflash/messages';
import type { VersionEvidence, VersionGap } from '../engine/card.ts';

export interface PageTexts {
  /** BCP 47 tag. */
  readonly tag: string;
  readonly decimalMark: DecimalMark;
  readonly tagline: string;
  readonly language: string;
  readonly demo: string;
  readonly demoNote: string;
  readonly leaveDemo: string;
  readonly newVersion: string;
  readonly loadNewVersion: string;
  readonly openedBy: (site: string) => string;
  readonly steps: readonly [connect: string, firmware: string, flash: string, verified: string];

  readonly startTitle: string;
  readonly startText: string;
  readonly connect: string;
  readonly connectHint: string;
  readonly tryDemo: string;
  readonly promises: readonly { readonly title: string; readonly text: string }[];
  readonly nothingChosenTitle: string;
  readonly knownTitle: string;
  readonly knownOpen: string;
  readonly knownContinue: string;
  readonly knownInterrupted: string;
  readonly windowsTitle: string;
  readonly help: string;
  readonly noWebUsb: string;
  readonly insecurePage: string;
  readonly looking: string;

  readonly board: string;
  readonly serial: string;
  readonly version: string;
  readonly mode: string;
  readonly installed: string;
  readonly busVoltage: string;
  readonly protection: string;
  readonly axes: string;
  readonly modes: Readonly<Record<'running' | 'dfu' | 'stlink', string>>;
  readonly evidence: Readonly<Record<VersionEvidence, string>>;
  readonly versionUnknown: string;
  readonly nameBoard: string;
  /** By why it is not known. */
  readonly nameBoardHints: Readonly<Record<VersionGap, string>>;
  readonly nameBoardFirst: string;
  readonly firmwareKinds: Readonly<Record<'none' | 'other' | 'unreadable' | 'unread', string>>;
  readonly reports: (release: string) => string;
  readonly protectedRead: string;
  readonly protectedWrite: (sectors: string) => string;
  readonly notProtected: string;
  readonly notTold: string;
  /** Of the board that is shown. */
  readonly interrupted: string;
  readonly dashboard: string;
  readonly readOut: string;
  readonly fileFormat: string;
  readonly unlock: string;
  readonly chipJobs: Readonly<Record<'read-out' | 'unlock', string>>;

  readonly firmware: string;
  readonly release: string;
  readonly newest: string;
  readonly olderReleases: string;
  readonly dropFile: string;
  readonly chooseFile: string;
  readonly fileFormats: string;
  readonly noReleases: string;
  readonly odriveReleases: string;
  readonly wantedMissing: (release: string) => string;
  readonly fileTooLarge: string;
  readonly fileUnreadable: string;
  readonly oneFile: string;
  readonly bytes: (count: number) => string;

  readonly preflight: string;
  readonly checking: string;
  readonly levels: Readonly<Record<'ok' | 'warn' | 'stop' | 'consent', string>>;
  readonly checksPassed: (count: number) => string;
  readonly flashButton: (what: string) => string;
  readonly willTake: (seconds: string, kilobytes: string) => string;

  readonly working: string;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly sectorMap: string;
  readonly looks: Readonly<Record<SectorLook | 'failed', string>>;
  readonly left: (time: string) => string;
  readonly rate: (kilobytes: string) => string;
  readonly of: (done: string, total: string) => string;
  readonly stop: string;
  readonly stopping: string;
  readonly stopped: string;
  readonly stopWarning: string;
  readonly doNotUnplug: string;
  readonly recovering: (attempt: number, text: string) => string;
  readonly recoveringNow: string;
  readonly recovered: string;
  readonly changing: string;

  readonly permissionTitle: Readonly<Record<'bootloader' | 'board', string>>;
  readonly permissionText: Readonly<Record<'bootloader' | 'board', string>>;
  readonly permissionButton: Readonly<Record<'bootloader' | 'board', string>>;

  readonly questionTitle: string;
  readonly accept: string;
  readonly decline: string;
  readonly typeToConfirm: (what: string) => string;
  readonly confirm: string;
  readonly stepDone: string;

  readonly verified: string;
  readonly doneTitle: Readonly<Record<'changed' | 'unchanged' | 'left-alone' | 'planned', string>>;
  readonly doneText: (firmware: string) => string;
  /** Where no source has seen it run. */
  readonly doneHolds: (firmware: string) => string;
  readonly took: (time: string) => string;
  readonly readBack: string;
  readonly configurationRestored: (count: number) => string;
  readonly again: string;

  readonly savedTitle: string;
  readonly savedText: string;
  readonly savedKinds: Readonly<Record<'configuration' | 'undo', string>>;
  readonly download: string;

  readonly failedTitle: string;
  /** The firmware is verified all the same. */
  readonly unfinishedTitle: string;
  readonly whatNow: string;
  readonly boardStates: Readonly<Record<BoardState, string>>;
  readonly tryAgain: string;
  readonly reportBug: string;

  readonly log: (count: number) => string;
  readonly copyLog: string;
  readonly copied: string;
  readonly saveReport: string;
  readonly lookingAt: (device: string) => string;

  readonly handTitle: string;
  readonly footer: string;
}

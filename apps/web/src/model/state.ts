// Everything the page shows, as one value that is replaced and never changed. Types, and where it begins.

import type { BoardState, ErrorCode, UsbDeviceInfo } from '@odflash/core';
import type { Finding, Question } from '@odflash/core/ask';
import type { FlashPlan } from '@odflash/core/flash';
import type { ImageDescription, MemoryImage } from '@odflash/core/image';
import type { FirmwareRelease, Progress, UpdateReport, Stage as UpdateStage } from '@odflash/core/update';
import type { BoardCard } from '../engine/card.ts';

/**
 * `start`: nothing is connected · `looking`: a device was chosen and is asked what it is · `board`: firmware is chosen and checked ·
 * `working` · `done` · `failed`.
 */
export type Stage = 'start' | 'looking' | 'board' | 'working' | 'done' | 'failed';

/** What is going to be flashed. */
export type ChosenFirmware =
  | { readonly kind: 'release'; readonly version: string; readonly name: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly size: number;
      readonly image: MemoryImage;
      readonly description: ImageDescription;
      readonly sha256: string;
    };

/** Something that did not work, in words. */
export interface Failure {
  readonly code: ErrorCode;
  readonly text: string;
  readonly next: string;
  /** What is on the board, where one was found. */
  readonly board?: BoardState | undefined;
  /** A person who types what is asked for can continue all the same. */
  readonly consentable?: boolean | undefined;
}

/** The preflight of the chosen board and firmware. */
export interface CheckState {
  readonly status: 'none' | 'running' | 'ready' | 'refused';
  readonly findings: readonly Finding[];
  readonly plan?: FlashPlan | undefined;
  readonly failure?: Failure | undefined;
}

/** A run that changes the board, as it is now. */
interface RunState {
  readonly stage: UpdateStage;
  readonly progress?: Progress | undefined;
  /** How far all of it is, 0 to 1; never falls. */
  readonly total: number;
  /** From the first change on: stopping leaves the board without firmware. */
  readonly changing: boolean;
  /** A person wants it to stop. */
  readonly stopping: boolean;
  /** The connection failed and is being brought back. */
  readonly recovering: boolean;
}

/** A device that the browser shows only after a click: the same board in another mode. */
export type Permission = 'bootloader' | 'board';

/** What a person does by hand. */
interface HandStep {
  readonly step: string;
  readonly text: string;
}

/** A question of the engine that waits for an answer. */
interface OpenQuestion {
  readonly question: Question;
}

export interface LogLine {
  /** Milliseconds since the page was opened, by the clock of the boards. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** A file that was refused before anything was done with it. */
export interface FileProblem {
  readonly name: string;
  readonly text: string;
  readonly next: string;
}

/** A file that was saved before the board was changed. */
interface SavedFile {
  readonly name: string;
  readonly kind: 'configuration' | 'undo';
}

/** A board that is plugged in and was allowed before. */
interface KnownBoard {
  readonly device: UsbDeviceInfo;
  /** A run on it was interrupted, and has left its record here. */
  readonly interrupted: boolean;
}

/** Something else that is done with a chip: its flash read into a file, its protection removed. */
interface ChipJob {
  readonly job: 'read-out' | 'unlock';
  readonly fraction: number;
}

export interface PageState {
  readonly chip?: ChipJob | undefined;
  readonly chipProblem?: Failure | undefined;
  readonly stage: Stage;
  readonly known: readonly KnownBoard[];
  readonly card?: BoardCard | undefined;
  /** The dashboard is shown in place of firmware and preflight. */
  readonly dashboard: boolean;
  /** The board left the bus while nothing was done with it. */
  readonly away: boolean;
  /** What a person says the board is, `v3.6-56V`. */
  readonly named?: string | undefined;
  readonly releases: readonly FirmwareRelease[];
  /** The page was built without firmware, for any board; absent as long as that is not known. */
  readonly filesOnly?: boolean | undefined;
  /** The release that the address of the page names and no source has for this board. */
  readonly wantedMissing?: string | undefined;
  readonly firmware?: ChosenFirmware | undefined;
  readonly fileProblem?: FileProblem | undefined;
  readonly check: CheckState;
  readonly run?: RunState | undefined;
  readonly question?: OpenQuestion | undefined;
  readonly permission?: Permission | undefined;
  readonly hand?: HandStep | undefined;
  readonly failure?: Failure | undefined;
  readonly report?: UpdateReport | undefined;
  /** What the run has saved. */
  readonly saved: readonly SavedFile[];
  /** The browser's list was closed without a choice: help is shown. */
  readonly nothingChosen: boolean;
  readonly log: readonly LogLine[];
}

export const noCheck: CheckState = { status: 'none', findings: [] };

export const firstState: PageState = {
  dashboard: false,
  stage: 'start',
  known: [],
  saved: [],
  away: false,
  releases: [],
  check: noCheck,
  nothingChosen: false,
  log: [],
};

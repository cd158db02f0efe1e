// What is left when a run is over, as data. Types only.

import type { Finding } from '../ask/findings.ts';
import type { Parallelism, Sector } from '../board/stm32f405.ts';
import type { ErrorCode } from '../errors.ts';
import type { ImageClaims } from '../image/memory-image.ts';
import type { VectorVerdict } from '../image/vector.ts';
import type { Said } from '../messages/said.ts';
import type { UndoReport } from '../records/undo.ts';
import type { Identity } from '../target/identity.ts';
import type { Mismatch } from '../target/target.ts';
import type { HumanStep, Phase } from './events.ts';
import type { LeftOut } from './plan/desired.ts';
import type { FlashPlan } from './plan/plan.ts';

/** Planned and measured milliseconds of one phase. */
export interface PhaseReport {
  readonly phase: Phase;
  readonly plannedMs: number;
  readonly actualMs: number;
}

/** One failure of the connection or of a sector that the run survived. */
export interface Recovery {
  readonly code: ErrorCode;
  readonly text: Said;
  /** The sector in hand, if one was. */
  readonly sector?: number | undefined;
}

/** How the firmware was started. `not-confirmed`: a motor may move, and it was not confirmed. `not-checked`: a part was written, and what is around it was not looked at. `not-startable`: nothing plausible to start (erased, or partial image on a blank board). */
export type StartReport =
  | 'started'
  | 'needs-power-cycle'
  | 'failed'
  | 'not-asked'
  | 'not-confirmed'
  | 'not-startable'
  | 'not-checked';

/** The end of a flash or an erase. */
export interface FlashReport {
  /** `planned`: a dry run. `unchanged`: everything was there already. */
  readonly outcome: 'planned' | 'unchanged' | 'changed';
  /** `untouched` after a dry run, else `verified`: every byte was read back. */
  readonly board: 'untouched' | 'verified';
  readonly identity: Identity;
  readonly findings: readonly Finding[];
  readonly plan: FlashPlan;
  /** Program width at the end; narrower than the plan's if something went wrong. */
  readonly width: Parallelism;
  readonly phases: readonly PhaseReport[];
  /** From the first transfer to the last, milliseconds. */
  readonly ms: number;
  /** Bytes that were really transferred: read before, programmed, read back. */
  readonly bytes: { readonly inspected: number; readonly written: number; readonly readBack: number };
  readonly recoveries: readonly Recovery[];
  /** What the target repaired by itself, by error code. */
  readonly anomalies: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Sectors that were written more than once. */
  readonly redone: readonly number[];
  /** True if an interrupted run was continued. */
  readonly resumed: boolean;
  /** True if the image is a part of a firmware; what is around it was not checked. */
  readonly part: boolean;
  /** What the image brings and was not written. */
  readonly leftOut: readonly LeftOut[];
  readonly undo?: UndoReport | undefined;
  readonly start: StartReport;
  /** What a person has to do now for the firmware to run. */
  readonly human: readonly HumanStep[];
}

/** The end of a verify. A difference is an answer here, not an error. */
export interface VerifyReport {
  readonly identity: Identity;
  readonly findings: readonly Finding[];
  readonly equal: boolean;
  /** What the image brings and was not compared. */
  readonly leftOut: readonly LeftOut[];
  /** Every sector that holds bytes of the image. */
  readonly sectors: readonly { readonly sector: Sector; readonly mismatch?: Mismatch | undefined }[];
  readonly ms: number;
  readonly recoveries: readonly Recovery[];
}

/** What was read from a board. */
export interface ReadReport {
  readonly identity: Identity;
  readonly address: number;
  readonly data: Uint8Array;
  readonly ms: number;
  readonly recoveries: readonly Recovery[];
}

/** What one sector holds. `unreadable`: the chip is read-protected. `not-read`: that would have needed a consent. */
export interface SectorReport {
  readonly sector: Sector;
  readonly content: 'blank' | 'used' | 'unreadable' | 'not-read';
  /** Bytes up to the last one that is not 0xFF. */
  readonly usedBytes: number;
  readonly writeProtected: boolean;
}

/** What a flash would find on a board before it looks at an image. */
export interface BoardPreflight {
  readonly identity: Identity;
  readonly findings: readonly Finding[];
  /** Whether the flash contains firmware that would start; absent where it was not read. */
  readonly startable?: boolean | undefined;
}

/** Everything that can be found out about a board without changing it. */
export interface BoardReport {
  readonly identity: Identity;
  readonly findings: readonly Finding[];
  readonly sectors: readonly SectorReport[];
  /** Absent where the chip cannot be read. */
  readonly vectors?: VectorVerdict | undefined;
  /** What the installed firmware says of itself. */
  readonly installed?: ImageClaims | undefined;
  /** An earlier run on this board was interrupted and can be continued. */
  readonly interrupted: boolean;
  readonly ms: number;
  readonly recoveries: readonly Recovery[];
}

/** What became of a protection that was removed. */
export interface UnlockReport {
  readonly identity: Identity;
  /** Which protections were there and are gone; empty if there were none. */
  readonly removed: readonly ('read' | 'write')[];
  /** True if the chip was mass-erased, the configuration included. */
  readonly erased: boolean;
  readonly ms: number;
}

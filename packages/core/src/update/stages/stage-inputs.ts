// What each stage of an update is given by the ones before it: which facts there are where. Types only.

import type { Finding } from '../../ask/findings.ts';
import type { BusComparison } from '../../configuration/bus-voltage.ts';
import type { RestoredConfiguration } from '../../configuration/report.ts';
import type { HumanStep } from '../../flash/events.ts';
import type { FlashReport } from '../../flash/report.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { BoardError } from '../../running/status/board-status.ts';
import type { ChosenFirmware } from '../firmware/chosen-firmware.ts';

/** How a board is, as far as it is compared. */
export interface Health {
  /** What is there now; what was when an axis last became idle is not in it. */
  readonly errors: readonly BoardError[];
  /** Paths of the flags that say that a calibration holds. */
  readonly calibrated: readonly string[];
}

/** A board that runs. It is asked again after a restart; what was found out and answered before holds. */
export interface RunningBoardToInspect {
  readonly firmware?: ChosenFirmware | undefined;
  /** What the old firmware said of itself and the board, the first time. */
  readonly before?: RuntimeEvidence | undefined;
  /** Volts on the bus as the old firmware read them. */
  readonly busBefore?: readonly number[] | undefined;
  /** How the board was under its old firmware, where that is to be compared. */
  readonly healthBefore?: Health | undefined;
  /** A person wants a board compared that reports the chosen release. */
  readonly compares?: boolean | undefined;
  /** How often its startup flags were switched off. */
  readonly startupWrites: number;
}

/** A board in DFU mode, or behind a probe without a firmware that could be asked. */
export interface BoardToInspectInDfu {
  readonly firmware?: ChosenFirmware | undefined;
  /** Its old firmware was started already, without success. */
  readonly oldBooted: boolean;
}

/** A running board that was asked, and may be flashed. */
export interface AskedBoard extends RunningBoardToInspect {
  readonly firmware: ChosenFirmware;
  readonly before: RuntimeEvidence;
  /** Of its preflight. */
  readonly findings: readonly Finding[];
}

/** A board whose old firmware said nothing in this run. */
export interface UnaskedBoard {
  readonly firmware: ChosenFirmware;
  readonly before?: undefined;
  readonly busBefore?: undefined;
  readonly healthBefore?: undefined;
}

export type BoardToWrite = AskedBoard | UnaskedBoard;

export type BoardToStart = BoardToWrite & { readonly flash: FlashReport };

/** `flash` is absent where the firmware was not read back in this run, because the board cannot be switched into DFU mode. */
export type BoardToRestore = BoardToWrite & { readonly flash?: FlashReport | undefined };

/** What the firmware that runs at the end says, and what became of the configuration. */
export interface Restoration {
  readonly after: RuntimeEvidence;
  readonly bus: BusComparison;
  /** Absent if there was nothing to put back. */
  readonly restored?: RestoredConfiguration | undefined;
  /** The file of a configuration that is not put back, as was announced: its units are not those of the new firmware. */
  readonly left?: string | undefined;
}

/** Nothing is left to be done. */
export type EndedUpdate = BoardToRestore &
  Partial<Restoration> & {
    /** A person wanted nothing done, because it reports the release already. */
    readonly leftAlone?: boolean | undefined;
    /** What a person has to do now. */
    readonly human?: readonly HumanStep[] | undefined;
  };

/** What each stage is given, and what there is at the end. */
export interface StageInputs {
  'inspect-running': RunningBoardToInspect;
  'disable-startup': AskedBoard;
  'enter-dfu': AskedBoard;
  'inspect-dfu': BoardToInspectInDfu;
  'boot-old-firmware': UnaskedBoard;
  write: BoardToWrite;
  start: BoardToStart;
  restore: BoardToRestore;
  end: EndedUpdate;
}

/** A stage with what it is given: where an update goes next. */
export type Next<S extends keyof StageInputs = keyof StageInputs> = {
  readonly [K in S]: { readonly stage: K; readonly given: StageInputs[K] };
}[S];

/** A stage that is under way. */
export type Underway = Next<Exclude<keyof StageInputs, 'end'>>;

// What a run has done so far that outlives it: files on the disk, switches and modes of the board, and whose configuration will be
// put back. A failure at any moment names it or undoes it. What is only found out goes from stage to stage, see stage-inputs.ts.

import type { Said } from '../messages/said.ts';
import type { KeptConfiguration } from '../records/kept-configuration.ts';
import type { StoredRecord } from '../records/store.ts';
import type { StoredUpdate } from '../records/stored-update.ts';
import type { Rivals } from './rivals.ts';

/** Grows with the run. */
export interface Ledger {
  /** Where configurations were saved, the newest last; defaults that a board shows without having loaded any do not count. */
  readonly saved: string[];
  /** What a running board has was read and is on the disk. */
  hasSavedBoard: boolean;
  /** The configuration sectors are on the disk as they were. */
  hasSavedSectors: boolean;
  /** `startup_…` flags that were switched off before the restart. */
  heldFlags: readonly string[];
  /** The board was switched into DFU mode by us, and would run its old firmware if it were started. */
  hasEnteredDfu: boolean;
  readonly records: RecordLedger;
  readonly decision: ConfigurationDecision;
}

/** Records of this update and of earlier ones. */
interface RecordLedger {
  /** The one of this update. */
  own?: StoredRecord | undefined;
  /**
   * The one of an interrupted update that this one continues with, as long as only the running firmware has said that it is of
   * this board.
   */
  claimed?: StoredUpdate | undefined;
  /** This update continues with an interrupted one. */
  isResumed: boolean;
  /** Names of records that were said to be other boards'. */
  readonly foreign: Set<string>;
}

/** Which configuration is put back, and who has decided that. */
export interface ConfigurationDecision {
  configuration?: KeptConfiguration | undefined;
  /** Where that, or {@link damaged}, is from: what the board has, or what an interrupted update saved. */
  from?: 'board' | 'record' | undefined;
  /** The one that should be put back and cannot be read any more. */
  damaged?: { readonly location: string; readonly damage: Said } | undefined;
  /** What the board had in its flash at the beginning of this run. */
  own?: KeptConfiguration | undefined;
  /** The board's own and the record's, which differ: in DFU mode it shows whether a person saved it since. */
  rivals?: Rivals | undefined;
  /** Whether the board's own may be replaced with that of a record was found out, or asked. */
  isSettled: boolean;
  /** A person has decided that the board keeps what it has, whatever a record has saved. */
  keepsOwn: boolean;
}

/** Nothing is done yet. */
export function emptyLedger({ keepsOwn }: Pick<ConfigurationDecision, 'keepsOwn'>): Ledger {
  return {
    saved: [],
    hasSavedBoard: false,
    hasSavedSectors: false,
    heldFlags: [],
    hasEnteredDfu: false,
    records: { isResumed: false, foreign: new Set() },
    decision: { isSettled: false, keepsOwn },
  };
}

/** A configuration is to be restored, or its loss to be reported. */
export function owesConfiguration({ decision }: Pick<Ledger, 'decision'>): boolean {
  return decision.configuration !== undefined || decision.damaged !== undefined;
}

/** What the board had in its flash is put back, or nothing. */
export function restoreOwn(decision: ConfigurationDecision): void {
  decision.damaged = undefined;
  decision.configuration = decision.own;
  decision.from = decision.own && 'board';
}

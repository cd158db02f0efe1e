// What a run has done so far that outlives it: files on the disk, switches and modes of the board, and whose configuration will be
// put back. A failure at any moment names it or undoes it. What is only found out goes from stage to stage, see stage-inputs.ts.

import type { StoredRecord } from '../records/store.ts';
import type { StoredUpdate } from '../records/stored-update.ts';
import type { ConfigurationDecision } from './configuration-decision.ts';

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
  decision: ConfigurationDecision;
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

/** Nothing is done yet. */
export function emptyLedger({ keepsOwn }: { readonly keepsOwn: boolean }): Ledger {
  return {
    saved: [],
    hasSavedBoard: false,
    hasSavedSectors: false,
    heldFlags: [],
    hasEnteredDfu: false,
    records: { isResumed: false, foreign: new Set() },
    decision: { from: 'none', keepsOwn },
  };
}

/** A configuration is to be restored, or its loss to be reported. */
export function owesConfiguration({ decision }: Pick<Ledger, 'decision'>): boolean {
  return decision.from !== 'none';
}

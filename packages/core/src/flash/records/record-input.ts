// What the records of a run are made of. Types only.

import type { Vault } from '../../ports.ts';
import type { UpdateRecord } from '../../records/board-record.ts';
import type { StoredRecord } from '../../records/store.ts';
import type { OldSectors, UndoReport } from '../../records/undo.ts';
import type { UnusableRecord } from '../../records/unusable.ts';
import type { FlashPlan } from '../plan/plan.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import type { InterruptedRun } from './interrupted-run.ts';

/** An update that a flash is part of: it has a record already, which stays when the flash is done. */
export interface UpdateLink {
  /** What it has written so far. */
  readonly stored: StoredRecord | undefined;
  /**
   * What has to be remembered of it, before anything is changed. `past`: the run that the content of the chip bears the marks
   * of. Throws `backup-failed`.
   */
  settle(past: InterruptedRun | undefined, found: Found): Promise<Omit<UpdateRecord, 'stage'>>;
  /** Says that a record of this chip's number and port does not fit the chip. */
  leaveAlone(stored: StoredRecord): void;
  /** Called with every record that was written. */
  keep(stored: StoredRecord): void;
}

/** What a run that is part of an update finds on the chip. */
interface Found {
  /** Every byte of the image is there already. */
  readonly unchanged: boolean;
  /** The configuration sectors, where they were read. */
  readonly configuration: Uint8Array | undefined;
}

export interface RecordInput {
  readonly vault: Vault;
  readonly plan: FlashPlan;
  readonly snapshot: Snapshot;
  readonly past: InterruptedRun | undefined;
  /** Records that cannot be used, and were accepted so. */
  readonly unusable: readonly UnusableRecord[];
  /** False: no undo backup, and a record only as far as the disk lets us. */
  readonly backup: boolean;
  /** SHA-256 of the image, see imageHash. */
  readonly image: string | undefined;
  /** Version of this program. */
  readonly program: string | undefined;
  readonly link: UpdateLink | undefined;
}

/** An undo backup and what it contains. */
export interface KeptUndo {
  readonly report: UndoReport;
  readonly sectors: OldSectors;
}

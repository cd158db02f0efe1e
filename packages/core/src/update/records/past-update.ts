// Interrupted updates of the board in hand, as far as a running firmware shows whose they are: by serial number, board,
// release and descriptor. In DFU mode the content of the chip decides.

import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { UpdateRecord } from '../../records/board-record.ts';
import { isInPlace, sameChip } from '../../records/match.ts';
import type { StoredUpdate } from '../../records/stored-update.ts';
import type { ChipKey } from '../../target/chip.ts';

/** The running board in hand. */
export interface RunningBoard {
  readonly evidence: RuntimeEvidence;
  /** Checksum of the descriptor it answers to. */
  readonly descriptor: number;
  readonly device: ChipKey;
}

/**
 * What a record says of a running board. `done`: it seems to run what was written, and its configuration is owed to it ·
 * `owed`: only the configuration is · `untouched`: it runs what it ran before, so nothing is · `other`: it is another board's,
 * or this one has been changed since.
 */
export type Kinship = 'done' | 'owed' | 'untouched' | 'other';

/** By what is known; what a record or a firmware does not say contradicts nothing. */
export function kinshipOf(record: StoredUpdate['record'], running: RunningBoard): Kinship {
  const { evidence, device } = running;
  const { board, release: before, update } = record;
  const { version } = evidence.hardware;
  if (sameChip(record, evidence.serial) === 'other') return 'other';
  if (board !== undefined && version && board !== version.name) return 'other';
  const runsOld = before === undefined ? undefined : isRelease(before, running);
  if (update.stage === 'entering') {
    if (runsOld === undefined) return isInPlace(record, device) ? 'owed' : 'other';
    return runsOld ? 'untouched' : 'other';
  }
  const runsNew = runsNext(update, running);
  if (runsNew === false) return update.stage === 'writing' && runsOld ? 'untouched' : 'other';
  return 'done';
}

function isRelease(release: string, { evidence: { firmware } }: RunningBoard): boolean {
  return release === firmware.release || release === firmware.reported;
}

/** `undefined` where the record does not say. */
function runsNext({ release, descriptor }: UpdateRecord, running: RunningBoard): boolean | undefined {
  if (descriptor !== undefined) return descriptor === running.descriptor;
  return release === undefined ? undefined : isRelease(release, running);
}

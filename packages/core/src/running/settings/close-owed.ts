// A configuration that a person has put back by hand is not owed to the board any more by an interrupted update.

import { chipOf } from '../../board/serial.ts';
import { type ConfigurationBackup, formatBackup } from '../../configuration/file/backup-file.ts';
import { textOf } from '../../errors.ts';
import { sha256Hex } from '../../image/sha256.ts';
import { message } from '../../messages/message.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { isInPlace, sameChip } from '../../records/match.ts';
import { recall } from '../../records/recall.ts';
import { removeRecord } from '../../records/store.ts';
import { isUpdate, type StoredUpdate } from '../../records/stored-update.ts';
import type { BoardContext } from '../context/board-context.ts';

/**
 * Removes the records of this chip whose configuration this is, and those of updates that ended before the board was changed:
 * what these have saved is older than what the board has now. `backup`: absent where not all of it is back. Never throws: the next update finds nothing to do.
 */
export async function closeOwed(
  { env, board, emit }: BoardContext,
  { backup, evidence }: { readonly backup: ConfigurationBackup | undefined; readonly evidence: RuntimeEvidence },
): Promise<void> {
  const { device } = board;
  const sha256 = backup && sha256Hex(new TextEncoder().encode(formatBackup(backup)));
  const { candidates } = await recall(env.vault, env.bus, device);
  for (const stored of candidates.filter(isUpdate)) {
    const { record } = stored;
    const isHere = isInPlace(record, device) && sameChip(record, chipOf(device.serial)) === 'same';
    const isBack = sha256 !== undefined && record.update.configuration?.sha256 === sha256;
    if (!isHere || !(isBack || neverLeft(record, evidence))) continue;
    try {
      await removeRecord(env.vault, stored);
      const where = env.vault.locate(record.update.configuration?.name ?? '');
      const text = message('running.update-closed', { begun: record.begun, remains: isBack ? undefined : where });
      emit({ type: 'note', code: 'update-closed', text });
    } catch (cause) {
      const text = message('running.record-not-removed', { cause: textOf(cause) });
      emit({ type: 'note', code: 'update-journal', text });
    }
  }
}

/** The board runs what it ran before, and the record has not seen it in DFU mode. */
function neverLeft({ update, release, flash }: StoredUpdate['record'], { firmware }: RuntimeEvidence): boolean {
  return update.stage === 'entering' && flash === undefined && release !== undefined && release === firmware.release;
}

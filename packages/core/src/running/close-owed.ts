// A configuration that a person has put back by hand is not owed to the board any more by an interrupted update.

import { type ConfigurationBackup, formatBackup } from '../configuration/file/backup-file.ts';
import { messageOf } from '../errors.ts';
import { sha256Hex } from '../image/sha256.ts';
import { chipOf } from '../records/names.ts';
import { recall } from '../records/recall.ts';
import { sameChip } from '../records/standing.ts';
import { removeRecord } from '../records/store.ts';
import { isUpdate } from '../update/past-update.ts';
import type { BoardContext } from './with-board-context.ts';

/** Removes the records of this chip whose configuration this is. Never throws: the next update finds nothing to do. */
export async function closeOwed({ env, story, emit }: BoardContext, backup: ConfigurationBackup): Promise<void> {
  const { device } = story;
  const sha256 = sha256Hex(new TextEncoder().encode(formatBackup(backup)));
  const { candidates } = await recall(env.vault, env.bus, device);
  for (const stored of candidates.filter(isUpdate)) {
    const { record } = stored;
    const isHere = record.path === device.path && sameChip(record, chipOf(device.serial)) === 'same';
    if (!isHere || record.update.configuration?.sha256 !== sha256) continue;
    try {
      await removeRecord(env.vault, stored);
      const text = `The interrupted update of ${record.begun} is closed: its configuration is back.`;
      emit({ type: 'note', code: 'update-closed', text });
    } catch (cause) {
      const why = messageOf(cause);
      emit({ type: 'note', code: 'update-journal', text: `The record could not be removed: ${why}` });
    }
  }
}

// Interrupted updates of a board in DFU mode: the content of the chip shows whose they are, and a person says what it does not.

import type { OpenBoard } from '../../flash/open/open.ts';
import { readRange } from '../../flash/reading.ts';
import { spokenSectors } from '../../flash/records/interrupted-run.ts';
import { sha256Hex } from '../../image/sha256.ts';
import { message } from '../../messages/message.ts';
import {
  type ChipContent,
  configurationSince,
  isInPlace,
  isOtherBoard,
  isWritten,
  knowsFirmware,
  matchOf,
} from '../../records/match.ts';
import type { StoredUpdate } from '../../records/stored-update.ts';
import { keepingOwn } from '../configuration-decision.ts';
import type { Update } from '../context.ts';
import type { ChosenFirmware } from '../firmware/chosen-firmware.ts';
import { chooseConfiguration } from '../settings/choose-configuration.ts';
import { announce } from './read-announced.ts';
import { leaveAlone } from './records.ts';

/** One of them, and how far it is believed. */
export interface PastUpdate {
  readonly stored: StoredUpdate;
  /** It is continued as it is; otherwise the firmware on the board is asked first. */
  readonly taken: boolean;
  /** What may be newer than the record is saved first; where nothing is, the stored configuration is the record's. */
  readonly kept: 'nothing' | 'sectors';
  /** It does not know what the board has stored, and the board would start: a person may have used it since. */
  readonly doubtful: boolean;
}

/**
 * The interrupted update of this chip: every sector is as it left it. A record that knows no sector is believed of a board in
 * its port, for the same firmware or where none starts.
 */
export async function pastUpdate(
  update: Update,
  board: OpenBoard,
  {
    updates,
    firmware,
    startable,
  }: { readonly updates: readonly StoredUpdate[]; readonly firmware: ChosenFirmware; readonly startable: boolean },
): Promise<PastUpdate | undefined> {
  const hashOf = await sectorHashes(board, spokenSectors(updates.map(({ record }) => record)));
  let believed: PastUpdate | undefined;
  for (const stored of updates) {
    const { record } = stored;
    const samePath = isInPlace(record, update.board.device);
    const sameImage = record.update.image === firmware.hash;
    const chip = { hashOf, startable, samePath, written: isWritten(record) };
    const isOther = isOtherBoard(record, board.identity);
    if (record.flash && !isOther && matchOf(record.flash, chip) !== 'unrelated') {
      const since = configurationSince(record.flash, chip);
      const taken = since === 'unchanged' || !startable || (since === 'untold' && sameImage && samePath);
      const doubtful = startable && since !== 'unchanged';
      return { stored, taken, kept: since === 'unchanged' ? 'nothing' : 'sectors', doubtful };
    }
    if (isOther || (record.flash && knowsFirmware(record.flash)) || !samePath) leaveAlone(update, stored);
    else believed ??= { stored, taken: sameImage || !startable, kept: 'sectors', doubtful: startable };
  }
  return believed;
}

/** Whether the record's configuration is the one to put back. Throws `not-confirmed` where that is asked and no decision is made. */
export async function isContinued(
  { asking, env, request, ledger }: Update,
  { stored, doubtful }: PastUpdate,
): Promise<boolean> {
  const { begun, update } = stored.record;
  if (!doubtful || !update.configuration) return true;
  if (request.configurationFrom) return request.configurationFrom === 'record';
  const text = message('update.record-doubtful', { begun, file: env.vault.locate(update.configuration.name) });
  const counts = await chooseConfiguration(asking, { text, yes: 'record' });
  if (counts === 'board') ledger.decision = keepingOwn(ledger.decision);
  return counts === 'record';
}

async function sectorHashes(board: OpenBoard, spoken: ReadonlySet<number>): Promise<ChipContent['hashOf']> {
  const sectors = board.identity.sectors.filter(({ index }) => spoken.has(index));
  announce(
    board,
    sectors.reduce((sum, { length }) => sum + length, 0),
  );
  const hashes = new Map<number, string>();
  for (const sector of sectors)
    hashes.set(sector.index, sha256Hex(await readRange(board.session, sector, { phase: 'inspect' })));
  return (index) => hashes.get(index);
}

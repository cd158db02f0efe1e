// Which records of interrupted updates concern a running board, and what they have saved.

import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { Vault } from '../../ports.ts';
import { type KeptConfiguration, loadConfiguration } from '../../records/kept-configuration.ts';
import { isInPlace } from '../../records/match.ts';
import type { StoredUpdate } from '../../records/stored-update.ts';
import type { Update } from '../context.ts';
import { type Kinship, kinshipOf } from './past-update.ts';
import { leaveAlone } from './records.ts';

export interface PastUpdates {
  /** The record that seems to be of this board and owes it something. */
  readonly owing?: StoredUpdate | undefined;
  /** What that has saved; absent where it has saved nothing, or where that cannot be used. */
  readonly saved?: KeptConfiguration | undefined;
  /** One that never took the board to DFU mode, and what it has saved. */
  readonly begun?: { readonly stored: StoredUpdate; readonly saved: KeptConfiguration | undefined } | undefined;
}

/** Says which records are of other boards. Once in a run: nothing where the configuration is saved already. */
export async function pastUpdates(
  update: Update,
  {
    odrive,
    evidence,
    updates,
  }: { readonly odrive: OdriveDevice; readonly evidence: RuntimeEvidence; readonly updates: readonly StoredUpdate[] },
): Promise<PastUpdates> {
  const { ledger, env } = update;
  if (ledger.hasSavedBoard) return {};
  const { device } = update.board;
  const running = { evidence, descriptor: odrive.tree.checksum, device };
  const kinds = updates.map((stored) => ({ stored, kinship: kinshipOf(stored.record, running) }));
  for (const { stored, kinship } of kinds) if (kinship === 'other') leaveAlone(update, stored);
  const one = (wanted: Kinship) => kinds.find(({ kinship }) => kinship === wanted)?.stored;
  const begun = kinds.find(
    ({ stored: { record }, kinship }) =>
      kinship === 'untouched' && record.update.stage === 'entering' && isInPlace(record, device),
  );
  const owing = one('done') ?? one('owed');
  return {
    owing,
    saved: owing && (await savedBy(env.vault, owing)),
    begun: begun && { stored: begun.stored, saved: await savedBy(env.vault, begun.stored) },
  };
}

async function savedBy(vault: Vault, { record }: StoredUpdate): Promise<KeptConfiguration | undefined> {
  const { configuration } = record.update;
  const saved = configuration && (await loadConfiguration(vault, configuration));
  return saved && 'backup' in saved ? saved : undefined;
}

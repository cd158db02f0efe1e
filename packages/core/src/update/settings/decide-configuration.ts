// The configuration of a running board onto the disk, and which one will be put back: what the board has if it has loaded it
// from its flash, else what an interrupted update saved before it. What a board without a configuration shows are its
// firmware's defaults, which no person has set.

import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { KeptConfiguration } from '../../records/kept-configuration.ts';
import { isInPlace, isWitness } from '../../records/match.ts';
import type { StoredUpdate } from '../../records/stored-update.ts';
import { saveConfiguration } from '../../running/settings/save-configuration.ts';
import { type ConfigurationAnswer, fromBoard, type RecordClaim } from '../configuration-decision.ts';
import type { Update } from '../context.ts';
import type { PastUpdates } from '../records/past-updates.ts';
import { leaveAlone, resumeFrom } from '../records/records.ts';
import { configurationFrom, differ } from './configuration-from.ts';

export interface InspectedBoard {
  readonly odrive: OdriveDevice;
  readonly evidence: RuntimeEvidence;
  readonly past: PastUpdates;
  /** What the board has now. */
  readonly backup: ConfigurationBackup;
}

/** What will be restored by default. */
export function plannedConfiguration(
  { request }: Update,
  { configurationLoaded }: RuntimeEvidence,
  { past, backup }: Pick<InspectedBoard, 'past' | 'backup'>,
): ConfigurationBackup | undefined {
  const source = request.configurationFrom ?? (configurationLoaded ? 'board' : 'record');
  if (source === 'record' && past.saved) return past.saved.backup;
  return configurationLoaded ? backup : undefined;
}

/** A dry run decides, too, as far as it would be asked for something. Throws `not-confirmed`, `backup-failed`. */
export async function decideConfiguration(update: Update, inspected: InspectedBoard): Promise<void> {
  const { ledger, request } = update;
  const { evidence, past, backup } = inspected;
  const { configurationLoaded } = evidence;
  const kept = request.dryRun ? undefined : await saveNow(update, evidence, backup);
  const counts = past.owing && (await whose(update, past.owing, inspected));
  // With a fresh configuration it is on the disk, and that is all that is wanted of it.
  if (!kept || request.freshConfiguration) return;
  if (configurationLoaded) ledger.decision = fromBoard(kept);
  if (!past.owing || !counts || counts.from === 'neither') return;
  ledger.records.claimed = past.owing;
  if (counts.from === 'record') await resumeFrom(update, past.owing, counts);
}

/** Puts what the board has now on the disk. Throws `backup-failed`. */
export async function saveNow(
  update: Update,
  evidence: Pick<RuntimeEvidence, 'serial' | 'configurationLoaded'>,
  backup: ConfigurationBackup,
): Promise<KeptConfiguration> {
  const { ledger } = update;
  const kept = await saveConfiguration(update, evidence, backup);
  ledger.hasSavedBoard = true;
  if (evidence.configurationLoaded) ledger.saved.push(kept.location);
  return kept;
}

type Whose = { readonly from: 'board' | 'neither' } | (RecordClaim & ConfigurationAnswer);

/** `neither`: the board has another configuration, in another port: it is another board, or has been set up anew. */
async function whose(
  update: Update,
  owing: StoredUpdate,
  { odrive, evidence, past: { saved }, backup }: InspectedBoard,
): Promise<Whose> {
  const { request } = update;
  const from = request.configurationFrom ?? 'record';
  if (!owing.record.update.configuration) return { from: 'board' };
  if (!evidence.configurationLoaded) return { from, isSettled: false };
  if (!saved) return { from: 'board' };
  const rivals = { tree: odrive.tree, now: backup, saved };
  if (!differ(rivals)) return { from: 'record', isSettled: false };
  if (isInPlace(owing.record, update.board.device)) {
    if (!knowsStored(owing)) return configurationFrom(update, rivals);
    if (request.dryRun) tellRivals(update, saved);
    return { from, isSettled: false, rivals };
  }
  leaveAlone(update, owing);
  return { from: 'neither' };
}

/** A dry run asks nothing. */
function tellRivals({ request, emit }: Update, { location }: KeptConfiguration): void {
  if (request.configurationFrom) return;
  const text = message('update.configurations-may-differ', { file: location });
  emit({ type: 'note', code: 'configuration-differs', text });
}

/** The record can be held against the stored configuration, once the board is in DFU mode. */
function knowsStored({ record: { flash } }: StoredUpdate): boolean {
  return flash?.sectors.some(isWitness) === true;
}

/**
 * The record in whose place that of this update is put: of one that never took this board to DFU mode. With another
 * configuration it may be another board's; a board without one has lost it, and is owed nothing.
 */
export function supersededBy(
  update: Update,
  { odrive, evidence, past: { begun }, backup }: InspectedBoard,
): StoredUpdate | undefined {
  if (!begun) return undefined;
  const { stored, saved } = begun;
  if (!evidence.configurationLoaded) return stored;
  if (saved && !differ({ tree: odrive.tree, now: backup, saved })) return stored;
  leaveAlone(update, stored);
  return undefined;
}

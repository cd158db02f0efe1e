// The record of an update on the disk: begun before the board leaves for DFU mode, handed to the engine while it writes,
// closed when nothing is left to be done. And those of interrupted updates: found, taken up, left alone.

import { chipOf } from '../../board/serial.ts';
import { isErased } from '../../bytes.ts';
import { FlasherError, textOf } from '../../errors.ts';
import { type InterruptedRun, recordName } from '../../flash/records/interrupted-run.ts';
import type { UpdateLink } from '../../flash/records/record-input.ts';
import { message } from '../../messages/message.ts';
import type { BoardRecord, UpdateRecord } from '../../records/board-record.ts';
import { knowsFirmware } from '../../records/match.ts';
import { type Recalled, recall } from '../../records/recall.ts';
import { removeRecord, type StoredRecord, writeRecord } from '../../records/store.ts';
import { isUpdate, type StoredUpdate } from '../../records/stored-update.ts';
import { fromRecord, keepingOwn, type RecordClaim, withoutRecord } from '../configuration-decision.ts';
import type { Update } from '../context.ts';
import type { ChosenFirmware } from '../firmware/chosen-firmware.ts';
import type { Ledger } from '../ledger.ts';
import { chooseConfiguration } from '../settings/choose-configuration.ts';
import type { AskedBoard, BoardToWrite } from '../stages/stage-inputs.ts';
import { saveSectors } from './save-sectors.ts';

/** What is remembered of the board in hand, and which of it updates have written. */
export async function recallUpdates({ env, board }: Update): Promise<Recalled & { readonly updates: StoredUpdate[] }> {
  const recalled = await recall(env.vault, env.bus, board.device);
  return { ...recalled, updates: recalled.candidates.filter(isUpdate) };
}

/** Takes the configuration of an interrupted update for the one to put back. */
export async function resumeFrom(update: Update, { record }: StoredUpdate, claim: RecordClaim): Promise<void> {
  const { env, ledger, emit } = update;
  const { configuration } = record.update;
  ledger.records.isResumed = true;
  const kept = configuration && (await (await update.running()).loadConfiguration(env.vault, configuration));
  if (kept) ledger.decision = fromRecord(ledger.decision, kept, claim);
  if (kept && 'damage' in kept) {
    const text = message('records.update-configuration-unusable', kept);
    emit({ type: 'note', code: 'update-ignored', text });
  }
  const file = kept && 'backup' in kept ? kept.location : undefined;
  emit({ type: 'note', code: 'update-resumed', text: message('update.resumed', { begun: record.begun, file }) });
}

/** Says, once, that a record is not this board's, and what it knows; nothing is done with it. */
export function leaveAlone({ env, emit, ledger }: Update, stored: StoredRecord): void {
  const { foreign } = ledger.records;
  if (stored.names.every((name) => foreign.has(name))) return;
  for (const name of stored.names) foreign.add(name);
  const text = message('flash.record-of-another', recordName(env.vault, stored));
  emit({ type: 'note', code: 'update-ignored', text });
}

/**
 * The record of an update that has saved a configuration and is about to switch the board into DFU mode, in the place of
 * `superseded`, which without a configuration is closed with the update. Throws `backup-failed`: without it nothing is
 * changed.
 */
export async function recordEntering(
  update: Update,
  { firmware, before }: Pick<AskedBoard, 'firmware' | 'before'>,
  superseded: StoredUpdate | undefined,
): Promise<void> {
  const { env, board, ledger } = update;
  const { device } = board;
  const { records, decision } = ledger;
  records.own ??= superseded;
  if (!decision.configuration) return;
  const chip = chipOf(device.serial);
  const record: BoardRecord = {
    chip,
    serial: chip === undefined ? device.serial : undefined,
    path: device.path,
    begun: env.clock.date().toISOString(),
    program: env.program,
    board: before.hardware.version?.name,
    release: before.firmware.release,
    update: { ...updateRecord(ledger, firmware), stage: 'entering' },
  };
  try {
    records.own = await writeRecord(env.vault, record, records.own);
  } catch (cause) {
    throw new FlasherError('backup-failed', message('update.record-not-written', { cause: textOf(cause) }), { cause });
  }
}

function updateRecord(
  { decision: { configuration, damaged }, records }: Ledger,
  { hash, version, descriptor }: ChosenFirmware,
): Omit<UpdateRecord, 'stage'> {
  const saved = configuration && { name: configuration.name, sha256: configuration.sha256 };
  const kept = saved ?? (damaged ? records.claimed?.record.update.configuration : undefined);
  return { image: hash, release: version, descriptor, configuration: kept };
}

/** What the engine has to know of the update that it writes for. */
export function linkOf(update: Update, { firmware, before }: BoardToWrite): UpdateLink {
  const { ledger } = update;
  return {
    get stored() {
      return ledger.records.own;
    },
    settle: async (past, { unchanged, configuration }) => {
      await settleClaim(update, past, { unchanged, firmware });
      // Firmware that has loaded nothing has not shown what another one saved there.
      const unseen = before?.configurationLoaded === false ? configuration : undefined;
      if (unseen) await saveSectors(update, unseen);
      if (unseen && !isErased(unseen) && past?.configuration === 'replaced') await settleUnseen(update);
      return updateRecord(ledger, firmware);
    },
    leaveAlone: (stored) => leaveAlone(update, stored),
    keep: (stored) => {
      ledger.records.own = stored;
    },
  };
}

/**
 * The content of the chip has been held against the records: what was taken up from one that is not this chip's is given
 * back, and what is owed to this chip is taken up.
 */
async function settleClaim(
  update: Update,
  past: InterruptedRun | undefined,
  { unchanged, firmware }: { readonly unchanged: boolean; readonly firmware: ChosenFirmware },
): Promise<void> {
  const { request, ledger } = update;
  const { records } = ledger;
  const { claimed } = records;
  if (claimed && !isOfThisChip(claimed, past, { unchanged, firmware })) {
    records.claimed = undefined;
    records.isResumed = false;
    if (request.configurationFrom !== 'record') ledger.decision = withoutRecord(ledger.decision);
    leaveAlone(update, claimed);
  } else if (claimed) {
    records.own ??= claimed;
    await settleRivals(update, past?.configuration === 'unchanged');
  }
  const owed = past && isUpdate(past.stored) ? past.stored : undefined;
  const isOwed = ledger.decision.from === 'none' && !ledger.decision.keepsOwn;
  if (owed?.record.update.configuration && isOwed) await resumeFrom(update, owed, { isSettled: false });
}

/** Once: nothing that was saved after the record is overwritten unasked. */
async function settleRivals(update: Update, unchanged: boolean): Promise<void> {
  const { ledger, request } = update;
  const { decision } = ledger;
  if (decision.from !== 'record' || decision.isSettled) return;
  const isSettled = unchanged || request.configurationFrom !== undefined;
  if (!decision.rivals || isSettled) ledger.decision = { ...decision, isSettled };
  else {
    const answer = await (await update.running()).configurationFrom(update, decision.rivals);
    ledger.decision = answer.from === 'board' ? keepingOwn(decision) : { ...decision, isSettled: answer.isSettled };
  }
}

/**
 * Once: the flash contains a configuration that neither the firmware has loaded nor the record knows. A record that died while
 * its configuration was being saved would know one of the two sectors.
 */
async function settleUnseen(update: Update): Promise<void> {
  const { request, asking, ledger } = update;
  const { decision } = ledger;
  if (decision.from !== 'record' || !decision.configuration || decision.isSettled || request.configurationFrom) return;
  const text = message('update.configuration-of-others', { file: decision.configuration.location });
  const counts = await chooseConfiguration(asking, { text });
  ledger.decision = counts === 'board' ? keepingOwn(decision) : { ...decision, isSettled: true };
}

/**
 * By every sector it knows; where bytes that were not specified have changed, by the whole image. Of one that knows no firmware the
 * running board has shown whose it is.
 */
function isOfThisChip(
  { record, names }: StoredUpdate,
  past: InterruptedRun | undefined,
  { unchanged, firmware }: { readonly unchanged: boolean; readonly firmware: ChosenFirmware },
): boolean {
  if (unchanged && record.update.image === firmware.hash) return true;
  return !record.flash || !knowsFirmware(record.flash) || names.some((name) => past?.stored.names.includes(name));
}

/** Nothing is left to be continued. */
export async function closeRecord({ env, ledger, emit }: Update): Promise<void> {
  const stored: StoredRecord | undefined = ledger.records.own ?? ledger.records.claimed;
  if (!stored) return;
  try {
    await removeRecord(env.vault, stored);
  } catch (cause) {
    const text = message('running.record-not-removed', { cause: textOf(cause) });
    emit({ type: 'note', code: 'update-journal', text });
  }
}

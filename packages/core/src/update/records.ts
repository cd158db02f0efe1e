// The record of an update on the disk: begun before the board leaves for DFU mode, handed to the engine while it writes,
// closed when nothing is left to be done. And those of interrupted updates: found, taken up, left alone.

import { isErased } from '../bytes.ts';
import { FlasherError, textOf } from '../errors.ts';
import type { UpdateLink } from '../flash/records/record-input.ts';
import { type InterruptedRun, recordName } from '../flash/records/resume.ts';
import { message } from '../messages/message.ts';
import type { BoardRecord, UpdateRecord } from '../records/board-record.ts';
import { loadConfiguration } from '../records/kept-configuration.ts';
import { chipOf } from '../records/names.ts';
import { type Recalled, recall } from '../records/recall.ts';
import { knowsFirmware } from '../records/standing.ts';
import { removeRecord, type StoredRecord, writeRecord } from '../records/store.ts';
import { isUpdate, type StoredUpdate } from '../records/stored-update.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import { chooseConfiguration, configurationFrom } from './configuration-from.ts';
import { saveSectors } from './save-sectors.ts';
import type { Story, Update } from './state.ts';

/** What is remembered of the board in hand, and which of it updates have written. */
export async function recallUpdates({ env, board }: Update): Promise<Recalled & { readonly updates: StoredUpdate[] }> {
  const recalled = await recall(env.vault, env.bus, board.device);
  return { ...recalled, updates: recalled.candidates.filter(isUpdate) };
}

/** Takes the configuration of an interrupted update for the one to put back. */
export async function resumeFrom(update: Update, { record }: StoredUpdate): Promise<void> {
  const { env, story, emit } = update;
  const { configuration } = record.update;
  story.resumed = true;
  const kept = configuration && (await loadConfiguration(env.vault, configuration));
  if (kept && 'damage' in kept) {
    story.damaged = kept;
    const text = message('records.update-configuration-unusable', kept);
    emit({ type: 'note', code: 'update-ignored', text });
  } else if (kept) {
    story.configuration = kept;
    story.configurationFrom = 'record';
  }
  const file = kept && 'backup' in kept ? kept.location : undefined;
  emit({ type: 'note', code: 'update-resumed', text: message('update.resumed', { begun: record.begun, file }) });
}

/** Says, once, that a record is not this board's, and what it knows; nothing is done with it. */
export function leaveAlone({ env, emit, story }: Update, stored: StoredRecord): void {
  if (stored.names.every((name) => story.leftAlone.has(name))) return;
  for (const name of stored.names) story.leftAlone.add(name);
  const text = message('flash.record-of-another', recordName(env.vault, stored));
  emit({ type: 'note', code: 'update-ignored', text });
}

/**
 * The record of an update that has saved a configuration and is about to take the board to DFU mode, in the place of
 * `superseded`, which without a configuration is closed with the update. Throws `backup-failed`: without it nothing is
 * changed.
 */
export async function recordEntering(update: Update, superseded: StoredUpdate | undefined): Promise<void> {
  const { env, board, story } = update;
  const { device } = board;
  const { firmware, before } = story;
  story.stored ??= superseded;
  if (!story.configuration || !firmware) return;
  const chip = chipOf(device.serial);
  const record: BoardRecord = {
    chip,
    serial: chip === undefined ? device.serial : undefined,
    path: device.path,
    begun: env.clock.date().toISOString(),
    program: env.program,
    board: before?.hardware.version?.name,
    release: before?.firmware.release,
    update: { ...updateRecord(update, firmware), stage: 'entering' },
  };
  try {
    story.stored = await writeRecord(env.vault, record, story.stored);
  } catch (cause) {
    throw new FlasherError('backup-failed', message('update.record-not-written', { cause: textOf(cause) }), { cause });
  }
}

function updateRecord({ story }: Update, { hash, version, descriptor }: ChosenFirmware): Omit<UpdateRecord, 'stage'> {
  const { configuration, damaged, claimed } = story;
  const saved = configuration && { name: configuration.name, sha256: configuration.sha256 };
  const kept = saved ?? (damaged ? claimed?.record.update.configuration : undefined);
  return { image: hash, release: version, descriptor, configuration: kept };
}

/** What the engine has to know of the update that it writes for. */
export function linkOf(update: Update, firmware: ChosenFirmware): UpdateLink {
  const { story } = update;
  return {
    get stored() {
      return story.stored;
    },
    settle: async (past, { unchanged, configuration }) => {
      await settleClaim(update, past, { unchanged, firmware });
      // Firmware that has loaded nothing has not shown what another one saved there.
      const unseen = story.before?.configurationLoaded === false ? configuration : undefined;
      if (unseen) await saveSectors(update, unseen);
      if (unseen && !isErased(unseen) && past?.configuration === 'replaced') await settleUnseen(update);
      return updateRecord(update, firmware);
    },
    leaveAlone: (stored) => leaveAlone(update, stored),
    keep: (stored) => {
      story.stored = stored;
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
  const { story, request } = update;
  const { claimed } = story;
  if (claimed && !isOfThisChip(claimed, past, { unchanged, firmware })) {
    story.claimed = undefined;
    story.resumed = false;
    if (story.configurationFrom === 'record' && request.configurationFrom !== 'record') takeOwn(story);
    leaveAlone(update, claimed);
  } else if (claimed) {
    story.stored ??= claimed;
    await settleRivals(update, past?.configuration === 'unchanged');
  }
  const owed = past && isUpdate(past.stored) ? past.stored : undefined;
  const isOwed = !story.configuration && !story.damaged && !story.keepsOwn;
  if (owed?.record.update.configuration && isOwed) await resumeFrom(update, owed);
}

/** Once: nothing that was saved after the record is overwritten unasked. */
async function settleRivals(update: Update, unchanged: boolean): Promise<void> {
  const { story, request } = update;
  const { rivals } = story;
  if (unchanged || request.configurationFrom) story.settled = true;
  if (!rivals || story.settled) return;
  if ((await configurationFrom(update, rivals)) === 'board') keepOwn(story);
}

/**
 * Once: the flash contains a configuration that neither the firmware has loaded nor the record knows. A record that died while
 * its configuration was being saved would know one of the two sectors.
 */
async function settleUnseen(update: Update): Promise<void> {
  const { story, request, asking } = update;
  const { configuration, configurationFrom: from } = story;
  if (!configuration || from !== 'record' || request.configurationFrom || story.settled) return;
  story.settled = true;
  const text = message('update.configuration-of-others', { file: configuration.location });
  if ((await chooseConfiguration(asking, { text })) === 'board') keepOwn(story);
}

function keepOwn(story: Story): void {
  story.keepsOwn = true;
  takeOwn(story);
}

/** What the board had in its flash is put back, or nothing. */
function takeOwn(story: Story): void {
  delete story.damaged;
  delete story.configuration;
  delete story.configurationFrom;
  if (!story.own) return;
  story.configuration = story.own;
  story.configurationFrom = 'board';
}

/**
 * By every sector it knows; where bytes that nobody named have changed, by the whole image. Of one that knows no firmware the
 * running board has told whose it is.
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
export async function closeRecord({ env, story, emit }: Update): Promise<void> {
  const stored: StoredRecord | undefined = story.stored ?? story.claimed;
  if (!stored) return;
  try {
    await removeRecord(env.vault, stored);
  } catch (cause) {
    const text = message('running.record-not-removed', { cause: textOf(cause) });
    emit({ type: 'note', code: 'update-journal', text });
  }
}

// The last stage of an update: the new firmware runs; its configuration is put back, or it is said why there is none.

import { boardVersion } from '../../board/odrive-v3.ts';
import { readBackup } from '../../configuration/file/read-backup.ts';
import { readBus } from '../../configuration/target.ts';
import { FlasherError, isFlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { readEvidence } from '../../odrive/identity.ts';
import type { DamagedConfiguration } from '../../records/kept-configuration.ts';
import { emitBoardInfo } from '../../running/board-info.ts';
import { readingOf } from '../../running/context/context.ts';
import { withRunningBoard } from '../../running/context/with-running-board.ts';
import { settledBus, writeConfiguration } from '../../running/settings/write-configuration.ts';
import { fromBoard, type RecordDecision } from '../configuration-decision.ts';
import type { Update } from '../context.ts';
import { checkBus } from '../settings/bus-check.ts';
import { configurationFrom, differ } from '../settings/configuration-from.ts';
import { saveNow } from '../settings/decide-configuration.ts';
import type { BoardToRestore, Next, Restoration } from './stage-inputs.ts';

export async function restore(update: Update, given: BoardToRestore): Promise<Next> {
  return { stage: 'end', given: { ...given, ...(await restoration(update, given)) } };
}

async function restoration(update: Update, given: BoardToRestore): Promise<Restoration> {
  const { request, ledger } = update;
  if (ledger.decision.from === 'record' && !ledger.decision.isSettled) await askBefore(update, ledger.decision);
  const { configuration } = ledger.decision;
  if (!configuration) return look(update, given);
  const { backup, location } = configuration;
  const { holdStartup = false, forceConfiguration = false } = request;
  const written = await writeConfiguration(update, {
    backup,
    file: location,
    holdStartup,
    forceConfiguration,
    // It is the board that was followed, whatever serial number its firmware reports.
    origin: 'same-chip',
    image: boardVersion(given.firmware.image.claims?.boardVersion ?? ''),
    stored: given.flash !== undefined,
  }).catch((thrown: unknown) => {
    if (!isLeftAsAnnounced(given, thrown)) throw thrown;
    return undefined;
  });
  if (!written) return { ...(await look(update, given)), left: location };
  const { evidence: after, configuration: restored, bus } = written;
  emitBoardInfo(update, update.board.device, after);
  return { after, restored, bus: checkBus(update, given, bus) };
}

/**
 * Nothing was written, because the units of the firmware that runs now are not those of the file, and the preflight warned of that
 * and was accepted.
 */
function isLeftAsAnnounced(given: BoardToRestore, thrown: unknown): boolean {
  const crosses = isFlasherError(thrown) && thrown.code === 'config-not-restored' && thrown.details.from !== undefined;
  if (!crosses || !given.before) return false;
  return given.findings.some(({ code, level }) => code === 'configuration' && level === 'warn');
}

/**
 * The board was found in DFU mode, so only now it shows what configuration it has: what a person saved after the record is
 * saved first, and not overwritten unasked.
 */
async function askBefore(update: Update, { configuration: saved }: RecordDecision): Promise<void> {
  if (!saved) return;
  await withRunningBoard(update, async ({ odrive }) => {
    const evidence = await readEvidence(odrive, { signal: update.request.signal });
    if (!evidence.configurationLoaded) return;
    const now = await readBackup(odrive, evidence, readingOf(update));
    const rivals = { tree: odrive.tree, now, saved };
    if (!differ(rivals)) return;
    const kept = await saveNow(update, evidence, now);
    if ((await configurationFrom(update, rivals)).from === 'board') update.ledger.decision = fromBoard(kept);
  });
}

/** Nothing to put back. Whether the new firmware reads what stayed in the flash shows only now. */
async function look(update: Update, given: BoardToRestore): Promise<Restoration> {
  const { ledger, emit } = update;
  const { damaged } = ledger.decision;
  let volts: readonly number[] = [];
  const after = await withRunningBoard(update, async ({ odrive }) => {
    await settledBus(update);
    volts = await readBus(odrive, { signal: update.request.signal });
    return readEvidence(odrive, { signal: update.request.signal });
  });
  emitBoardInfo(update, update.board.device, after);
  const bus = checkBus(update, given, volts);
  // A running board that had loaded its configuration has it in a file, and would have it put back.
  const stayed = ledger.hasSavedSectors ? ledger.saved.at(-1) : undefined;
  if (update.request.freshConfiguration || (stayed === undefined && !damaged)) return { after, bus };
  if (after.configurationLoaded) {
    emit({ type: 'note', code: 'configuration-kept', text: message('update.configuration-loaded') });
  } else if (damaged || !given.before || stayed === undefined) throw unreadable(damaged, damaged?.location ?? stayed);
  else {
    const text = message('update.configuration-not-loaded', { file: stayed });
    emit({ type: 'note', code: 'configuration-kept', text });
  }
  return { after, bus };
}

function unreadable(damaged: DamagedConfiguration | undefined, location: string | undefined): FlasherError {
  const text = damaged
    ? message('records.saved-configuration-unusable', { damage: damaged.damage })
    : message('update.configuration-unreadable');
  return new FlasherError('config-not-restored', text, {
    details: { file: location ?? null },
    next: message(damaged ? 'next.set-up-from-scratch' : 'next.flash-old-firmware-for-configuration'),
  });
}

// The last stage of an update: the new firmware runs; its configuration is put back, or it is said why there is none.

import { boardVersion } from '../board/odrive-v3.ts';
import { readBackup } from '../configuration/file/read-backup.ts';
import { readBus } from '../configuration/target.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { readEvidence } from '../odrive/identity.ts';
import type { KeptConfiguration } from '../records/kept-configuration.ts';
import { emitBoardInfo } from '../running/board-info.ts';
import { readingOf } from '../running/context.ts';
import { withRunningBoard } from '../running/with-running-board.ts';
import { settledBus, writeConfiguration } from '../running/write-configuration.ts';
import { checkBus } from './bus-check.ts';
import { configurationFrom, differ } from './configuration-from.ts';
import { saveNow } from './decide-configuration.ts';
import type { Next } from './stages.ts';
import type { Update } from './state.ts';

export async function restore(update: Update): Promise<Next> {
  const { story, request } = update;
  if (!story.configuration) {
    await look(update);
    return 'end';
  }
  if (story.configurationFrom === 'record' && !story.settled) await askBefore(update, story.configuration);
  const { backup, location } = story.configuration;
  const { holdStartup = false, forceConfiguration = false } = request;
  const written = await writeConfiguration(update, {
    backup,
    file: location,
    holdStartup,
    forceConfiguration,
    // It is the board that was followed, whatever serial number its firmware reports.
    origin: 'same-chip',
    image: boardVersion(story.firmware?.image.claims?.boardVersion ?? ''),
    stored: story.flash !== undefined,
  }).catch((thrown: unknown) => {
    if (!isLeftAsAnnounced(update, thrown)) throw thrown;
    return undefined;
  });
  if (!written) {
    story.left = location;
    await look(update);
    return 'end';
  }
  const { evidence, configuration, bus } = written;
  story.after = evidence;
  story.restored = configuration;
  emitBoardInfo(update, update.board.device, evidence);
  checkBus(update, bus);
  return 'end';
}

/**
 * Nothing was written, because the units of the firmware that runs now are not those of the file, and the preflight warned of that
 * and was accepted.
 */
function isLeftAsAnnounced({ story }: Update, thrown: unknown): boolean {
  const crosses = isFlasherError(thrown) && thrown.code === 'config-not-restored' && thrown.details.from !== undefined;
  return crosses && story.findings.some(({ code, level }) => code === 'configuration' && level === 'warn');
}

/**
 * The board was found in DFU mode, so only now it shows what configuration it has: what somebody saved after the record is
 * saved first, and not overwritten unasked.
 */
async function askBefore(update: Update, saved: KeptConfiguration): Promise<void> {
  const { story } = update;
  await withRunningBoard(update, async ({ odrive }) => {
    const evidence = await readEvidence(odrive, { signal: update.request.signal });
    if (!evidence.configurationLoaded) return;
    const now = await readBackup(odrive, evidence, readingOf(update));
    const rivals = { tree: odrive.tree, now, saved };
    if (!differ(rivals)) return;
    const kept = await saveNow(update, evidence, now);
    if ((await configurationFrom(update, rivals)) === 'board') story.configuration = kept;
  });
}

/** Nothing to put back. Whether the new firmware reads what stayed in the flash shows only now. */
async function look(update: Update): Promise<void> {
  const { story, emit } = update;
  let bus: readonly number[] = [];
  const evidence = await withRunningBoard(update, async ({ odrive }) => {
    await settledBus(update);
    bus = await readBus(odrive, { signal: update.request.signal });
    return readEvidence(odrive, { signal: update.request.signal });
  });
  story.after = evidence;
  emitBoardInfo(update, update.board.device, evidence);
  checkBus(update, bus);
  // A running board that had loaded its configuration has it in a file, and would have it put back.
  const stayed = story.keptSectors ? story.saved.at(-1) : undefined;
  if (update.request.freshConfiguration || (stayed === undefined && !story.damaged)) return;
  if (evidence.configurationLoaded) {
    emit({ type: 'note', code: 'configuration-kept', text: message('update.configuration-loaded') });
  } else if (story.damaged || !story.before || stayed === undefined)
    throw unreadable(update, story.damaged?.location ?? stayed);
  else {
    const text = message('update.configuration-not-loaded', { file: stayed });
    emit({ type: 'note', code: 'configuration-kept', text });
  }
}

function unreadable({ story }: Update, location: string | undefined): FlasherError {
  const { damaged } = story;
  const text = damaged
    ? message('records.saved-configuration-unusable', { damage: damaged.damage })
    : message('update.configuration-unreadable');
  return new FlasherError('config-not-restored', text, {
    details: { file: location ?? null },
    next: message(damaged ? 'next.set-up-from-scratch' : 'next.flash-old-firmware-for-configuration'),
  });
}

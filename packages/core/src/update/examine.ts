// A board that is found in DFU mode: half-flashed, or freshly switched there by hand. Its old firmware cannot be asked for
// the configuration unless it is started; if it is not, the configuration sectors are kept and saved as they are.

import { warning } from '../ask/findings.ts';
import { choose, settle, settleDangers } from '../ask/settle.ts';
import { configurationRange } from '../board/odrive-v3.ts';
import type { Range } from '../bytes.ts';
import { startupFlagsIn } from '../configuration/rules/startup.ts';
import type { Sighting } from '../discovery/find-board.ts';
import { awaitBoard, awaitRunning, humanMs } from '../discovery/follow.ts';
import { FlasherError } from '../errors.ts';
import { wantedByImage } from '../flash/desired.ts';
import { type OpenBoard, operate } from '../flash/open.ts';
import { evidenceOf, knownOf, readFirmware } from '../flash/preflight/evidence.ts';
import { checkChip } from '../flash/preflight/preflight-board.ts';
import { checkChange } from '../flash/preflight/preflight-change.ts';
import { checkImage } from '../flash/preflight/preflight-image.ts';
import { holdsConfiguration } from '../flash/preflight/startup-unknown.ts';
import { type BoardQuestion, isHazardous } from '../flash/preflight/which-board.ts';
import { readMs, readRange } from '../flash/reading.ts';
import { spokenSectors } from '../flash/records/resume.ts';
import { vectorBytes } from '../flash/run/vectors.ts';
import { imageClaims } from '../image/evidence/claims.ts';
import { fileEvidence } from '../image/evidence/file-evidence.ts';
import { sha256Hex } from '../image/sha256.ts';
import { vectorTable } from '../image/vector.ts';
import { message } from '../messages/message.ts';
import {
  type ChipContent,
  configurationSince,
  isOtherBoard,
  isWritten,
  knowsFirmware,
  standingOf,
} from '../records/standing.ts';
import type { StoredUpdate } from '../records/stored-update.ts';
import { isUndoOf, undoChip } from '../records/undo-copy.ts';
import { boardInDfu } from '../running/in-dfu.ts';
import { leaveDfu } from '../running/start-in-dfu.ts';
import { type ProvedBoard, provedBoard } from '../target/board-evidence.ts';
import { type ChosenFirmware, chooseFirmware } from './chosen-firmware.ts';
import { chooseConfiguration } from './configuration-from.ts';
import { leaveAlone, recallUpdates, resumeFrom } from './records.ts';
import { saveSectors } from './save-sectors.ts';
import type { Next } from './stages.ts';
import { boardRequest, type Update } from './state.ts';

export async function examine(update: Update): Promise<Next> {
  const asked = boardRequest(update);
  const board = await boardInDfu(update, asked);
  return operate(board, asked, (open) => look(update, open));
}

async function look(update: Update, board: OpenBoard): Promise<Next> {
  const { request, story } = update;
  const question = await evidenceOf(board, boardRequest(update));
  const findings = checkChip(question, []);
  if (findings.some(({ level }) => level === 'stop')) board.session.emit({ type: 'findings', findings });
  await settleDangers(update.asking, findings, update.board.device);
  const proved = provedBoard(question);
  story.firmware ??= await chooseFirmware(update, proved?.version);
  await refuseEarly(update, board, { question, firmware: story.firmware });
  const recalled = await recallUpdates(update);
  const vectors = await readRange(board.session, vectorBytes, { phase: 'inspect' });
  const startable = vectorTable(vectors).plausible;
  const past = await pastUpdate(update, board, { updates: recalled.updates, startable });
  const isOwn = past !== undefined && (await isContinued(update, past));
  if (past?.taken && isOwn) {
    if (past.kept === 'sectors' && !request.dryRun) await keepSectors(update, board);
    story.claimed = past.stored;
    await resumeFrom(update, past.stored);
    await settleStartup(update, board, { told: past.kept === 'nothing' });
    return 'write';
  }
  if (request.dryRun) {
    await settleStartup(update, board);
    return 'write';
  }
  // Once it runs, an old board does not come back to DFU mode.
  const returns = !isHazardous(question) && (await update.approach.canRouse(update));
  if (startable && returns && !story.roused && (await fitsBoard(board, proved)) && (await wantsStart(update)))
    return 'rouse';
  await settleStartup(update, board);
  await keepSectors(update, board);
  // What an earlier update saved is better than nothing, though the board has been changed since.
  if (!past || !isOwn) return 'write';
  story.claimed = past.stored;
  await resumeFrom(update, past.stored);
  return 'write';
}

/** What would end the flash ends it here: before anything is started that may move a motor. */
async function refuseEarly(
  { env, board: { device }, asking }: Update,
  { session, identity }: OpenBoard,
  { question, firmware: { image } }: { readonly question: BoardQuestion; readonly firmware: ChosenFirmware },
): Promise<void> {
  const wanted = wantedByImage(image, identity.sectors);
  const ownUndo = await isUndoOf(env.vault, image, { ...undoChip(identity), serial: device.serial });
  const about = checkChange(question, { wanted, image, ownUndo, savesConfiguration: true });
  const findings = [...checkImage(image), ...about];
  if (findings.some(({ level }) => level === 'stop')) session.emit({ type: 'findings', findings });
  await settleDangers(asking, findings, device);
}

/**
 * What the motors do when the firmware starts at the end, where no firmware has told it in this run. `told`: the board has the
 * configuration that the interrupted update saved, read back.
 */
async function settleStartup(update: Update, board: OpenBoard, { told = false } = {}): Promise<void> {
  const { story, request, emit, asking } = update;
  // A running board has listed its flags; what is erased has none; those an interrupted run has held are saved as off.
  if (
    story.before ||
    request.freshConfiguration ||
    (told && request.holdStartup) ||
    isHazardous(knownOf(board, boardRequest(update)))
  )
    return;
  const flags = told && story.configuration ? startupFlagsIn(story.configuration.backup.values) : undefined;
  if (flags?.length === 0 || (!flags && !(await holdsConfiguration(board.session)))) return;
  const text = flags ? message('update.startup-moves', { flags }) : message('update.startup-unknown');
  const findings = [warning('startup', text, { flags: flags ?? null })];
  emit({ type: 'findings', findings });
  await settle(asking, findings, update.board.device);
}

interface PastUpdate {
  readonly stored: StoredUpdate;
  /** It is continued as it is; otherwise the firmware on the board is asked first. */
  readonly taken: boolean;
  /** What may be newer than the record is saved first. */
  readonly kept: 'nothing' | 'sectors';
  /** It does not know what the board has stored, and the board would start: a person may have used it since. */
  readonly doubtful: boolean;
}

/**
 * The interrupted update of this chip: every sector is as it left it. A record that knows no sector is believed of a board in
 * its port, for the same firmware or where none starts.
 */
async function pastUpdate(
  update: Update,
  board: OpenBoard,
  { updates, startable }: { readonly updates: readonly StoredUpdate[]; readonly startable: boolean },
): Promise<PastUpdate | undefined> {
  const { story } = update;
  const { path } = update.board.device;
  const hashOf = await sectorHashes(board, spokenSectors(updates.map(({ record }) => record)));
  let believed: PastUpdate | undefined;
  for (const stored of updates) {
    const { record } = stored;
    const samePath = record.path === path;
    const sameImage = record.update.image === story.firmware?.hash;
    const chip = { hashOf, startable, samePath, written: isWritten(record) };
    const isOther = isOtherBoard(record, board.identity);
    if (record.flash && !isOther && standingOf(record.flash, chip) !== 'foreign') {
      const since = configurationSince(record.flash, chip);
      if (since === 'unchanged') story.settled = true;
      const taken = since === 'unchanged' || !startable || (since === 'untold' && sameImage && samePath);
      const doubtful = taken && startable && since !== 'unchanged';
      return { stored, taken, kept: since === 'unchanged' ? 'nothing' : 'sectors', doubtful };
    }
    if (isOther || (record.flash && knowsFirmware(record.flash)) || !samePath) leaveAlone(update, stored);
    else believed ??= { stored, taken: sameImage || !startable, kept: 'sectors', doubtful: sameImage && startable };
  }
  return believed;
}

/** Whether the record's configuration is the one to put back. Throws `not-confirmed` where that is asked and nobody decides. */
async function isContinued(
  { asking, env, request, story }: Update,
  { stored, doubtful }: PastUpdate,
): Promise<boolean> {
  const { begun, update } = stored.record;
  if (!doubtful || !update.configuration) return true;
  if (request.configurationFrom) return request.configurationFrom === 'record';
  const text = message('update.record-doubtful', { begun, file: env.vault.locate(update.configuration.name) });
  story.keepsOwn = (await chooseConfiguration(asking, { text, yes: 'record' })) === 'board';
  return !story.keepsOwn;
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

function announce({ session }: OpenBoard, bytes: number): void {
  if (bytes === 0) return;
  const ms = readMs(session, bytes);
  session.meter.announce('inspect', ms);
  session.emit({ type: 'inspecting', bytes, ms });
}

function readAnnounced(board: OpenBoard, range: Range): Promise<Uint8Array> {
  announce(board, range.length);
  return readRange(board.session, range, { phase: 'inspect' });
}

/** Firmware that is ODrive's, for this board: other firmware would hand over nothing, or hang. */
async function fitsBoard(board: OpenBoard, proved: ProvedBoard | undefined): Promise<boolean> {
  const claims = imageClaims([await readFirmware(board)]);
  const { name = '' } = proved?.version ?? {};
  return claims.boardVersion !== undefined && fileEvidence({ claims }).boards.some((board) => board.name === name);
}

async function wantsStart({ asking, story, emit }: Update): Promise<boolean> {
  story.roused = true;
  const chosen = await choose(asking, {
    type: 'choice',
    code: 'start-old-firmware',
    text: message('update.start-old-firmware'),
    options: [
      { code: 'start', text: message('update.start-old-firmware.start') },
      { code: 'skip', text: message('update.start-old-firmware.skip') },
    ],
    default: 'skip',
    yes: 'start',
    unanswered: 'skip',
  });
  if (chosen === 'start') return true;
  emit({ type: 'note', code: 'not-roused', text: message('update.old-firmware-skipped') });
  return false;
}

async function keepSectors(update: Update, board: OpenBoard): Promise<void> {
  await saveSectors(update, await readAnnounced(board, configurationRange));
}

/** Where the started board is now; firmware that hangs before USB leaves it nowhere, whatever was seen of it before. */
async function awaitStarted(update: Update): Promise<Sighting | undefined> {
  const { board } = update;
  const back = await awaitRunning(update, board, humanMs(update));
  return back && awaitBoard(update, board, { kinds: ['runtime', 'rom'], timeoutMs: 0 });
}

/** Starts the old firmware, so that it hands its configuration over. Goes on without it if the DIP switch prevents that or it hangs. */
export async function rouse(update: Update): Promise<Next> {
  const { board, emit } = update;
  const started = await leaveDfu(update, boardRequest(update));
  const back = (await awaitStarted(update)) ?? (await update.approach.awaitReturn(update, ['rom', 'runtime']));
  if (back?.kind === 'runtime') return 'survey';
  if (!back) {
    const { serial, path } = board.device;
    const text = message('discovery.did-not-return', { device: { serial, path }, running: false });
    const next = message('next.back-in-dfu-and-repeat');
    throw new FlasherError('device-did-not-return', text, { details: { started }, next });
  }
  emit({ type: 'note', code: 'not-left-back', text: message('update.old-firmware-hangs') });
  return 'examine';
}

// A board that is found in DFU mode: half-flashed, or freshly switched there by hand. Its old firmware cannot be asked for
// the configuration unless it is started; if it is not, the configuration sectors are kept and saved as they are.

import { warning } from '../../ask/findings.ts';
import { choose, settle, settleDangers } from '../../ask/settle.ts';
import { configurationRange } from '../../board/odrive-v3.ts';
import { startupFlagsIn } from '../../configuration/rules/startup.ts';
import type { Sighting } from '../../discovery/find-board.ts';
import { awaitBoard, awaitRunning, humanMs } from '../../discovery/follow.ts';
import { FlasherError } from '../../errors.ts';
import { type OpenBoard, operate } from '../../flash/open/open.ts';
import { wantedByImage } from '../../flash/plan/desired.ts';
import { evidenceOf, knownOf, readFirmware } from '../../flash/preflight/evidence.ts';
import { checkChip } from '../../flash/preflight/preflight-board.ts';
import { checkChange } from '../../flash/preflight/preflight-change.ts';
import { checkImage } from '../../flash/preflight/preflight-image.ts';
import { holdsConfiguration } from '../../flash/preflight/startup-unknown.ts';
import { type BoardQuestion, isHazardous } from '../../flash/preflight/which-board.ts';
import { readRange } from '../../flash/reading.ts';
import { vectorBytes } from '../../flash/run/vectors.ts';
import { imageClaims } from '../../image/evidence/claims.ts';
import { fileEvidence } from '../../image/evidence/file-evidence.ts';
import { vectorTable } from '../../image/vector.ts';
import { message } from '../../messages/message.ts';
import { isUndoOf, undoChip } from '../../records/undo-copy.ts';
import { boardInDfu } from '../../running/context/in-dfu.ts';
import { leaveDfu } from '../../running/restart/start-in-dfu.ts';
import { type ProvedBoard, provedBoard } from '../../target/board-evidence.ts';
import { boardRequest, type Update } from '../context.ts';
import { type ChosenFirmware, chooseFirmware } from '../firmware/chosen-firmware.ts';
import { isContinued, pastUpdate } from '../records/past-update-in-dfu.ts';
import { readAnnounced } from '../records/read-announced.ts';
import { recallUpdates, resumeFrom } from '../records/records.ts';
import { saveSectors } from '../records/save-sectors.ts';
import type { BoardToInspectInDfu, Next, UnaskedBoard } from './stage-inputs.ts';

export async function inspectDfu(update: Update, given: BoardToInspectInDfu): Promise<Next> {
  const asked = boardRequest(update);
  const board = await boardInDfu(update, asked);
  return operate(board, asked, (open) => look(update, open, given));
}

async function look(update: Update, board: OpenBoard, { oldBooted, ...given }: BoardToInspectInDfu): Promise<Next> {
  const { request, ledger } = update;
  const question = await evidenceOf(board, boardRequest(update));
  const findings = checkChip(question, []);
  if (findings.some(({ level }) => level === 'stop')) board.session.emit({ type: 'findings', findings });
  await settleDangers(update.asking, findings, update.board.device);
  const proved = provedBoard(question);
  const firmware = given.firmware ?? (await chooseFirmware(update, proved?.version));
  const toWrite: Next<'write'> = { stage: 'write', given: { firmware } };
  await refuseEarly(update, board, { question, firmware });
  const recalled = await recallUpdates(update);
  const vectors = await readRange(board.session, vectorBytes, { phase: 'inspect' });
  const startable = vectorTable(vectors).plausible;
  const past = await pastUpdate(update, board, { updates: recalled.updates, firmware, startable });
  if (past?.taken && (await isContinued(update, past))) {
    if (past.kept === 'sectors' && !request.dryRun) await keepSectors(update, board);
    ledger.records.claimed = past.stored;
    await resumeFrom(update, past.stored, { isSettled: past.kept === 'nothing' });
    await settleStartup(update, board, { told: past.kept === 'nothing' });
    return toWrite;
  }
  if (request.dryRun) {
    await settleStartup(update, board);
    return toWrite;
  }
  // Once it runs, an old board does not return to DFU mode.
  const returns = !isHazardous(question) && (await update.approach.canBootOldFirmware(update));
  if (startable && returns && !oldBooted && (await fitsBoard(board, proved)) && (await wantsStart(update)))
    return { stage: 'boot-old-firmware', given: { firmware } };
  await settleStartup(update, board);
  await keepSectors(update, board);
  // What an earlier update saved is better than nothing; where the board has been used since, a person says so.
  if (!past || past.taken || !(await isContinued(update, past))) return toWrite;
  ledger.records.claimed = past.stored;
  await resumeFrom(update, past.stored, { isSettled: false });
  return toWrite;
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
 * What the motors do when the firmware starts at the end, where no firmware has reported it in this run. `told`: the board has the
 * configuration that the interrupted update saved, read back.
 */
async function settleStartup(update: Update, board: OpenBoard, { told = false } = {}): Promise<void> {
  const { ledger, request, emit, asking } = update;
  const { configuration } = ledger.decision;
  // What is erased has no flags; those an interrupted run has held are saved as off.
  const isSettled = request.freshConfiguration || (told && request.holdStartup);
  if (isSettled || isHazardous(knownOf(board, boardRequest(update)))) return;
  const flags = told && configuration ? startupFlagsIn(configuration.backup.values) : undefined;
  if (flags?.length === 0 || (!flags && !(await holdsConfiguration(board.session)))) return;
  const text = flags ? message('update.startup-moves', { flags }) : message('update.startup-unknown');
  const findings = [warning('startup', text, { flags: flags ?? null })];
  emit({ type: 'findings', findings });
  await settle(asking, findings, update.board.device);
}

/** Firmware that is ODrive's, for this board: other firmware would report nothing, or hang. */
async function fitsBoard(board: OpenBoard, proved: ProvedBoard | undefined): Promise<boolean> {
  const claims = imageClaims([await readFirmware(board)]);
  const { name = '' } = proved?.version ?? {};
  return claims.boardVersion !== undefined && fileEvidence({ claims }).boards.some((board) => board.name === name);
}

async function wantsStart({ asking, emit }: Update): Promise<boolean> {
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
  emit({ type: 'note', code: 'old-not-started', text: message('update.old-firmware-skipped') });
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

/** Starts the old firmware, so that it hands its configuration over. Continues without it if the DIP switch prevents that or it hangs. */
export async function bootOldFirmware(update: Update, { firmware }: UnaskedBoard): Promise<Next> {
  const { board, emit } = update;
  await update.running();
  const started = await leaveDfu(update, boardRequest(update));
  const back = (await awaitStarted(update)) ?? (await update.approach.awaitReturn(update, ['rom', 'runtime']));
  if (back?.kind === 'runtime') return { stage: 'inspect-running', given: { firmware, startupWrites: 0 } };
  if (!back) {
    const { serial, path } = board.device;
    const text = message('discovery.did-not-return', { device: { serial, path }, running: false });
    const next = message('next.back-in-dfu-and-repeat');
    throw new FlasherError('device-did-not-return', text, { details: { started }, next });
  }
  emit({ type: 'note', code: 'not-left-back', text: message('update.old-firmware-hangs') });
  return { stage: 'inspect-dfu', given: { firmware, oldBooted: true } };
}

// A running board before anything is changed: who it is, what goes onto it, whether it may, and its configuration on the
// disk. Ends with nothing changed but files.

import { type Finding, warning } from '../../ask/findings.ts';
import { settle, settleDangers } from '../../ask/settle.ts';
import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { FlasherError } from '../../errors.ts';
import { checkWholeImage } from '../../flash/preflight/preflight-image.ts';
import { checkRecords } from '../../flash/preflight/preflight-records.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { isUndoOf } from '../../records/undo-copy.ts';
import { retryPolicy } from '../../retry.ts';
import { emitBoardInfo } from '../../running/board-info.ts';
import { withRunningBoard } from '../../running/context/with-running-board.ts';
import {
  checkAxes,
  checkRunningBoard,
  checkStartup,
  checkVersion,
  type RunningQuestion,
  versionOf,
} from '../../running/restart/preflight.ts';
import { settledEvidence } from '../../running/restart/restart.ts';
import { readUsersConfiguration } from '../../running/settings/read-users-configuration.ts';
import type { Update } from '../context.ts';
import { type ChosenFirmware, chooseFirmware } from '../firmware/chosen-firmware.ts';
import { wantsComparison } from '../firmware/release-asked.ts';
import { type PastUpdates, pastUpdates } from '../records/past-updates.ts';
import { recallUpdates, recordEntering } from '../records/records.ts';
import { decideConfiguration, plannedConfiguration, supersededBy } from '../settings/decide-configuration.ts';
import { settingsFindings } from '../settings/inspect-settings.ts';
import { readHealth } from './health.ts';
import { checkFirmware } from './preflight-running.ts';
import type { AskedBoard, Next, RunningBoardToInspect } from './stage-inputs.ts';

export function inspectRunning(update: Update, known: RunningBoardToInspect): Promise<Next> {
  const { request, env, ledger } = update;
  const { startupWrites } = known;
  // A visit may be made twice: what was said, chosen and answered in the first one holds in the second.
  let { firmware, before, busBefore, healthBefore, compares } = known;
  return withRunningBoard(update, async ({ odrive, device }): Promise<Next> => {
    const evidence = await settledEvidence(update, odrive);
    before ??= evidence;
    // A board that restarted before it had saved has its flags on again.
    ledger.heldFlags = ledger.heldFlags.filter((path) => !evidence.axes.some(({ startup }) => startup.includes(path)));
    emitBoardInfo(update, device, evidence);
    const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
    await refuseDangers(update, question);
    firmware ??= await chooseFirmware(update, versionOf(question));
    const recalled = await recallUpdates(update);
    const about = checkRecords(env.vault, recalled);
    const past = await pastUpdates(update, { odrive, evidence, updates: recalled.updates });
    if (!past.owing) compares ??= await wantsComparison(update, firmware, evidence);
    if (compares === false)
      return { stage: 'end', given: { firmware, before, findings: [], startupWrites, leftAlone: true } };
    const { backup, findings, bus } = await preflight(update, odrive, { question, firmware, about, past });
    busBefore = bus ?? busBefore;
    if (request.health) healthBefore ??= await readHealth(odrive, evidence, { signal: request.signal });
    const asked: AskedBoard = { firmware, before, busBefore, healthBefore, compares, findings, startupWrites };
    const inspected = backup && { odrive, evidence, past, backup };
    if (inspected) await decideConfiguration(update, inspected);
    // At a probe the chip can be looked at while its firmware runs.
    if (request.dryRun) return { stage: update.approach.entersDfuMode ? 'end' : 'write', given: asked };
    if (!ledger.records.claimed) await recordEntering(update, asked, inspected && supersededBy(update, inspected));
    if (mustDisableStartup(update, evidence, startupWrites)) return { stage: 'disable-startup', given: asked };
    return { stage: update.approach.entersDfuMode ? 'enter-dfu' : 'write', given: asked };
  });
}

/** No firmware is fetched for a board that must not be flashed. */
async function refuseDangers(update: Update, question: RunningQuestion): Promise<void> {
  const { emit, asking, board } = update;
  const findings = checkBoard(update, question);
  if (findings.some(({ level }) => level === 'stop')) emit({ type: 'findings', findings });
  await settleDangers(asking, findings, board.device);
}

/** What prevents reaching the chip of a board whose firmware says this. */
function checkBoard({ approach }: Update, question: RunningQuestion): Finding[] {
  return approach.entersDfuMode ? checkRunningBoard(question) : [checkVersion(question)];
}

interface Preflight {
  /** Absent if it was read and asked about before. */
  readonly backup: ConfigurationBackup | undefined;
  readonly findings: readonly Finding[];
  /** Volts, where they were looked at. */
  readonly bus: readonly number[] | undefined;
}

/** The configuration as it is now, unless it was read and asked about before. */
async function preflight(
  update: Update,
  odrive: OdriveDevice,
  {
    question,
    firmware,
    about,
    past,
  }: {
    readonly question: RunningQuestion;
    readonly firmware: ChosenFirmware;
    readonly about: readonly Finding[];
    readonly past: PastUpdates;
  },
): Promise<Preflight> {
  const { ledger, request, emit } = update;
  const { evidence } = question;
  const { serial, hardware } = evidence;
  const otp = hardware.evidence === 'proof' ? hardware.version?.name : undefined;
  const ownUndo = await isUndoOf(update.env.vault, firmware.image, { serial, otp });
  const found = [
    ...checkWholeImage(firmware.image),
    ...checkBoard(update, question),
    ...checkFirmware(question, firmware, { force: request.forceConfiguration === true, ownUndo }),
    checkAxes(question),
    ...checkStartup(question, request.holdStartup === true),
    ...about,
  ];
  const isStopped = found.some(({ level }) => level === 'stop');
  const isKnown = isStopped || ledger.hasSavedBoard;
  const backup = isKnown ? undefined : await readUsersConfiguration(update, odrive, evidence);
  const planned = backup && plannedConfiguration(update, evidence, { backup, past });
  const settings = request.freshConfiguration
    ? { findings: [warning('configuration-data', message('update.configuration-erased'))] }
    : backup && (await settingsFindings(update, odrive, { evidence, firmware, backup: planned }));
  const findings = [...found, ...(settings?.findings ?? [])];
  emit({ type: 'findings', findings });
  await settle(update.asking, findings, update.board.device);
  return { backup, findings, bus: settings && 'bus' in settings ? settings.bus : undefined };
}

const maxAttempts = retryPolicy('disable-startup').attempts;

/**
 * What counts at the restart is what is saved, and that cannot be read: flags that are off may be so in RAM alone. So they
 * are saved as off once in any case, and again if the restart sets them.
 */
function mustDisableStartup({ request }: Update, evidence: RuntimeEvidence, startupWrites: number): boolean {
  if (!request.holdStartup || !evidence.configurationLoaded) return false;
  const isSet = evidence.axes.some(({ startup }) => startup.length > 0);
  if (startupWrites === 0 || (isSet && startupWrites < maxAttempts)) return true;
  if (!isSet) return false;
  throw new FlasherError('unexpected-reply', message('update.startup-not-held'));
}

// A running board before anything is changed: who it is, what goes onto it, whether it may, and its configuration on the
// disk. Ends with nothing changed but files.

import { type Finding, warning } from '../ask/findings.ts';
import { settle, settleDangers } from '../ask/settle.ts';
import type { ConfigurationBackup } from '../configuration/file/backup-file.ts';
import { readBackup } from '../configuration/file/read-backup.ts';
import { FlasherError } from '../errors.ts';
import { checkWholeImage } from '../flash/preflight/preflight-image.ts';
import { checkRecords } from '../flash/preflight/preflight-records.ts';
import { message } from '../messages/message.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { isUndoOf } from '../records/undo-copy.ts';
import { emitBoardInfo } from '../running/board-info.ts';
import { readingOf } from '../running/context.ts';
import { checkAxes, checkStartup, type RunningQuestion, versionOf } from '../running/preflight.ts';
import { settledEvidence } from '../running/restart.ts';
import { withRunningBoard } from '../running/with-running-board.ts';
import { type ChosenFirmware, chooseFirmware } from './chosen-firmware.ts';
import { decideConfiguration, plannedConfiguration, supersededBy } from './decide-configuration.ts';
import { type PastUpdates, pastUpdates } from './past-updates.ts';
import { checkFirmware } from './preflight-running.ts';
import { recallUpdates, recordEntering } from './records.ts';
import { isLeftAlone } from './release-asked.ts';
import type { Next } from './stages.ts';
import type { Update } from './state.ts';
import { settingsFindings } from './survey-settings.ts';

export function survey(update: Update): Promise<Next> {
  const { story, request, env } = update;
  return withRunningBoard(update, async ({ odrive, device }) => {
    const evidence = await settledEvidence(update, odrive);
    story.before ??= evidence;
    // A board that restarted before it had saved has its flags on again.
    story.held = story.held.filter((path) => !evidence.axes.some(({ startup }) => startup.includes(path)));
    emitBoardInfo(update, device, evidence);
    const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
    const firmware = await firmwareFor(update, question);
    const recalled = await recallUpdates(update);
    const about = checkRecords(env.vault, recalled);
    const past = await pastUpdates(update, { odrive, evidence, updates: recalled.updates });
    if (!past.owing && (await isLeftAlone(update, evidence))) return 'end';
    const backup = await preflight(update, odrive, { question, firmware, about, past });
    const surveyed = backup && { odrive, evidence, past, backup };
    if (surveyed) await decideConfiguration(update, surveyed);
    // At a probe the chip can be looked at while its firmware runs.
    if (request.dryRun) return update.approach.entersDfuMode ? 'end' : 'write';
    if (!story.claimed) await recordEntering(update, surveyed && supersededBy(update, surveyed));
    if (holds(update, evidence)) return 'hold';
    return update.approach.entersDfuMode ? 'enter' : 'write';
  });
}

/** A board that must not be flashed needs no firmware. */
async function firmwareFor(update: Update, question: RunningQuestion): Promise<ChosenFirmware> {
  const { story, emit, approach } = update;
  const findings = approach.check(question);
  if (findings.some(({ level }) => level === 'stop')) emit({ type: 'findings', findings });
  await settleDangers(update.asking, findings, update.board.device);
  story.firmware ??= await chooseFirmware(update, versionOf(question));
  return story.firmware;
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
): Promise<ConfigurationBackup | undefined> {
  const { story, request, emit } = update;
  const { evidence } = question;
  const { serial, hardware } = evidence;
  const otp = hardware.evidence === 'proof' ? hardware.version?.name : undefined;
  const ownUndo = await isUndoOf(update.env.vault, firmware.image, { serial, otp });
  const found = [
    ...checkWholeImage(firmware.image),
    ...update.approach.check(question),
    ...checkFirmware(question, firmware, { force: request.forceConfiguration === true, ownUndo }),
    checkAxes(question),
    ...checkStartup(question, request.holdStartup === true),
    ...about,
  ];
  const isStopped = found.some(({ level }) => level === 'stop');
  const isKnown = isStopped || story.kept;
  const backup = isKnown ? undefined : await readBackup(odrive, evidence, readingOf(update));
  const planned = backup && plannedConfiguration(update, evidence, { backup, past });
  const settings = request.freshConfiguration
    ? [warning('configuration-data', message('update.configuration-erased'))]
    : backup
      ? await settingsFindings(update, odrive, { evidence, firmware, backup: planned })
      : [];
  const findings = [...found, ...settings];
  emit({ type: 'findings', findings });
  story.findings = findings;
  await settle(update.asking, findings, update.board.device);
  return backup;
}

/** A board that restarted before it had saved is told again, so often in all. */
const mostHolds = 3;

/**
 * What counts at the restart is what is saved, and that cannot be read: flags that are off may be so in RAM alone. So they
 * are saved as off once in any case, and again if they come back with the restart.
 */
function holds({ request, story }: Update, evidence: RuntimeEvidence): boolean {
  if (!request.holdStartup || !evidence.configurationLoaded) return false;
  const isSet = evidence.axes.some(({ startup }) => startup.length > 0);
  if (story.holds === 0 || (isSet && story.holds < mostHolds)) return true;
  if (!isSet) return false;
  throw new FlasherError('unexpected-reply', message('update.startup-not-held'));
}

// A running board before anything is changed: who it is, what goes onto it, whether it may, and its configuration on the
// disk. Ends with nothing changed but files.

import { settle, settleDangers } from '../ask/settle.ts';
import type { ConfigurationBackup } from '../configuration/backup-file.ts';
import { readBackup } from '../configuration/read-backup.ts';
import { FlasherError } from '../errors.ts';
import { checkWholeImage } from '../flash/preflight-image.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { keepConfiguration } from '../records/kept-configuration.ts';
import type { UpdateJournal } from '../records/update-journal.ts';
import { type ChosenFirmware, chooseFirmware } from './chosen-firmware.ts';
import {
  checkAxes,
  checkFirmware,
  checkRunningBoard,
  checkStartup,
  type RunningQuestion,
  versionOf,
} from './preflight-running.ts';
import { isLeftAlone } from './release-asked.ts';
import { settledEvidence } from './restart.ts';
import { visitRunning } from './runtime.ts';
import { sayWho } from './say-who.ts';
import type { Next } from './stages.ts';
import { interruptedUpdate, record, takeUp, type Update, unsaid } from './story.ts';
import { settingsFindings } from './survey-settings.ts';
import { readingOf } from './work.ts';

export function survey(update: Update): Promise<Next> {
  const { story, request } = update;
  return visitRunning(update, story, async ({ odrive, device }) => {
    story.device = device;
    const evidence = await settledEvidence(update, odrive);
    story.before ??= evidence;
    sayWho(update, device, evidence);
    const question = { evidence, named: request.board, disarm: request.disarm };
    const firmware = await firmwareFor(update, question);
    const past = await interruptedUpdate(update);
    if (past) mention(update, past);
    if (past && !request.dryRun && isWritten(past, firmware, device)) {
      await takeUp(update, past);
      return 'restore';
    }
    if (!past && (await isLeftAlone(update, evidence))) return 'end';
    const backup = await preflight(update, odrive, { question, firmware });
    if (request.dryRun) return 'end';
    if (backup) await save(update, backup, { evidence, past });
    await record(update, 'entering', firmware);
    return holds(update, evidence) ? 'hold' : 'enter';
  });
}

/** The firmware was written and read back by an earlier run, and the configuration not yet put back. */
function isWritten({ stage, image, path }: UpdateJournal, { hash }: ChosenFirmware, device: UsbDeviceInfo): boolean {
  return stage === 'restoring' && image === hash && path === device.path;
}

/** Elsewhere it may be another board with the same serial number, so its settings are not put back unasked. */
function mention({ env, story, emit }: Update, { path, begun, configuration }: UpdateJournal): void {
  if (path === story.device.path || !configuration) return;
  const text = `An update of ${begun} was not finished, of a board with this serial number at ${path}. Its configuration is in ${env.vault.locate(configuration.name)}.`;
  emit({ type: 'note', code: 'update-ignored', text });
}

/** A board that must not be flashed needs no firmware. */
async function firmwareFor(update: Update, question: RunningQuestion): Promise<ChosenFirmware> {
  const { story, emit } = update;
  const findings = checkRunningBoard(question);
  if (findings.some(({ level }) => level === 'stop')) emit({ type: 'findings', findings });
  await settleDangers(update.asking, findings, story.device);
  story.firmware ??= await chooseFirmware(update, versionOf(question));
  return story.firmware;
}

/** The configuration as it is now, unless it was read and asked about before. */
async function preflight(
  update: Update,
  odrive: OdriveDevice,
  { question, firmware }: { readonly question: RunningQuestion; readonly firmware: ChosenFirmware },
): Promise<ConfigurationBackup | undefined> {
  const { story, request, emit } = update;
  const { evidence } = question;
  const found = [
    ...checkWholeImage(firmware.image),
    ...checkRunningBoard(question),
    ...checkFirmware(question, firmware, { force: request.forceConfiguration === true }),
    checkAxes(question),
    ...checkStartup(question, request.holdStartup === true),
  ];
  const isStopped = found.some(({ level }) => level === 'stop');
  const isKnown = isStopped || story.saved.length > 0;
  const backup = isKnown ? undefined : await readBackup(odrive, evidence, readingOf(update));
  const settings = backup ? await settingsFindings(update, odrive, { evidence, firmware, backup }) : [];
  const findings = [...found, ...settings];
  emit({ type: 'findings', findings: unsaid(story, findings) });
  story.findings = findings;
  await settle(update.asking, findings, story.device);
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
  throw new FlasherError('unexpected-reply', 'The board does not save that its startup flags are off.');
}

/**
 * Puts the configuration on the disk, and decides what will be put back: what the board has now if it has loaded it from
 * its flash, else what an interrupted update saved before it. What a board without a configuration shows are its
 * firmware's defaults, which are nobody's settings.
 */
async function save(
  update: Update,
  backup: ConfigurationBackup,
  { evidence, past }: { readonly evidence: RuntimeEvidence; readonly past: UpdateJournal | undefined },
): Promise<void> {
  const { env, story, emit } = update;
  const kept = await keepConfiguration(env.vault, { serial: evidence.serial, date: env.clock.date(), backup });
  story.saved.push(kept.location);
  const text = `The configuration (${backup.values.size} values) is saved as ${kept.location}.`;
  emit({ type: 'note', code: 'configuration-saved', text });
  if (evidence.configurationLoaded) story.configuration = kept;
  else if (past?.configuration && past.path === story.device.path) await takeUp(update, past);
}

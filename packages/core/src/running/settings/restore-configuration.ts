// A configuration from a file onto a running board.

import { toFlasherError } from '../../abort.ts';
import { type Finding, ok, warning } from '../../ask/findings.ts';
import { settle, settleDangers } from '../../ask/settle.ts';
import { sameSerial } from '../../board/serial.ts';
import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { readBackup } from '../../configuration/file/read-backup.ts';
import { isChange } from '../../configuration/order.ts';
import type { RestoreTarget, SettingsPlan } from '../../configuration/plan-types.ts';
import { missedValues, notAsItWas, type RestoredConfiguration } from '../../configuration/report.ts';
import { startupFlagsIn } from '../../configuration/rules/startup.ts';
import { planFindings } from '../../configuration/said.ts';
import {
  areOtherBoards,
  type FileFrom,
  originOf,
  type RestoreSettings,
  type Source,
} from '../../configuration/source.ts';
import { message } from '../../messages/message.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { readingOf } from '../context/context.ts';
import { requireRunning, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { checkAxes, checkNamed } from '../restart/preflight.ts';
import { settledEvidence } from '../restart/restart.ts';
import { closeOwed } from './close-owed.ts';
import { saveConfiguration } from './save-configuration.ts';
import { comparePutBack, type PutBack, plannedPutBack, writeConfiguration } from './write-configuration.ts';

/** Which backup is restored, and what of it. */
export interface RestoreConfigurationRequest extends RunningBoardRequest, RestoreSettings {
  readonly backup: ConfigurationBackup;
  /** Where a person finds it. */
  readonly file: string;
  /** Serial number of the board it is from, where the file does not say it (odrivetool puts it into the file's name). */
  readonly serial?: string | undefined;
  /** Writes the startup flags of another board, too. */
  readonly withStartup?: boolean | undefined;
  /** False: what the board has is overwritten without being saved first. */
  readonly saveFirst?: boolean | undefined;
  /** Look and compare, write nothing. */
  readonly dryRun?: boolean | undefined;
}

/** What a restore of the configuration came to; times in ms. */
export interface RestoreConfigurationReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly findings: readonly Finding[];
  /** `planned`: a dry run. `unchanged`: all of it was there. */
  readonly outcome: 'planned' | 'unchanged' | 'changed';
  readonly configuration: RestoredConfiguration;
  /** What was planned, value by value, with what the board had before. */
  readonly plan: SettingsPlan;
  /** Where the configuration that the board had before is saved; absent where nothing was to be written. */
  readonly saved?: string | undefined;
  readonly ms: number;
}

/** Throws FlasherError, `config-not-restored` if not all of it is there afterwards; a dry run lists that instead. */
export function restoreConfiguration(
  env: RunningEnv,
  request: RestoreConfigurationRequest,
): Promise<RestoreConfigurationReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    const { evidence, findings, source, plan, saved } = await preflight(context);
    const { device } = context.board;
    if (request.dryRun) {
      const configuration = comparePutBack(source, plan);
      return { device, evidence, findings, outcome: 'planned', configuration, plan, ms: context.elapsed() };
    }
    const { configuration, evidence: after } = await carryOut(context, source, evidence);
    const outcome = configuration.written > 0 ? 'changed' : 'unchanged';
    const ms = context.elapsed();
    return { device: context.board.device, evidence: after, findings, outcome, configuration, plan, saved, ms };
  });
}

/** What fails after the first write leaves the firmware as it was, but not the settings. */
async function carryOut(
  context: BoardContext<RestoreConfigurationRequest>,
  source: Source,
  evidence: RuntimeEvidence,
): Promise<PutBack> {
  const { request } = context;
  let touched = false;
  const onWrite = () => {
    touched = true;
  };
  try {
    const done = await writeConfiguration(context, { ...source, onWrite });
    const isBack = missedValues(done.configuration).length === 0;
    await closeOwed(context, { backup: isBack ? request.backup : undefined, evidence });
    if (isBack) return done;
    throw notAsItWas(done.configuration);
  } catch (thrown) {
    const error = toFlasherError(thrown, request.signal);
    throw touched ? error.with({ board: 'config-changed' }) : error;
  }
}

interface Preflight {
  readonly evidence: RuntimeEvidence;
  readonly findings: readonly Finding[];
  readonly source: Source;
  readonly plan: SettingsPlan;
  readonly saved?: string | undefined;
}

function preflight(context: BoardContext<RestoreConfigurationRequest>): Promise<Preflight> {
  const { request, emit } = context;
  return withRunningBoard(context, async (attempt) => {
    const evidence = await settledEvidence(context, attempt.odrive);
    emitBoardInfo(context, attempt.device, evidence);
    const { source, finding } = await sourceFor(context, evidence);
    const { plan, target } = await plannedPutBack(context, attempt, { evidence, source });
    const findings = [
      finding,
      ...checkNamed({ evidence, named: request.board, consent: request.consent }),
      checkAxes({ evidence, disarm: request.disarm }),
      ...planFindings(plan, target.limit, evidence.serial),
      ...checkStartupOf(plan, target),
    ];
    emit({ type: 'findings', findings });
    // Where nothing is going to be written, there is nothing to accept.
    const changes = plan.writes.some(isChange);
    if (changes) await settle(context.asking, findings, attempt.device);
    else await settleDangers(context.asking, findings, attempt.device);
    if (!changes || request.dryRun || request.saveFirst === false) return { evidence, findings, source, plan };
    const backup = await readBackup(attempt.odrive, evidence, readingOf(context));
    const { location: saved } = await saveConfiguration(context, evidence, backup);
    return { evidence, findings, source, plan, saved };
  });
}

/** Whose file it is, and what was consented to for this board. */
async function sourceFor(
  context: BoardContext<RestoreConfigurationRequest>,
  { serial, hardware }: RuntimeEvidence,
): Promise<{ readonly source: Source; readonly finding: Finding }> {
  const { request, env } = context;
  const { backup, file, holdStartup, withStartup, forceConfiguration, consent = [] } = request;
  const seen = (await env.bus.list()).filter((device) => sameSerial(device.serial, serial));
  const from: FileFrom = {
    file: backup.origin.serial,
    name: request.serial,
    twins: seen.length > 1,
    boards: {
      file: { name: backup.origin.board, blank: backup.origin.otpBlank },
      own: { name: hardware.version?.name, blank: hardware.otpBlank },
    },
  };
  const { origin, by } = originOf(serial, from);
  const given = consent.filter((one) => sameSerial(one.serial, serial));
  const settings = new Map(given.flatMap((one) => (one.what === 'setting' ? [[one.path, one.value] as const] : [])));
  const source: Source = {
    backup,
    file,
    origin,
    holdStartup,
    withStartup,
    forceConfiguration,
    calibration: given.some(({ what }) => what === 'calibration'),
    settings,
  };
  return { source, finding: originFinding(serial, { origin, by }, from) };
}

function originFinding(own: string, { origin, by }: ReturnType<typeof originOf>, from: FileFrom): Finding {
  const { twins, boards, file, name } = from;
  const serial = file ?? name;
  if (sameSerial(serial, own) && areOtherBoards(from))
    return warning('configuration', message('running.file-of-other-board', { board: boards?.file.name ?? '' }));
  if (twins && serial !== undefined && origin === 'unknown')
    return warning('configuration', message('running.file-of-twins', { serial }));
  if (origin === 'unknown' || serial === undefined)
    return warning('configuration', message('running.file-without-board'));
  if (origin === 'other-chip')
    return ok('configuration', message('running.file-of-board', { serial }), { origin: serial });
  if (by === 'file') return ok('configuration', message('running.file-of-this-board'));
  return warning('configuration', message('running.file-by-name', { serial }), { origin: serial });
}

/** Motors that move by themselves after the restart at the end: by flags of the file, and by those the board keeps. */
export function checkStartupOf({ writes }: SettingsPlan, { values }: RestoreTarget): Finding[] {
  const after = new Map([...values, ...writes.map(({ property, value }) => [property.path, value] as const)]);
  const flags = startupFlagsIn(after);
  if (flags.length === 0) return [];
  return [warning('startup', message('running.configuration-moves', { flags }), { flags })];
}

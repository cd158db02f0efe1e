// A configuration from a file onto a running board.

import { settle } from '../ask/settle.ts';
import type { ConfigurationBackup } from '../configuration/backup-file.ts';
import { startupFlagsIn } from '../configuration/plan.ts';
import { missedValues, notAsItWas, type RestoredConfiguration } from '../configuration/report.ts';
import type { RestoreSettings, Source } from '../configuration/source.ts';
import { type Finding, fine, warning } from '../flash/findings.ts';
import { toFlasherError } from '../flash/session.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { type Errand, onBoard, requireRunning } from './on-board.ts';
import { checkAxes } from './preflight-running.ts';
import { comparePutBack, type PutBack, putBack } from './put-back.ts';
import type { RunningBoardRequest, UpdateEnv } from './request.ts';
import { settledEvidence } from './restart.ts';
import { visitRunning } from './runtime.ts';
import { sayWho } from './say-who.ts';

export interface RestoreConfigurationRequest extends RunningBoardRequest, RestoreSettings {
  readonly backup: ConfigurationBackup;
  /** Where a person finds it. */
  readonly file: string;
  /** Serial number of the board it is from, where the file does not say it (odrivetool puts it into the file's name). */
  readonly serial?: string;
  /** Carries calibration results over to another board, too. */
  readonly carryCalibration?: boolean;
  /** Look and compare, write nothing. */
  readonly dryRun?: boolean;
}

export interface RestoreConfigurationReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly findings: readonly Finding[];
  /** `planned`: a dry run. `unchanged`: all of it was there. */
  readonly outcome: 'planned' | 'unchanged' | 'changed';
  readonly configuration: RestoredConfiguration;
  readonly ms: number;
}

/** Throws FlasherError, `config-not-restored` if not all of it is there afterwards; a dry run lists that instead. */
export function restoreConfiguration(
  env: UpdateEnv,
  request: RestoreConfigurationRequest,
): Promise<RestoreConfigurationReport> {
  return onBoard(env, request, async (errand, kind) => {
    requireRunning(kind, errand.story.device);
    const findings = await preflight(errand);
    const { device } = errand.story;
    if (request.dryRun) {
      const { evidence, configuration } = await comparePutBack(errand, sourceOf(request));
      return { device, evidence, findings, outcome: 'planned', configuration, ms: errand.elapsed() };
    }
    const { evidence, configuration } = await carryOut(errand);
    const outcome = configuration.written > 0 ? 'changed' : 'unchanged';
    return { device: errand.story.device, evidence, findings, outcome, configuration, ms: errand.elapsed() };
  });
}

/** What fails after the first write leaves the firmware as it was, but not the settings. */
async function carryOut(errand: Errand<RestoreConfigurationRequest>): Promise<PutBack> {
  const { request } = errand;
  let touched = false;
  const onWrite = () => {
    touched = true;
  };
  try {
    const done = await putBack(errand, { ...sourceOf(request), onWrite });
    const missed = missedValues(done.configuration);
    if (missed.length === 0) return done;
    throw notAsItWas(missed, request.file);
  } catch (thrown) {
    const error = toFlasherError(thrown, request.signal);
    if (touched) error.board = 'config-changed';
    throw error;
  }
}

function sourceOf(request: RestoreConfigurationRequest): Source {
  const { backup, file, serial, holdStartup, forceConfiguration, carryCalibration } = request;
  return {
    backup,
    file,
    ...(serial !== undefined && { serial }),
    holdStartup: holdStartup === true,
    forceConfiguration: forceConfiguration === true,
    carryCalibration: carryCalibration === true,
  };
}

function preflight(errand: Errand<RestoreConfigurationRequest>): Promise<readonly Finding[]> {
  const { story, request, emit } = errand;
  return visitRunning(errand, story, async ({ odrive, device }) => {
    story.device = device;
    const evidence = await settledEvidence(errand, odrive);
    sayWho(errand, device, evidence);
    const findings = [
      checkOrigin(request, evidence),
      checkAxes({ evidence, disarm: request.disarm }),
      ...checkStartupIn(request),
    ];
    emit({ type: 'findings', findings });
    await settle(errand.asking, findings, device);
    return findings;
  });
}

function checkOrigin(
  { backup, serial, carryCalibration }: RestoreConfigurationRequest,
  evidence: RuntimeEvidence,
): Finding {
  const origin = backup.origin.serial ?? serial;
  if (origin === undefined)
    return fine('configuration', 'The file does not say which board it is from: calibration results are left out.');
  if (origin.toUpperCase() === evidence.serial) return fine('configuration', 'The file is from this very board.');
  if (!carryCalibration)
    return fine('configuration', `The file is from the board ${origin}: calibration results are left out.`);
  const text = `The file is from the board ${origin}, and its calibration results are carried over: a motor that is wired or mounted otherwise runs away with them.`;
  return warning('configuration', text, { origin });
}

function checkStartupIn({ backup, holdStartup }: RestoreConfigurationRequest): Finding[] {
  const flags = startupFlagsIn(backup.values);
  if (flags.length === 0) return [];
  if (holdStartup) return [fine('startup', `Put back as off, as you say: ${flags.join(', ')}.`, { flags })];
  const text = `With this configuration a motor moves by itself after each restart, the one at the end of this included: ${flags.join(', ')}. --hold-startup prevents that.`;
  return [warning('startup', text, { flags })];
}

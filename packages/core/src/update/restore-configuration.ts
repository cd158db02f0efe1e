// A configuration from a file onto a running board.

import { type Finding, fine, refuseStops, warning } from '../flash/findings.ts';
import type { ConfigurationBackup } from '../odrive/backup-file.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { startupFlagsIn } from '../odrive/restore-plan.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { requireConfirmation } from './confirm.ts';
import { type Errand, onBoard, requireRunning } from './on-board.ts';
import { checkAxes } from './preflight-running.ts';
import { putBack } from './put-back.ts';
import type { RestoreSettings, RunningBoardRequest, UpdateEnv } from './request.ts';
import { settledEvidence } from './restart.ts';
import { missedValues, notAsItWas, type RestoredConfiguration } from './restored-configuration.ts';
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
}

export interface RestoreConfigurationReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly findings: readonly Finding[];
  readonly configuration: RestoredConfiguration;
  readonly ms: number;
}

/** Throws FlasherError, `config-not-restored` if not all of it is there afterwards. */
export function restoreConfiguration(
  env: UpdateEnv,
  request: RestoreConfigurationRequest,
): Promise<RestoreConfigurationReport> {
  return onBoard(env, request, async (errand, kind) => {
    requireRunning(kind, errand.story.device);
    const findings = await preflight(errand);
    const { backup, file, serial, holdStartup, forceConfiguration, carryCalibration } = request;
    const { evidence, configuration } = await putBack(errand, {
      backup,
      file,
      ...(serial !== undefined && { serial }),
      holdStartup: holdStartup === true,
      forceConfiguration: forceConfiguration === true,
      carryCalibration: carryCalibration === true,
    });
    const missed = missedValues(configuration);
    if (missed.length > 0) throw notAsItWas(missed, file);
    return { device: errand.story.device, evidence, findings, configuration, ms: errand.elapsed() };
  });
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
    refuseStops(findings);
    await requireConfirmation(errand, findings);
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

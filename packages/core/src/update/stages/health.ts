// Whether the board is as well after an update as it was before: errors that are new, calibrations whose flags are gone, the bus
// voltage, and settings that would not be written. Whether an encoder is ready is not asked: with an index it is not, before it turns.

import { judgeHeld } from '../../configuration/rules/held.ts';
import { knownBoard, readTarget } from '../../configuration/target.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { DecodedFlag } from '../../odrive/errors/decode.ts';
import { globTable } from '../../odrive/glob.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { withRunningBoard } from '../../running/context/with-running-board.ts';
import { type BoardError, readErrors } from '../../running/status/board-status.ts';
import type { Update } from '../context.ts';
import type { HealthReport } from './health-report.ts';
import type { EndedUpdate, Health } from './stage-inputs.ts';

const calibrationFlag = globTable([
  { paths: ['axis*.motor.config.pre_calibrated', 'axis*.encoder.config.pre_calibrated'] },
]);

/** Some 30 round trips. Throws FlasherError. */
export async function readHealth(
  odrive: OdriveDevice,
  { firmware }: RuntimeEvidence,
  options: CallOptions,
): Promise<Health> {
  const errors = await readErrors(odrive, firmware.release, options);
  const calibrated: string[] = [];
  for (const path of odrive.tree.nodes.keys())
    if (calibrationFlag(path) && (await odrive.read(path, options)) === true) calibrated.push(path);
  return { errors: errors.filter(({ isLatched }) => !isLatched), calibrated };
}

/** `undefined` where the new firmware was not seen running. Throws FlasherError. */
export async function compareHealth(update: Update, end: EndedUpdate): Promise<HealthReport | undefined> {
  const { after, healthBefore: before } = end;
  if (!after) return undefined;
  const { signal, board: named } = update.request;
  const { now, target } = await withRunningBoard(update, async ({ odrive }) => ({
    now: await readHealth(odrive, after, { signal }),
    target: await readTarget(odrive, after, { known: knownBoard(after, { named }), signal }),
  }));
  const newErrors = errorsSince(before?.errors ?? [], now.errors);
  const lostCalibrations = (before?.calibrated ?? []).filter((path) => !now.calibrated.includes(path));
  const bus = end.bus?.change ?? 'not-compared';
  const verdicts = judgeHeld(target).filter(({ isUnhealthy }) => isUnhealthy);
  const isHealthy =
    newErrors.length === 0 &&
    lostCalibrations.length === 0 &&
    bus !== 'wrong-class' &&
    bus !== 'changed' &&
    verdicts.length === 0;
  return { isHealthy, newErrors, lostCalibrations, bus, settings: { limit: target.limit, verdicts } };
}

/**
 * What was not there before, by axis and name: other firmware has the same error at another path, and from 0.5.2 on the bus and the
 * brake are errors of the whole board. A flag that only says that another module failed is as new as the errors of that module.
 */
function errorsSince(before: readonly BoardError[], now: readonly BoardError[]): readonly BoardError[] {
  const known = before.flatMap(({ axis, flags }) => flags.map(({ name }) => ({ axis, name })));
  const isNew = ({ axis }: BoardError, { name }: DecodedFlag): boolean => {
    if (known.some((one) => one.name === name && (one.axis === axis || one.axis === '' || axis === ''))) return false;
    const cause = Object.hasOwn(causes, name) ? causes[name] : undefined;
    const failed = now.find(({ path }) => path === (cause === '' ? 'error' : `${axis}.${cause}.error`));
    return cause === undefined || !failed || failed.flags.some((flag) => isNew(failed, flag));
  };
  return now.flatMap((error) => {
    const flags = error.flags.filter((flag) => isNew(error, flag));
    return flags.length > 0 ? [{ ...error, flags }] : [];
  });
}

/** Flags that only say that another module of the axis, or the board itself, has an error. Names differ by module. */
const causes: Readonly<Record<string, string>> = {
  MOTOR_FAILED: 'motor',
  ENCODER_FAILED: 'encoder',
  CONTROLLER_FAILED: 'controller',
  SENSORLESS_ESTIMATOR_FAILED: 'sensorless_estimator',
  SYSTEM_LEVEL: '',
};

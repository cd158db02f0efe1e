// Before an axis is armed: what prevents it, and the consent it needs, with everything a person should know who gives it.
// Only reads.

import type { Consent } from '../../ask/consent.ts';
import { type Finding, needsConsent, stop } from '../../ask/findings.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { numberOfName } from '../../odrive/enumerations.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { findProperty } from '../../odrive/tree.ts';
import { unitOf } from '../../odrive/units.ts';
import { readStatus } from '../status/board-status.ts';
import { armedFindings } from './armed.ts';
import { axisReader, neededBy } from './paths.ts';
import { hasWatchdog, watchdogMs } from './watchdog.ts';

export interface ArmingRequest {
  /** `axis0` */
  readonly axis: string;
  /** What it is asked to do; absent where a function is called. */
  readonly state?: number | undefined;
  /** What it is asked to do one after the other, where that is a calibration. */
  readonly steps?: readonly number[] | undefined;
  /** What is called, where that is a function. */
  readonly call?: string | undefined;
  /** It is armed when the command has ended. */
  readonly leaveArmed?: boolean | undefined;
}

/** The consent that lets this axis move. */
function moveConsent(serial: string, axis: string): Consent {
  return { what: 'move', serial, axis: Number(axis.slice('axis'.length)) } as const;
}

/** Throws FlasherError. */
export async function armingFindings(
  odrive: OdriveDevice,
  evidence: RuntimeEvidence,
  request: ArmingRequest,
  options: CallOptions = {},
): Promise<Finding[]> {
  const { axis } = request;
  const read = axisReader(odrive, axis, options);
  const status = await readStatus(odrive, evidence, options);
  const own = status.errors.filter((error) => !error.isLatched && (error.axis === axis || error.axis === ''));
  const findings: Finding[] = [];
  if (own.length > 0) {
    const errors = own.flatMap(({ flags }) => flags.map(({ name }) => name));
    findings.push(refusal(axis, message('motion.has-errors', { axis, errors }), message('next.clear-errors')));
  }
  findings.push(...(await busFindings(odrive, axis, status.busVoltage, options)));
  const missing: ('motor' | 'encoder')[] = [];
  const first = request.state ?? request.steps?.[0];
  for (const part of first === undefined ? [] : neededBy(first, await isSensorless(read)))
    if ((await read(part === 'motor' ? 'motor.is_calibrated' : 'encoder.is_ready')) === false) missing.push(part);
  if (missing.length > 0)
    findings.push(
      refusal(axis, message('motion.not-calibrated', { axis, missing }), message('next.calibrate', { axis })),
    );
  return [
    ...findings,
    await consentFinding(odrive, evidence, request, options),
    ...(await followerFindings(odrive, evidence, request, options)),
  ];
}

/** Armed axes that follow the one that is started. What a call acts on is found where it is called. */
async function followerFindings(
  odrive: OdriveDevice,
  evidence: RuntimeEvidence,
  { axis, call }: ArmingRequest,
  options: CallOptions,
): Promise<readonly Finding[]> {
  const axes = evidence.axes.filter(({ name }) => name !== axis);
  const path = `${axis}.requested_state`;
  return call === undefined ? armedFindings(odrive, { ...evidence, axes }, { path }, options) : [];
}

/** 0.5.2 and later: the encoder is not used. */
async function isSensorless(read: ReturnType<typeof axisReader>): Promise<boolean> {
  return (await read('config.enable_sensorless_mode')) === true;
}

function refusal(axis: string, text: Parameters<typeof stop>[2], next: Parameters<typeof stop>[4]): Finding {
  return stop('axes', 'axis-not-ready', text, { axis }, next);
}

async function busFindings(
  odrive: OdriveDevice,
  axis: string,
  volts: number | undefined,
  options: CallOptions,
): Promise<Finding[]> {
  if (volts === undefined) return [];
  const [low, high] = await Promise.all(
    ['under', 'over'].map(async (side) =>
      Number(await odrive.read(`config.dc_bus_${side}voltage_trip_level`, options)),
    ),
  );
  // A level that is not a number trips, as in the firmware.
  if (low !== undefined && high !== undefined && volts >= low && volts <= high) return [];
  const text = message('motion.bus-outside', { volts, low: low ?? Number.NaN, high: high ?? Number.NaN });
  return [refusal(axis, text, message('next.check-supply-voltage'))];
}

async function consentFinding(
  odrive: OdriveDevice,
  { serial, firmware }: RuntimeEvidence,
  { axis, state, steps, call, leaveArmed = false }: ArmingRequest,
  options: CallOptions,
): Promise<Finding> {
  const generation = configurationGeneration(firmware.release, (path) => odrive.tree.nodes.has(path));
  const measured = async (path: string) => {
    const whole = `${axis}.${path}`;
    if (!findProperty(odrive.tree, whole)) return undefined;
    return { value: Number(await odrive.read(whole, options)), unit: unitOf(whole, generation) };
  };
  const gimbal = numberOfName(`${axis}.motor.config.motor_type`, 'GIMBAL', generation);
  const text = message('motion.will-move', {
    axis,
    state,
    steps,
    call,
    current: await measured(steps ? 'motor.config.calibration_current' : 'motor.config.current_lim'),
    speed: await measured('controller.config.vel_limit'),
    brake: await brakeOf(odrive, options),
    gimbal: (await measured('motor.config.motor_type'))?.value === gimbal,
    after: leaveArmed ? 'stays-armed' : hasWatchdog(odrive, axis) ? 'watchdog' : 'no-watchdog',
    watchdogMs,
  });
  return needsConsent('axes', moveConsent(serial, axis), text, { details: { axis } });
}

async function brakeOf({ tree, read }: OdriveDevice, options: CallOptions): Promise<{ readonly ohms?: number }> {
  const enable = 'config.enable_brake_resistor';
  if (findProperty(tree, enable) && (await read(enable, options)) !== true) return {};
  const ohms = Number(await read('config.brake_resistance', options));
  return ohms > 0 ? { ohms } : {};
}

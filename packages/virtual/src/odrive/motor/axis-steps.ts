// The states an axis can be asked for: whether it may go there, how long it stays, what it has found out when it leaves
// (Firmware/MotorControl/axis.cpp). No time passes here.

import type { PropertyValue } from '@odflash/core/odrive';
import type { FirmwareTraits } from '../releases.ts';

/** An axis's part of the object tree, by path below `axisN`. */
export interface AxisProperties {
  get(path: string): PropertyValue | undefined;
  /** Does nothing if this firmware has no such property. */
  set(path: string, value: PropertyValue): void;
}

export interface Step {
  readonly allowed: () => boolean;
  /** Bit of the motor's error with which it ends as soon as it began. */
  readonly fails?: (() => number | undefined) | undefined;
  /** How long it takes; a state without end is left when another one is asked for. */
  readonly ms?: number | undefined;
  readonly finish?: (() => void) | undefined;
}

export const states = {
  undefined: 0,
  idle: 1,
  startupSequence: 2,
  fullCalibration: 3,
  motorCalibration: 4,
  sensorlessControl: 5,
  encoderIndexSearch: 6,
  encoderOffsetCalibration: 7,
  closedLoopControl: 8,
  lockinSpin: 9,
  encoderDirectionFind: 10,
  homing: 11,
  hallPolarity: 12,
  hallPhase: 13,
} as const;

/** Ω, of the motor that hangs on every axis. */
const phaseResistance = 0.0391;
/** Motor.ERROR_PHASE_RESISTANCE_OUT_OF_RANGE. */
const resistanceOutOfRange = 0;

const isTrue = ({ get }: AxisProperties, path: string) => get(path) === true;

/** What the states do, by number. */
export function axisSteps(axis: AxisProperties, traits: FirmwareTraits): Readonly<Record<number, Step>> {
  const { set } = axis;
  const calibrated = () => isTrue(axis, 'motor.is_calibrated');
  return {
    [states.motorCalibration]: {
      allowed: () => true,
      // The current is not reached with the voltage that is allowed (Motor::measure_phase_resistance).
      fails: () => {
        const [amperes, volts] = ['calibration_current', 'resistance_calib_max_voltage'].map((name) =>
          Number(axis.get(`motor.config.${name}`)),
        );
        return Number(amperes) * phaseResistance > Number(volts) ? resistanceOutOfRange : undefined;
      },
      ms: 4_000,
      finish: () => {
        set('motor.is_calibrated', true);
        set('motor.config.phase_resistance', phaseResistance);
        set('motor.config.phase_inductance', 2.2e-5);
      },
    },
    [states.encoderIndexSearch]: {
      allowed: calibrated,
      ms: 2_000,
      finish: () => {
        set('encoder.index_found', true);
        if (isTrue(axis, 'encoder.config.pre_calibrated')) set('encoder.is_ready', true);
      },
    },
    [states.encoderOffsetCalibration]: {
      allowed: calibrated,
      // There and back: calib_scan_distance at calib_scan_omega (encoder.cpp).
      ms: 8_000,
      finish: () => {
        set('encoder.is_ready', true);
        for (const name of ['phase_offset', 'offset']) set(`encoder.config.${name}`, -1_234);
        for (const name of ['phase_offset_float', 'offset_float']) set(`encoder.config.${name}`, 0.46);
        for (const path of ['encoder.config.direction', 'motor.config.direction']) set(path, 1);
      },
    },
    [states.sensorlessControl]: { allowed: calibrated },
    [states.closedLoopControl]: closedLoop(axis, traits),
    [states.lockinSpin]: { allowed: calibrated },
    [states.hallPolarity]: {
      allowed: () => calibrated() && hasHallCalibration(axis),
      ms: 4_000,
      finish: () => {
        set('encoder.config.hall_polarity', 5);
        set('encoder.config.hall_polarity_calibrated', true);
      },
    },
    // Thirty seconds in which the edges are measured; they have no endpoint.
    [states.hallPhase]: { allowed: () => calibrated() && hasHallCalibration(axis), ms: 30_000 },
    [states.encoderDirectionFind]: {
      allowed: calibrated,
      ms: 4_000,
      finish: () => {
        for (const path of ['encoder.config.direction', 'motor.config.direction']) set(path, 1);
      },
    },
  };
}

/** From 0.5.2 on. */
function hasHallCalibration({ get }: AxisProperties): boolean {
  return get('encoder.config.hall_polarity_calibrated') !== undefined;
}

/** Motor.ERROR_UNKNOWN_PHASE_ESTIMATE. */
const unknownPhase = 26;

/** From 0.5.2 on only motor and direction are asked for; without a ready encoder there is no phase to commutate by. */
function closedLoop(axis: AxisProperties, { closesLoopUnready }: FirmwareTraits): Step {
  const ready = () => isTrue(axis, 'encoder.is_ready');
  const calibrated = () => isTrue(axis, 'motor.is_calibrated');
  if (!closesLoopUnready) return { allowed: () => calibrated() && ready() };
  const directed = () => Number(axis.get('encoder.config.direction') ?? 0) !== 0;
  return {
    allowed: () => calibrated() && (ready() || directed()),
    fails: () => (ready() ? undefined : unknownPhase),
  };
}

const startupFlags: readonly (readonly [string, number])[] = [
  ['startup_motor_calibration', states.motorCalibration],
  ['startup_encoder_index_search', states.encoderIndexSearch],
  ['startup_encoder_offset_calibration', states.encoderOffsetCalibration],
  ['startup_closed_loop_control', states.closedLoopControl],
  ['startup_sensorless_control', states.sensorlessControl],
];

/** The states one after the other that a requested state stands for. */
export function chainOf(axis: AxisProperties, state: number): readonly number[] {
  if (state === states.idle) return [];
  if (state === states.startupSequence) {
    return startupFlags.filter(([flag]) => isTrue(axis, `config.${flag}`)).map(([, step]) => step);
  }
  if (state !== states.fullCalibration) return [state];
  const search = isTrue(axis, 'encoder.config.use_index') ? [states.encoderIndexSearch] : [];
  return [states.motorCalibration, ...search, states.encoderOffsetCalibration];
}

/** MOTOR_TYPE_ACIM of 0.5: its encoder needs no offset. */
const acimMotor = 3;
const incrementalEncoder = 0;

export function isIncremental({ get }: AxisProperties): boolean {
  return get('encoder.config.mode') === incrementalEncoder;
}

/**
 * Encoder::check_pre_calibrated: a written `pre_calibrated` is taken back unless the encoder is ready, and an incremental
 * one has seen its index, as none has on a board that has just started.
 */
export function keepsPreCalibrated(axis: AxisProperties): boolean {
  if (axis.get('motor.config.motor_type') === acimMotor) return true;
  return isTrue(axis, 'encoder.is_ready') && (!isIncremental(axis) || isTrue(axis, 'encoder.index_found'));
}

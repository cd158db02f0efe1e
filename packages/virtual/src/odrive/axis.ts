// An axis without a motor: which states it takes, how long a calibration lasts, what it finds, when it is armed. Enough of
// Firmware/MotorControl/axis.cpp that a flasher meets a board that holds a load, or that starts to by itself.

import type { PropertyValue } from '@odflash/core';
import type { Cancel } from '../clock.ts';

/** What an axis is made of: its part of the object tree, by path below `axisN`, and time. */
export interface AxisEnvironment {
  get(path: string): PropertyValue | undefined;
  /** Does nothing if this firmware has no such property. */
  set(path: string, value: PropertyValue): void;
  after(ms: number, action: () => void): Cancel;
}

export interface Axis {
  /** What `requested_state` asks for. */
  request(state: number): void;
  /** The PWM is on. */
  armed(): boolean;
  /** Start-up: what the stored configuration makes ready, then the sequence of the `startup_…` flags. */
  start(settled: boolean): void;
  /** Calibrated and in closed loop control, however it got there. */
  hold(): void;
  stop(): void;
}

export const axisStates = {
  undefined: 0,
  idle: 1,
  startupSequence: 2,
  fullCalibration: 3,
  motorCalibration: 4,
  sensorlessControl: 5,
  encoderIndexSearch: 6,
  encoderOffsetCalibration: 7,
  closedLoopControl: 8,
} as const;

/** AXIS_ERROR_INVALID_STATE. */
const invalidState = 1;
/** osDelay(1500) in main.cpp before the axis threads start. */
const bootMs = 1_500;
/** MOTOR_TYPE_ACIM (3 in 0.5): its encoder needs no offset. */
const acimMotor = 3;
const incrementalEncoder = 0;
/** ARMED_STATE_ARMED of firmware 0.4. */
const armedState04 = 3;

interface Step {
  readonly state: number;
  /** Whether the axis may go there. */
  readonly allowed: () => boolean;
  /** How long it takes; a state without end is left when another one is asked for. */
  readonly ms?: number;
  readonly finish?: () => void;
}

export function createAxis(environment: AxisEnvironment): Axis {
  const { get, set, after } = environment;
  let cancel: Cancel = () => undefined;
  let armed = false;

  const isTrue = (path: string) => get(path) === true;
  const calibrated = () => isTrue('motor.is_calibrated');
  const ready = () => isTrue('encoder.is_ready');
  const steps: Readonly<Record<number, Step>> = {
    [axisStates.motorCalibration]: {
      state: axisStates.motorCalibration,
      allowed: () => true,
      ms: 4_000,
      finish: () => {
        set('motor.is_calibrated', true);
        set('motor.config.phase_resistance', Math.fround(0.0391));
        set('motor.config.phase_inductance', Math.fround(2.2e-5));
      },
    },
    [axisStates.encoderIndexSearch]: {
      state: axisStates.encoderIndexSearch,
      allowed: calibrated,
      ms: 2_000,
      finish: () => {
        set('encoder.index_found', true);
        if (isTrue('encoder.config.pre_calibrated')) set('encoder.is_ready', true);
      },
    },
    [axisStates.encoderOffsetCalibration]: {
      state: axisStates.encoderOffsetCalibration,
      allowed: calibrated,
      // There and back: calib_scan_distance at calib_scan_omega (encoder.cpp).
      ms: 8_000,
      finish: () => {
        set('encoder.is_ready', true);
        for (const name of ['phase_offset', 'offset']) set(`encoder.config.${name}`, -1_234);
        for (const name of ['phase_offset_float', 'offset_float']) set(`encoder.config.${name}`, Math.fround(0.46));
        for (const path of ['encoder.config.direction', 'motor.config.direction']) set(path, 1);
      },
    },
    [axisStates.sensorlessControl]: { state: axisStates.sensorlessControl, allowed: calibrated },
    [axisStates.closedLoopControl]: { state: axisStates.closedLoopControl, allowed: () => calibrated() && ready() },
  };

  const enter = (state: number) => {
    armed = state > axisStates.idle;
    set('current_state', state);
    set('motor.is_armed', armed);
    set('motor.armed_state', armed ? armedState04 : 0);
  };
  const run = (chain: readonly number[], hurry = false) => {
    cancel();
    const [next, ...rest] = chain;
    const step = next === undefined ? undefined : steps[next];
    if (!step) return enter(axisStates.idle);
    if (!step.allowed()) {
      set('error', Number(get('error') ?? 0) | invalidState);
      return enter(axisStates.idle);
    }
    enter(step.state);
    const { ms, finish } = step;
    if (ms === undefined) return;
    const end = () => {
      finish?.();
      run(rest, hurry);
    };
    if (hurry) end();
    else cancel = after(ms, end);
  };
  const startupChain = () => {
    const flags: readonly (readonly [string, number])[] = [
      ['startup_motor_calibration', axisStates.motorCalibration],
      ['startup_encoder_index_search', axisStates.encoderIndexSearch],
      ['startup_encoder_offset_calibration', axisStates.encoderOffsetCalibration],
      ['startup_closed_loop_control', axisStates.closedLoopControl],
      ['startup_sensorless_control', axisStates.sensorlessControl],
    ];
    return flags.filter(([flag]) => isTrue(`config.${flag}`)).map(([, state]) => state);
  };
  const chainOf = (state: number): readonly number[] => {
    if (state === axisStates.startupSequence) return startupChain();
    if (state !== axisStates.fullCalibration) return [state];
    const search = isTrue('encoder.config.use_index') ? [axisStates.encoderIndexSearch] : [];
    return [axisStates.motorCalibration, ...search, axisStates.encoderOffsetCalibration];
  };
  return {
    request: (state) => run(state === axisStates.idle ? [] : chainOf(state)),
    armed: () => armed,
    start: (settled) => {
      if (isTrue('motor.config.pre_calibrated')) set('motor.is_calibrated', true);
      const absolute = get('encoder.config.mode') !== incrementalEncoder;
      if (isTrue('encoder.config.pre_calibrated') && absolute && calibrated()) set('encoder.is_ready', true);
      if (settled) return run(startupChain(), true);
      enter(axisStates.undefined);
      cancel = after(bootMs, () => run(startupChain()));
    },
    hold: () => {
      set('motor.is_calibrated', true);
      set('encoder.is_ready', true);
      run([axisStates.closedLoopControl]);
    },
    stop: () => cancel(),
  };
}

/**
 * Encoder::check_pre_calibrated: a written `pre_calibrated` is taken back unless the encoder is ready, and an incremental
 * one has seen its index, as none has on a board that has just started.
 */
export function keepsPreCalibrated(get: AxisEnvironment['get']): boolean {
  if (get('motor.config.motor_type') === acimMotor) return true;
  if (get('encoder.is_ready') !== true) return false;
  return get('encoder.config.mode') !== incrementalEncoder || get('encoder.index_found') === true;
}

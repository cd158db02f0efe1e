// An axis without a motor: it takes the states it is asked for, is armed meanwhile, and does by itself after a start what
// its `startup_…` flags say. Enough that a flasher meets a board that holds a load, or that starts to by itself.

import type { Cancel } from '../../time/clock.ts';
import { raiseBit } from '../error-bits.ts';
import type { FirmwareTraits } from '../releases.ts';
import { type AxisProperties, axisSteps, chainOf, isIncremental, states } from './axis-steps.ts';
import { createWatchdog } from './watchdog.ts';

export interface AxisEnvironment extends AxisProperties {
  readonly traits: FirmwareTraits;
  now(): number;
  after(ms: number, action: () => void): Cancel;
}

export interface Axis {
  /** What `requested_state` asks for. */
  request(state: number): void;
  /** The PWM is on. */
  armed(): boolean;
  /** Start-up: what the stored configuration makes ready, then the startup sequence; at once if `settled`. */
  start(settled: boolean): void;
  /** An error took the motor's current away. */
  disarm(): void;
  /** watchdog_feed. */
  feed(): void;
  /** Settings of the axis may have changed. */
  look(): void;
  /** Calibrated and in closed loop control, however it got there. */
  hold(): void;
  /** Calibrated, with its index found. */
  makeReady(): void;
  stop(): void;
}

/** Axis.ERROR_MOTOR_FAILED. */
const motorFailedBit = 6;
/** Axis.ERROR_INVALID_STATE, ERROR_HOMING_WITHOUT_ENDSTOP. */
const invalidState = 0;
const homingWithoutEndstop = 17;
/** osDelay(1500) in main.cpp before the axis threads start. */
const bootMs = 1_500;
/** ARMED_STATE_ARMED of firmware 0.4. */
const armedState04 = 3;

export function createAxis(environment: AxisEnvironment): Axis {
  const { set, after } = environment;
  const steps = axisSteps(environment, environment.traits);
  let cancel: Cancel = () => undefined;
  let armed = false;

  const enter = (state: number) => {
    armed = state > states.idle;
    set('current_state', state);
    set('motor.is_armed', armed);
    set('motor.armed_state', armed ? armedState04 : 0);
  };
  /** A motor's error is the axis's error, too, where the release says so. */
  const fail = (bit: number) => {
    raiseBit(environment, 'motor.error', bit);
    if (environment.traits.raisesMotorFailed) raiseBit(environment, 'error', motorFailedBit);
  };
  const run = ([next = states.idle, ...rest]: readonly number[], hurry = false) => {
    cancel();
    if (next === states.idle || next === states.undefined) return enter(states.idle);
    const step = steps[next];
    if (!step?.allowed()) {
      raiseBit(
        environment,
        'error',
        next === states.homing && hasEndstops(environment) ? homingWithoutEndstop : invalidState,
      );
      return enter(states.idle);
    }
    enter(next);
    const failure = step.fails?.();
    if (failure !== undefined) {
      fail(failure);
      return enter(states.idle);
    }
    if (step.ms === undefined) return;
    const end = () => {
      step.finish?.();
      run(rest, hurry);
    };
    if (hurry) end();
    else cancel = after(step.ms, end);
  };
  const calibrate = () => {
    set('motor.is_calibrated', true);
    set('encoder.is_ready', true);
  };
  const disarm = () => {
    if (armed) run([]);
  };
  const watchdog = createWatchdog({ ...environment, disarm });
  return {
    request: (state) => run(chainOf(environment, state)),
    armed: () => armed,
    start: (settled) => {
      makeReady(environment);
      if (settled) return run(chainOf(environment, states.startupSequence), true);
      enter(states.undefined);
      cancel = after(bootMs, () => run(chainOf(environment, states.startupSequence)));
    },
    disarm,
    feed: watchdog.feed,
    look: watchdog.look,
    makeReady: () => {
      calibrate();
      set('encoder.index_found', true);
    },
    hold: () => {
      calibrate();
      run([states.closedLoopControl]);
    },
    stop: () => {
      cancel();
      watchdog.stop();
    },
  };
}

/** Firmware from 0.5.1 on knows endstops; none is wired here. */
function hasEndstops({ get }: AxisProperties): boolean {
  return get('min_endstop.config.debounce_ms') !== undefined;
}

/** What a stored configuration spares: an absolute encoder is ready at once, an incremental one after its index. */
function makeReady(axis: AxisProperties): void {
  const { get, set } = axis;
  if (get('motor.config.pre_calibrated') !== true) return;
  set('motor.is_calibrated', true);
  if (get('encoder.config.pre_calibrated') === true && !isIncremental(axis)) set('encoder.is_ready', true);
}

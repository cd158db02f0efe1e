// An axis without a motor: it takes the states it is asked for, is armed meanwhile, and does by itself after a start what
// its `startup_…` flags say. Enough that a flasher meets a board that holds a load, or that starts to by itself.

import type { Cancel } from '../clock.ts';
import { type AxisProperties, axisSteps, chainOf, isIncremental, states } from './axis-steps.ts';

export interface AxisEnvironment extends AxisProperties {
  after(ms: number, action: () => void): Cancel;
}

export interface Axis {
  /** What `requested_state` asks for. */
  request(state: number): void;
  /** The PWM is on. */
  armed(): boolean;
  /** Start-up: what the stored configuration makes ready, then the startup sequence; at once if `settled`. */
  start(settled: boolean): void;
  /** Calibrated and in closed loop control, however it got there. */
  hold(): void;
  stop(): void;
}

/** AXIS_ERROR_INVALID_STATE. */
const invalidState = 1;
/** osDelay(1500) in main.cpp before the axis threads start. */
const bootMs = 1_500;
/** ARMED_STATE_ARMED of firmware 0.4. */
const armedState04 = 3;

export function createAxis(environment: AxisEnvironment): Axis {
  const { get, set, after } = environment;
  const steps = axisSteps(environment);
  let cancel: Cancel = () => undefined;
  let armed = false;

  const enter = (state: number) => {
    armed = state > states.idle;
    set('current_state', state);
    set('motor.is_armed', armed);
    set('motor.armed_state', armed ? armedState04 : 0);
  };
  const run = ([next = states.idle, ...rest]: readonly number[], hurry = false) => {
    cancel();
    const step = steps[next];
    if (!step) return enter(states.idle);
    if (!step.allowed()) {
      set('error', Number(get('error') ?? 0) | invalidState);
      return enter(states.idle);
    }
    enter(next);
    if (step.ms === undefined) return;
    const end = () => {
      step.finish?.();
      run(rest, hurry);
    };
    if (hurry) end();
    else cancel = after(step.ms, end);
  };
  return {
    request: (state) => run(chainOf(environment, state)),
    armed: () => armed,
    start: (settled) => {
      makeReady(environment);
      if (settled) return run(chainOf(environment, states.startupSequence), true);
      enter(states.undefined);
      cancel = after(bootMs, () => run(chainOf(environment, states.startupSequence)));
    },
    hold: () => {
      set('motor.is_calibrated', true);
      set('encoder.is_ready', true);
      run([states.closedLoopControl]);
    },
    stop: () => cancel(),
  };
}

/** What a stored configuration spares: an absolute encoder is ready at once, an incremental one after its index. */
function makeReady(axis: AxisProperties): void {
  const { get, set } = axis;
  if (get('motor.config.pre_calibrated') !== true) return;
  set('motor.is_calibrated', true);
  if (get('encoder.config.pre_calibrated') === true && !isIncremental(axis)) set('encoder.is_ready', true);
}

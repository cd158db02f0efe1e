// What hangs on an axis, a small outrunner with an incremental encoder, and the loops that drive it in closed loop control
// (Firmware/MotorControl/controller.cpp). Moved up to the present whenever it is read. Turns, seconds, newton metres, amperes;
// firmware 0.4 counts encoder steps and amperes instead.

import type { PropertyValue } from '@odflash/core/odrive';
import { mixed } from '../../chip/supply.ts';
import { states } from './axis-steps.ts';

export interface PlantEnvironment {
  readonly generation: '0.4' | '0.5';
  /** Of its own noise. */
  readonly seed: number;
  /** Milliseconds. */
  now(): number;
  /** V. */
  vbus(): number;
  /** Below the axis. */
  get(path: string): PropertyValue | undefined;
  set(path: string, value: PropertyValue): void;
}

export interface Plant {
  /** Up to the present; before and after anything that changes what drives it. */
  advance(): void;
  /** A, of the DC bus; negative while it feeds back. */
  busCurrent(): number;
  /** What of the axis's part of the tree is measured, by path. */
  readonly measured: ReadonlyMap<string, () => PropertyValue>;
}

/** kg m², Nm, Nm per turn/s, Ω, Nm/A: a motor of a few hundred watts without a load. Assumed. */
const motor = { inertia: 2e-4, coulomb: 4e-3, viscous: 4e-4, resistance: 0.039, torqueConstant: 0.04 } as const;
/** °C; how far 1 A² of phase current heats the FETs, and how many seconds that takes. Assumed. */
const ambient = 25;
const heat = { perSquareAmpere: 0.05, seconds: 60 } as const;
const stepMs = 1;
/** What lies further back is taken as it was then: it was not read. */
const maxMs = 2_000;

const modes = { torque: 1, velocity: 2, position: 3, trajectory04: 4 } as const;
const inputModes = { inactive: 0, velocityRamp: 2, positionFilter: 3, trapezoid: 5 } as const;

interface Setpoint {
  position: number;
  velocity: number;
  torque: number;
}

export function createPlant(environment: PlantEnvironment): Plant {
  const { generation, seed, now, get, set } = environment;
  const is04 = generation === '0.4';
  const number = (path: string, otherwise = 0) => Number(get(path) ?? otherwise);
  const cpr = () => Math.max(1, number('encoder.config.cpr', 8192));
  /** What firmware 0.4 has in encoder counts. */
  const turns = (path: string, otherwise = 0) => number(path, otherwise) / (is04 ? cpr() : 1);
  const inputPath = is04 ? 'controller.pos_setpoint' : 'controller.input_pos';
  const loop = { position: 0, velocity: 0, torque: 0, integrator: 0, heat: 0, at: now(), closed: false };
  const setpoint: Setpoint = { position: 0, velocity: 0, torque: 0 };
  const torqueConstant = () => number('motor.config.torque_constant', motor.torqueConstant) || motor.torqueConstant;

  const wanted = (): Setpoint =>
    is04
      ? {
          position: turns('controller.pos_setpoint'),
          velocity: turns('controller.vel_setpoint'),
          torque: number('controller.current_setpoint') * torqueConstant(),
        }
      : {
          position: number('controller.input_pos'),
          velocity: number('controller.input_vel'),
          torque: number('controller.input_torque'),
        };
  const shape = (input: Setpoint, inputMode: number, seconds: number) => {
    if (inputMode === inputModes.inactive) return;
    if (inputMode === inputModes.velocityRamp) {
      const most = number('controller.config.vel_ramp_rate', 1) * seconds;
      setpoint.velocity += clamped(input.velocity - setpoint.velocity, most);
    } else if (inputMode === inputModes.positionFilter) {
      const bandwidth = number('controller.config.input_filter_bandwidth', 2);
      const pull = 0.25 * bandwidth ** 2 * (input.position - setpoint.position);
      setpoint.velocity += (pull + bandwidth * (input.velocity - setpoint.velocity)) * seconds;
      setpoint.position += setpoint.velocity * seconds;
    } else if (inputMode === inputModes.trapezoid) {
      const left = input.position - setpoint.position;
      const braking = Math.sqrt(2 * turns('trap_traj.config.decel_limit', 0.5) * Math.abs(left));
      const goal = Math.sign(left) * Math.min(turns('trap_traj.config.vel_limit', 2), braking);
      setpoint.velocity += clamped(goal - setpoint.velocity, turns('trap_traj.config.accel_limit', 0.5) * seconds);
      setpoint.position += clamped(setpoint.velocity * seconds, Math.abs(left));
    } else Object.assign(setpoint, input);
  };
  /** Nm the loops ask for, within the current limit. */
  const drive = (mode: number, seconds: number): number => {
    const perCount = is04 ? cpr() * torqueConstant() : 1;
    const limit = turns('controller.config.vel_limit', 2);
    const correction =
      mode >= modes.position ? number('controller.config.pos_gain', 20) * (setpoint.position - loop.position) : 0;
    const error = clamped(setpoint.velocity + correction, limit) - loop.velocity;
    if (mode === modes.torque) loop.integrator = 0;
    else loop.integrator += number('controller.config.vel_integrator_gain') * perCount * error * seconds;
    const speed = mode === modes.torque ? 0 : number('controller.config.vel_gain') * perCount * error;
    const most = number('motor.config.current_lim', 10) * torqueConstant();
    const asked = setpoint.torque + speed + loop.integrator;
    // As in the firmware: an integrator that cannot act is let down.
    if (Math.abs(asked) > most) loop.integrator *= 0.99;
    return clamped(asked, most);
  };
  const step = (seconds: number) => {
    if (loop.closed) {
      const mode = number('controller.config.control_mode', modes.position);
      const inputMode = is04
        ? mode === modes.trajectory04
          ? inputModes.trapezoid
          : 1
        : number('controller.config.input_mode', 1);
      shape(wanted(), inputMode, seconds);
      loop.torque = drive(mode, seconds);
    }
    const friction = motor.coulomb * Math.tanh(loop.velocity / 0.02) + motor.viscous * loop.velocity;
    loop.velocity += ((loop.torque - friction) / (motor.inertia * 2 * Math.PI)) * seconds;
    loop.position += loop.velocity * seconds;
    const current = loop.torque / torqueConstant();
    loop.heat += ((heat.perSquareAmpere * current ** 2 - loop.heat) / heat.seconds) * seconds;
  };
  const advance = () => {
    const time = now();
    const closed = get('current_state') === states.closedLoopControl;
    if (closed && !loop.closed) {
      // Axis::start_closed_loop_control: it holds where it is.
      loop.integrator = 0;
      Object.assign(setpoint, { position: loop.position, velocity: 0, torque: 0 });
      set(inputPath, loop.position * (is04 ? cpr() : 1));
    }
    if (!closed) loop.torque = 0;
    loop.closed = closed;
    const skipped = time - loop.at - maxMs;
    if (skipped > 0) {
      loop.position += (closed ? loop.velocity : 0) * (skipped / 1000);
      loop.at += skipped;
    }
    const isStill = !closed && Math.abs(loop.velocity) < 1e-4 && loop.heat < 1e-3;
    if (isStill) loop.at = time;
    for (; loop.at + stepMs <= time; loop.at += stepMs) step(stepMs / 1000);
  };
  /** -1 to 1, only while the PWM is on. */
  const noise = (purpose: number) =>
    loop.closed ? (mixed(seed * 7 + purpose, Math.floor(now() * 8)) % 2001) / 1000 - 1 : 0;
  const busCurrent = () => {
    const current = loop.torque / torqueConstant();
    const watts = loop.torque * loop.velocity * 2 * Math.PI + 1.5 * motor.resistance * current ** 2;
    return watts / Math.max(environment.vbus(), 1);
  };
  const seen = <T>(value: () => T) => {
    return () => {
      advance();
      return value();
    };
  };
  /** The observer wanders by a part of a step. */
  const counts = () => loop.position * cpr() + 0.3 * noise(1);
  const inCpr = () => ((counts() % cpr()) + cpr()) % cpr();
  const speed = () => loop.velocity + 0.002 * noise(2);
  const quadrature = () => loop.torque / torqueConstant();
  const unit = () => (is04 ? 1 : 1 / cpr());
  const values: Readonly<Record<string, () => number>> = {
    'encoder.shadow_count': () => Math.floor(counts()) | 0,
    'encoder.count_in_cpr': () => Math.floor(inCpr()),
    'encoder.pos_estimate': () => counts() * unit(),
    'encoder.pos_estimate_counts': counts,
    'encoder.pos_cpr': () => inCpr() * unit(),
    'encoder.pos_cpr_counts': inCpr,
    'encoder.pos_circular': () => inCpr() / cpr(),
    'encoder.vel_estimate': () => speed() * (is04 ? cpr() : 1),
    // Up to 0.4.2.
    'encoder.pll_vel': () => speed() * cpr(),
    'encoder.vel_estimate_counts': () => speed() * cpr(),
    'motor.current_control.Iq_setpoint': quadrature,
    'motor.current_control.Iq_measured': () => quadrature() + 0.08 * noise(3),
    'motor.current_control.Ibus': busCurrent,
    'motor.I_bus': busCurrent,
    'motor.fet_thermistor.temperature': () => ambient + loop.heat,
    'fet_thermistor.temperature': () => ambient + loop.heat,
    'motor.get_inverter_temp.result': () => ambient + loop.heat,
    ...(is04
      ? {}
      : {
          'controller.pos_setpoint': () => setpoint.position,
          'controller.vel_setpoint': () => setpoint.velocity,
          'controller.torque_setpoint': () => loop.torque,
          'controller.mechanical_power': () => loop.torque * loop.velocity * 2 * Math.PI,
        }),
  };
  const measured = new Map(Object.entries(values).map(([path, value]) => [path, seen(value)] as const));
  return { advance, busCurrent: seen(busCurrent), measured };
}

function clamped(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}

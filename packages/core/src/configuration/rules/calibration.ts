// Which calibrations go onto a board whole, which cannot, and which do not hold any more because of what else is written.
// A file has numbers; whether the firmware may believe them is said by a "valid" flag, and that is what is decided here. Pure.

import type { Calibration } from '../../messages/settings.ts';
import type { PropertyValue } from '../../odrive/value.ts';

export interface Axis {
  /** `axis0` */
  readonly name: string;
  /** What is wanted of a path below the axis, or `undefined` where the file says nothing or it is left out. */
  wanted(path: string): PropertyValue | undefined;
  /** What the board has of it now. */
  now(path: string): PropertyValue | undefined;
}

/** A "valid" flag that must be false, and what has to be repeated before it may be set again. */
export interface FlagOff {
  readonly path: string;
  readonly repeat: Calibration;
}

const motorFlag = 'motor.config.pre_calibrated';
const encoderFlag = 'encoder.config.pre_calibrated';
const hallFlag = 'encoder.config.hall_polarity_calibrated';
const anticoggingFlag = 'controller.config.anticogging.pre_calibrated';

/** The flags that make the firmware believe a calibration, and what was measured with each: without it they mean nothing. */
const measured: Readonly<Record<string, readonly string[]>> = {
  [motorFlag]: ['motor.config.phase_resistance', 'motor.config.phase_inductance'],
  [encoderFlag]: [
    'encoder.config.phase_offset',
    'encoder.config.phase_offset_float',
    'encoder.config.offset',
    'encoder.config.offset_float',
    'encoder.config.direction',
    'motor.config.direction',
  ],
  [hallFlag]: ['encoder.config.hall_polarity'],
  // The map has no endpoint (Controller::Anticogging_t::cogging_map).
  [anticoggingFlag]: [],
};

/** Whether the path of an axis is one of its flags. */
export function isValidFlag(path: string): boolean {
  return Object.hasOwn(measured, path.replace(/^axis\d+\./, ''));
}

/** What was measured with the calibration that this flag of an axis stands for, as whole paths. */
export function measuredWith(path: string): readonly string[] {
  const [, axis = '', flag = ''] = /^(axis\d+)\.(.*)$/.exec(path) ?? [];
  return Object.hasOwn(measured, flag) ? (measured[flag] ?? []).map((name) => `${axis}.${name}`) : [];
}

/** Typed by a person; what a calibration found holds with these only. */
const typed: readonly string[] = [
  'motor.config.motor_type',
  'motor.config.pole_pairs',
  'motor.config.torque_constant',
  'encoder.config.cpr',
  'encoder.config.mode',
  'encoder.config.use_index',
  'encoder.config.abs_spi_cs_gpio_pin',
  'encoder.config.sincos_gpio_pin_sin',
  'encoder.config.sincos_gpio_pin_cos',
];

/** ENCODER_MODE_INCREMENTAL and ENCODER_MODE_HALL of every release. */
const incremental = 0;
const hall = 1;

/** The flags of an axis that must be false afterwards, although the file or the board has them true. */
export function flagsOff(axis: Axis): readonly FlagOff[] {
  const typedChanges = typed.some((path) => isChanged(axis, path));
  return Object.keys(measured).flatMap((flag) => {
    const now = axis.now(flag);
    if (now === undefined || (axis.wanted(flag) ?? now) !== true) return [];
    const isCarried = axis.wanted(flag) === true;
    const holds = isCarried
      ? holdsWhole(axis, flag) || isWhole(axis, flag)
      : !typedChanges && !isRemeasured(axis, flag);
    return holds ? [] : [{ path: `${axis.name}.${flag}`, repeat: calibrationOf(axis, flag) }];
  });
}

function calibrationOf({ wanted, now }: Axis, flag: string): Calibration {
  if (flag === motorFlag) return 'motor';
  if (flag === anticoggingFlag) return 'anticogging';
  const get = (path: string) => wanted(path) ?? now(path);
  if (flag === hallFlag || get('encoder.config.mode') === hall) return 'hall';
  return get('encoder.config.use_index') === true ? 'index-search' : 'encoder-offset';
}

function isChanged({ wanted, now }: Axis, path: string): boolean {
  const value = wanted(path);
  return value !== undefined && now(path) !== undefined && value !== now(path);
}

/** What the flag stands for is written over. */
function isRemeasured(axis: Axis, flag: string): boolean {
  return (measured[flag] ?? []).some((path) => isChanged(axis, path));
}

/** The board has it as the file wants it, the flag included: its sectors survived, or nothing was changed. */
function holdsWhole(axis: Axis, flag: string): boolean {
  return axis.now(flag) === true && !isRemeasured(axis, flag);
}

/** Whether the numbers in the file are all that the calibration was. */
function isWhole(axis: Axis, flag: string): boolean {
  const needed = (measured[flag] ?? []).filter((path) => axis.now(path) !== undefined);
  if (needed.length === 0 || needed.some((path) => axis.wanted(path) === undefined)) return false;
  if (flag === motorFlag) return true;
  const get = (path: string) => axis.wanted(path) ?? axis.now(path);
  const mode = get('encoder.config.mode');
  // From 0.5.2 on the edges of a hall encoder are measured, too, and have no endpoint.
  if (flag === hallFlag || mode === hall) return axis.now(hallFlag) === undefined;
  // Nothing has seen the index after a start.
  return !(mode === incremental && get('encoder.config.use_index') === true);
}

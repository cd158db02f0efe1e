// Where an axis has what its motion is about, by generation of the firmware.

import type { OdriveDevice } from '../../odrive/device.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { PropertyValue } from '../../odrive/value.ts';

/** States by number (odrive-interface.yaml, AxisState). */
export const axisStates = {
  idle: 1,
  startupSequence: 2,
  fullCalibration: 3,
  motorCalibration: 4,
  sensorlessControl: 5,
  encoderIndexSearch: 6,
  encoderOffsetCalibration: 7,
  closedLoopControl: 8,
  homing: 11,
  hallPolarityCalibration: 12,
} as const;

/** Measures the motor itself, so that nothing has to be calibrated before. */
const needsNothing: readonly number[] = [
  axisStates.startupSequence,
  axisStates.fullCalibration,
  axisStates.motorCalibration,
];
const needsEncoder: readonly number[] = [axisStates.closedLoopControl, axisStates.homing];

/** What must be calibrated before an axis enters that state. */
export function neededBy(state: number, isSensorless: boolean): readonly ('motor' | 'encoder')[] {
  if (needsNothing.includes(state)) return [];
  return needsEncoder.includes(state) && !isSensorless ? ['motor', 'encoder'] : ['motor'];
}

/** What an axis would act on as soon as it is armed, and what it is set to: where the axis is, and no speed. */
export interface Input {
  readonly path: string;
  /** Where the value comes from; 0 where there is none. */
  readonly from?: string | undefined;
}

/** Inputs of 0.5 and of 0.4, below the axis; what a firmware does not have is left out when writing. */
export function inputsOf(isCircular: boolean): readonly Input[] {
  const position = isCircular ? 'encoder.pos_circular' : 'encoder.pos_estimate';
  return [
    { path: 'controller.input_pos', from: position },
    { path: 'controller.input_vel' },
    { path: 'controller.input_torque' },
    { path: 'controller.vel_ramp_target' },
    { path: 'controller.current_setpoint' },
    { path: 'controller.vel_setpoint' },
    { path: 'controller.pos_setpoint', from: position },
  ];
}

/** Reads what the firmware has of an axis; `undefined` for what it has not. */
export function axisReader(odrive: OdriveDevice, axis: string, options: CallOptions) {
  return async (path: string): Promise<PropertyValue | undefined> => {
    const whole = `${axis}.${path}`;
    return findProperty(odrive.tree, whole) ? odrive.read(whole, options) : undefined;
  };
}

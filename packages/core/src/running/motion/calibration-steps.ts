// What an axis is calibrated by, in ODrive's order (docs/getting-started, docs/hoverboard, docs/encoders of odriverobotics/ODrive),
// and where the results are. Pure.

import type { ConfigurationGeneration } from '../../odrive/release-order.ts';
import { axisStates } from './paths.ts';

/** What of an axis is calibrated. */
export type CalibrationPart = 'motor' | 'encoder' | 'full';

export interface CalibrationFacts {
  readonly generation: ConfigurationGeneration;
  /** `encoder.config.mode` */
  readonly mode: number;
  readonly useIndex: boolean;
}

const hallMode = 1;
/** Absolute encoders on SPI have this bit. */
const absoluteMode = 0x100;

/** The states that the axis is asked for one after the other. */
export function calibrationSteps(part: CalibrationPart, facts: CalibrationFacts): readonly number[] {
  return [
    ...(part === 'encoder' ? [] : [axisStates.motorCalibration]),
    ...(part === 'motor' ? [] : encoderSteps(facts)),
  ];
}

function encoderSteps({ generation, mode, useIndex }: CalibrationFacts): readonly number[] {
  if (mode === hallMode && generation === '0.5.2')
    return [axisStates.hallPolarityCalibration, axisStates.encoderOffsetCalibration];
  if (mode === 0 && useIndex) return [axisStates.encoderIndexSearch, axisStates.encoderOffsetCalibration];
  return [axisStates.encoderOffsetCalibration];
}

/** Whether the firmware keeps the flag that the encoder is calibrated over a restart. */
export function keepsEncoderCalibration({ mode, useIndex }: CalibrationFacts): boolean {
  return mode === hallMode || (mode & absoluteMode) !== 0 || (mode === 0 && useIndex);
}

/** Below the axis; what a firmware does not have is left out. */
export const calibrationResults: readonly string[] = [
  'motor.is_calibrated',
  'motor.config.phase_resistance',
  'motor.config.phase_inductance',
  'motor.config.direction',
  'encoder.is_ready',
  'encoder.index_found',
  'encoder.config.direction',
  'encoder.config.offset',
  'encoder.config.offset_float',
  'encoder.config.phase_offset',
  'encoder.config.phase_offset_float',
  'encoder.config.hall_polarity',
  'encoder.config.hall_polarity_calibrated',
];

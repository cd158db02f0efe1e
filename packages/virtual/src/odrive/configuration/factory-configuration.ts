// The configuration of a board that a person has set up: saved twice, so that both sectors have been written.

import type { PropertyValue } from '@odflash/core/odrive';
import { seededRandom } from '../../time/random.ts';
import { resetValues, zeroOf } from '../descriptors.ts';
import { identifyFirmware } from '../image.ts';
import { applySteps, storeSteps } from './nvm.ts';
import { encodeConfiguration } from './stored-configuration.ts';

/** What people change first. Paths a release does not have are left out. */
const setUp: readonly (readonly [string, PropertyValue])[] = [
  ['config.brake_resistance', 0.5],
  ['config.enable_brake_resistor', true],
  ['config.dc_max_negative_current', -3],
  ['axis0.motor.config.pole_pairs', 14],
  ['axis0.motor.config.current_lim', 25],
  ['axis0.motor.config.torque_constant', 0.03],
  ['axis0.encoder.config.cpr', 4000],
  ['axis0.encoder.config.use_index', true],
  ['axis0.encoder.config.phase_offset', 1873],
  ['axis0.encoder.config.offset', 1873],
  ['axis0.controller.config.pos_gain', 35],
  ['axis0.config.can.node_id', 3],
  ['axis1.motor.config.pole_pairs', 20],
  ['axis1.encoder.config.cpr', 16_384],
  ['axis1.controller.config.vel_limit', 12],
];

/** Startup flags of axis 0 that are set. */
const startupFlags = {
  none: [],
  calibration: ['startup_motor_calibration'],
  'closed-loop': ['startup_motor_calibration', 'startup_encoder_offset_calibration', 'startup_closed_loop_control'],
} as const;

export type StartupHabit = keyof typeof startupFlags;
export const startupHabits: readonly StartupHabit[] = ['none', 'calibration', 'closed-loop'];

/** What a calibration leaves of axis 0, and the flags that say it still holds. */
const motorCalibration = [
  ['axis0.motor.config.phase_resistance', 0.0391],
  ['axis0.motor.config.phase_inductance', 2.2e-5],
  ['axis0.motor.config.pre_calibrated', true],
] as const;
const encoderCalibration = [
  ['axis0.encoder.config.phase_offset_float', 0.46],
  ['axis0.encoder.config.offset_float', 0.46],
  ['axis0.encoder.config.direction', 1],
  ['axis0.motor.config.direction', 1],
  ['axis0.encoder.config.pre_calibrated', true],
] as const;

export type CalibrationHabit = 'none' | 'motor' | 'full';

const calibrations: Readonly<Record<CalibrationHabit, readonly (readonly [string, PropertyValue])[]>> = {
  none: [],
  motor: motorCalibration,
  full: [...motorCalibration, ...encoderCalibration],
};

export const calibrationHabits: readonly CalibrationHabit[] = ['none', 'motor', 'full'];

/** What a board's owner has set it up for. */
export interface FactoryHabits {
  readonly startup: StartupHabit;
  readonly calibration: CalibrationHabit;
}

export const noHabits: FactoryHabits = { startup: 'none', calibration: 'none' };

/** Stores it for the firmware in `flash`; does nothing if this is not an ODrive firmware. */
export function storeFactoryConfiguration(
  flash: Uint8Array,
  seed: number,
  { startup, calibration }: FactoryHabits,
): void {
  const image = identifyFirmware(flash);
  if (!image || image === 'damaged') return;
  const { tree, traits } = image;
  const values = new Map(resetValues(traits, image.board));
  const save = () => {
    const record = encodeConfiguration(tree, traits, ({ path, type }) => values.get(path) ?? zeroOf(type));
    applySteps(flash, storeSteps(flash, record));
  };
  save();
  for (const [path, value] of [...setUp, ...calibrations[calibration]])
    if (tree.nodes.has(path)) values.set(path, value);
  for (const flag of startupFlags[startup]) values.set(`axis0.config.${flag}`, true);
  // Two boards are not tuned alike.
  values.set('axis0.encoder.config.bandwidth', 500 + seededRandom(seed, 'configuration').below(1000));
  save();
}

// Which properties of a board hold errors, and which flags name their bits.

import { axisFlags } from './axis.ts';
import { canFlags, systemFlags } from './board.ts';
import { controllerFlags } from './controller.ts';
import { encoderFlags, sensorlessFlags } from './encoder.ts';
import type { ErrorFlag } from './flag.ts';
import { gateDriverFlags } from './gate-driver.ts';
import { motorFlags } from './motor.ts';
import { motorFlagsSince052 } from './motor-since-0-5-2.ts';
import { fetThermistorFlags, motorThermistorFlags } from './thermistor.ts';

/** One flag that is set. */
export type DecodedFlag = Omit<ErrorFlag, 'releases'>;

export interface ErrorTable {
  /** What odrivetool calls the part in a list of errors, and before the name of a flag: `MOTOR_ERROR_…`, `MotorError.…`. */
  readonly part: string;
  readonly paths: readonly string[];
  readonly flags: readonly ErrorFlag[];
  /** What it means if every bit is set, where that is not a set of flags. */
  readonly allOnes?: DecodedFlag | undefined;
  /** Paths of it that keep what was when the axis last became idle. Clearing errors leaves them. */
  readonly latched?: readonly string[] | undefined;
}

/** In the order in which they are shown. */
export const errorTables: readonly ErrorTable[] = [
  { part: 'odrive', paths: ['error'], flags: systemFlags },
  { part: 'can', paths: ['can.error'], flags: canFlags },
  { part: 'axis', paths: ['axis*.error'], flags: axisFlags },
  { part: 'motor', paths: ['axis*.motor.error'], flags: [...motorFlags, ...motorFlagsSince052] },
  { part: 'encoder', paths: ['axis*.encoder.error'], flags: encoderFlags },
  { part: 'controller', paths: ['axis*.controller.error'], flags: controllerFlags },
  { part: 'sensorless_estimator', paths: ['axis*.sensorless_estimator.error'], flags: sensorlessFlags },
  { part: 'fet_thermistor', paths: ['axis*.fet_thermistor.error'], flags: fetThermistorFlags },
  { part: 'motor_thermistor', paths: ['axis*.motor_thermistor.error'], flags: motorThermistorFlags },
  {
    part: 'gate_driver',
    paths: ['axis*.motor.gate_driver.drv_fault', 'axis*.last_drv_fault'],
    latched: ['axis*.last_drv_fault'],
    flags: gateDriverFlags,
    // A chip that does not answer on SPI reads as ones.
    allOnes: {
      bit: 0,
      name: 'NO_ANSWER',
      code: 'gate-driver.NO_ANSWER',
    },
  },
];

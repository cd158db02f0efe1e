// Error flags of the firmware in what people paste: by name and by number, of every generation, one by one.

import { explain } from '@odflash/core/diagnosis';
import { describe, expect, it } from 'vitest';
import { errorTables } from '../../src/odrive/errors/tables.ts';

const found = (text: string) => explain(text).flags.map(({ part, flag }) => `${part}.${flag.name}`);
const codes = (text: string) => explain(text).flags.map(({ flag }) => flag.code);

const every = errorTables.flatMap(({ part, flags }) => flags.map((flag) => ({ part, ...flag })));
const prefixed = every.filter(({ part }) => part !== 'gate_driver' && !part.endsWith('thermistor'));

describe('an error flag', () => {
  it.each(prefixed)('of $part is found as 0.4 and 0.5 print it: $name', ({ part, name, code }) => {
    const camel = part.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const text of [
      `${part.toUpperCase()}_ERROR_${name}`,
      `${camel}Error.${name}`,
      `errors.${part}.ERROR_${name}`,
      `axis0\n  ${part}: Error(s):\n    ERROR_${name}`,
      `  ${part}: \u001b[91;1mError(s):\u001b[0m\r\n    ${part.toUpperCase()}_ERROR_${name}\r\n  controller: no error`,
    ])
      expect(codes(text), text).toContain(code);
  });

  it.each([
    ['axis.error = 0x1', ['axis.INVALID_STATE']],
    ['axis0.motor.error = 8', ['motor.DRV_FAULT']],
    ['odrv0.axis1.encoder.error: 0x100', ['encoder.ABS_SPI_NOT_READY']],
    ["In [4]: hex(odrv0.axis0.error)\nOut[4]: '0x40'", ['axis.MOTOR_FAILED']],
    ['odrv0.error 2', ['odrive.DC_BUS_UNDER_VOLTAGE']],
    ['axis0.sensorless_estimator.error = 1', ['sensorless_estimator.UNSTABLE_GAIN']],
    ['axis0.last_drv_fault = 0x400', ['gate_driver.GVDD_OV', 'gate_driver.FAULT']],
    ['axis0.motor.gate_driver.drv_fault = 0xffffffff', ['gate_driver.NO_ANSWER']],
    ['axis0.error = 0x80000000', ['axis.UNKNOWN 0x80000000']],
    ['axis0.motor.error = 0', []],
    ['axis0.motor.config.error_max = 3', []],
  ])('is found by its number: %s', (text, flags) => {
    expect(found(text)).toEqual(flags);
  });

  it('that two generations call by one number is explained for both, or as the firmware that is named has it', () => {
    expect(found('axis0.encoder.error = 2')).toEqual(['encoder.CPR_OUT_OF_RANGE', 'encoder.CPR_POLEPAIRS_MISMATCH']);
    const releases = explain('axis0.encoder.error = 2').flags.map(({ flag }) => flag.releases);
    expect(releases).toEqual(['..0.4.12', '0.5.1..']);
    expect(found('Found ODrive 1 (v3.6-56V) with firmware v0.5.6\naxis0.encoder.error = 2')).toEqual([
      'encoder.CPR_POLEPAIRS_MISMATCH',
    ]);
    expect(found('with firmware v0.4.12-dev\naxis0.encoder.error = 2')).toEqual(['encoder.CPR_OUT_OF_RANGE']);
  });

  it('of several in one paste is explained once each, in the order of the paste', () => {
    const dump = `In [7]: dump_errors(odrv0)
system: no error
axis0
  axis: Error(s):
    AXIS_ERROR_MOTOR_FAILED
  motor: Error(s):
    MOTOR_ERROR_CURRENT_SENSE_SATURATION
    MOTOR_ERROR_UNKNOWN_TORQUE
  sensorless_estimator: no error
  encoder: no error
axis1
  axis: Error(s):
    AXIS_ERROR_MOTOR_FAILED
  encoder: Error(s):
    ENCODER_ERROR_CPR_POLEPAIRS_MISMATCH`;
    const flags = [
      'axis.MOTOR_FAILED',
      'motor.CURRENT_SENSE_SATURATION',
      'motor.UNKNOWN_TORQUE',
      'encoder.CPR_POLEPAIRS_MISMATCH',
    ];
    expect(found(dump)).toEqual(flags);
    expect(explain(dump).symptoms).toEqual([]);
    expect(found(dump.replaceAll('\n', '\r\n'))).toEqual(flags);
    expect(found(dump.match(/[^\n]{1,20}/g)?.join('\n') ?? '')).toEqual(flags);
  });

  it.each([
    ['ERROR_INVALID_STATE', ['axis.INVALID_STATE']],
    ['MOTOR_ERROR_PHASE_RESISTENCE_OUT_OF_RANGE', ['motor.PHASE_RESISTANCE_OUT_OF_RANGE']],
    ['motor error phase resistance out of range', ['motor.PHASE_RESISTANCE_OUT_OF_RANGE']],
    ['my odrive says ENCODER_ERROR_INDEX_NOT_FOUND_YET, what now?', ['encoder.INDEX_NOT_FOUND_YET']],
    ['THERMISTOR_CURRENT_LIMITER_ERROR_OVER_TEMP', ['fet_thermistor.OVER_TEMP', 'motor_thermistor.OVER_TEMP']],
    ['FETLA_OC', ['gate_driver.FETLA_OC']],
    ['DRV_FAULT', ['motor.DRV_FAULT']],
    ['SPINOUT_DETECTED', ['controller.SPINOUT_DETECTED']],
    ['MODULATION_MAGNITUDE', ['motor.MODULATION_MAGNITUDE']],
    ['ESTOP_REQUESTED', ['axis.ESTOP_REQUESTED']],
  ])('is found as people type it: %s', (text, flags) => {
    expect(found(text)).toEqual(flags);
    expect(explain(text).symptoms).toEqual([]);
  });

  it.each([
    'HACKRF_ERROR_INVALID_STATE',
    'invalid state',
    'watchdog timer expired',
    'NO_RESPONSE',
    'INVALID_STATE',
    'FAULT_CODE_DRV',
    'server.error = 8',
    'error 8',
    'motor is overspeed',
    'thread.MOTOR_FAILED_COUNT = 3',
    'the log said ESTOP_REQUESTED at noon',
  ])('is not read into what other programs say: %s', (text) => {
    expect(explain(text)).toEqual({ symptoms: [], flags: [] });
  });
});

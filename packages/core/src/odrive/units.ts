// Units of properties, where they are known (docs and Firmware/odrive-interface.yaml at the fw-v* tags). Positions are counts up
// to 0.4.12 and turns from 0.5 on. Not listed: no unit, or not known.

import { globTable } from './glob.ts';
import type { ConfigurationGeneration } from './release-order.ts';

interface Row {
  readonly unit: string;
  readonly paths: readonly string[];
}

const everywhere: readonly Row[] = [
  { unit: 'V', paths: ['vbus_voltage', 'config.dc_bus_*_level', 'config.dc_bus_overvoltage_ramp_*'] },
  { unit: 'V', paths: ['axis*.motor.config.resistance_calib_max_voltage'] },
  {
    unit: 'A',
    paths: [
      'ibus',
      'brake_resistor_current',
      'config.dc_max_*_current',
      'config.max_regen_current',
      'axis*.motor.I_bus',
      'axis*.motor.config.I_bus_hard_*',
      'axis*.motor.current_control.I*_setpoint',
      'axis*.motor.current_control.I*_measured',
      'axis*.motor.current_control.Ibus',
      'axis*.motor.current_meas_ph*',
      'axis*.motor.config.current_lim',
      'axis*.motor.config.current_lim_margin',
      'axis*.motor.config.calibration_current',
      'axis*.motor.config.requested_current_range',
      'axis*.motor.max_allowed_current',
      'axis*.motor.current_control.max_allowed_current',
      'axis*.motor.effective_current_lim',
    ],
  },
  { unit: 'Ω', paths: ['config.brake_resistance', 'axis*.motor.config.phase_resistance'] },
  { unit: 'H', paths: ['axis*.motor.config.phase_inductance'] },
  {
    unit: '°C',
    paths: [
      'axis*.*_thermistor.temperature',
      'axis*.motor.*_thermistor.temperature',
      'axis*.*_thermistor.config.temp_limit_*',
      'axis*.motor.*_thermistor.config.temp_limit_*',
      'axis*.motor.config.inverter_temp_limit_*',
    ],
  },
  { unit: 'ms', paths: ['system_stats.uptime'] },
  { unit: 's', paths: ['axis*.config.watchdog_timeout'] },
  { unit: 'counts', paths: ['axis*.encoder.shadow_count', 'axis*.encoder.count_in_cpr', 'axis*.encoder.config.cpr'] },
];

const of04: readonly Row[] = [
  { unit: 'counts', paths: ['axis*.encoder.pos_estimate', 'axis*.encoder.pos_cpr', 'axis*.controller.pos_setpoint'] },
  {
    unit: 'counts/s',
    paths: [
      'axis*.encoder.vel_estimate',
      'axis*.encoder.pll_vel',
      'axis*.controller.vel_setpoint',
      'axis*.controller.config.vel_limit',
    ],
  },
  { unit: 'A', paths: ['axis*.controller.current_setpoint'] },
];

const since05: readonly Row[] = [
  {
    unit: 'turn',
    paths: [
      'axis*.encoder.pos_estimate',
      'axis*.encoder.pos_circular',
      'axis*.encoder.pos_cpr',
      'axis*.controller.pos_setpoint',
      'axis*.controller.input_pos',
    ],
  },
  { unit: 'counts', paths: ['axis*.encoder.*pos_*_counts', 'axis*.encoder.pos_abs'] },
  { unit: 'counts/s', paths: ['axis*.encoder.vel_estimate_counts'] },
  {
    unit: 'turn/s',
    paths: [
      'axis*.encoder.vel_estimate',
      'axis*.controller.vel_setpoint',
      'axis*.controller.input_vel',
      'axis*.controller.config.vel_limit',
      'axis*.trap_traj.config.vel_limit',
    ],
  },
  { unit: 'turn/s²', paths: ['axis*.trap_traj.config.*cel_limit'] },
  {
    unit: 'Nm',
    paths: ['axis*.controller.torque_setpoint', 'axis*.controller.input_torque', 'axis*.motor.config.torque_lim'],
  },
  { unit: 'Nm/A', paths: ['axis*.motor.config.torque_constant'] },
];

const tables: Readonly<Record<ConfigurationGeneration, (path: string) => Row | undefined>> = {
  '0.4': globTable([...of04, ...everywhere]),
  '0.5.1': globTable([...since05, ...everywhere]),
  '0.5.2': globTable([...since05, ...everywhere]),
};

/** `V`, `turn/s`, or `undefined` where none is known. */
export function unitOf(path: string, generation: ConfigurationGeneration): string | undefined {
  return tables[generation](path)?.unit;
}

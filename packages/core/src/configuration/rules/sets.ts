// Values that are right only together: what a brake resistor is and that it is used, where the ramp starts and ends and
// that it is on. Data.

/** Values behind one switch. */
export interface SwitchedSet {
  readonly name: 'brake' | 'ramp';
  readonly values: readonly string[];
  readonly enable: string;
}

/** In the order in which they may be switched on. */
export const switchedSets: readonly SwitchedSet[] = [
  { name: 'brake', values: ['config.brake_resistance'], enable: 'config.enable_brake_resistor' },
  {
    name: 'ramp',
    values: ['config.dc_bus_overvoltage_ramp_start', 'config.dc_bus_overvoltage_ramp_end'],
    enable: 'config.enable_dc_bus_overvoltage_ramp',
  },
];

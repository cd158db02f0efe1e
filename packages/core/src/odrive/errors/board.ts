// Error flags of the whole board.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `error`. */
export const systemFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'CONTROL_ITERATION_MISSED',
    releases: '0.5.2..',
    meaning: 'a control loop iteration was skipped',
    cause: 'processor overloaded by many active components',
    remedy: 'switch off what is not needed',
  },
  {
    bit: 1,
    name: 'DC_BUS_UNDER_VOLTAGE',
    releases: '0.5.2..',
    meaning: 'bus voltage fell below config.dc_bus_undervoltage_trip_level (8 V by default)',
    cause: 'loose power leads, weak supply, current peak when accelerating, or no motor supply at all',
    remedy: 'check leads and supply, plot vbus_voltage during the move, lower current_lim or vel_limit',
  },
  {
    bit: 2,
    name: 'DC_BUS_OVER_VOLTAGE',
    releases: '0.5.2..',
    meaning: 'bus voltage rose above config.dc_bus_overvoltage_trip_level',
    cause:
      'braking energy with no brake resistor, a wrong brake_resistance, long thin wires to it; or a trip level of another board variant',
    remedy:
      'check resistor, enable_brake_resistor and brake_resistance (0.01-0.05 ohm may be added for wiring); compare trip level with the board variant',
  },
  {
    bit: 3,
    name: 'DC_BUS_OVER_REGEN_CURRENT',
    releases: '0.5.2..',
    meaning: 'more current flowed back to the supply than config.dc_max_negative_current allows',
    cause: 'brake resistor off or too weak; limit of -0.01 A (or -1e-6 A carried from a 0.5.1 backup)',
    remedy:
      'enable_brake_resistor, V_supply/brake_resistance > sum of current_lim + current_lim_margin; or allow the supply a realistic negative current',
  },
  {
    bit: 4,
    name: 'DC_BUS_OVER_CURRENT',
    releases: '0.5.2..',
    meaning: 'ibus exceeded config.dc_max_positive_current',
    cause: 'supply limit set too low for the move',
    remedy: 'raise it if the supply can, or lower current_lim/vel_limit',
  },
  {
    bit: 5,
    name: 'BRAKE_DEADTIME_VIOLATION',
    releases: '0.5.2..',
    meaning: 'brake PWM timings would have overlapped',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  {
    bit: 6,
    name: 'BRAKE_DUTY_CYCLE_NAN',
    releases: '0.5.2..',
    meaning: 'brake duty came out as not-a-number',
    cause: 'NaN in brake_resistance, max_regen_current or the ramp limits',
    remedy: 'set these to numbers',
  },
  {
    bit: 7,
    name: 'INVALID_BRAKE_RESISTANCE',
    releases: '0.5.2..',
    meaning: 'brake_resistance is zero, negative or NaN while the brake is enabled',
    cause: 'brake_resistance = 0 carried from 0.4/0.5.1, where it meant "none"',
    remedy: 'set the real resistance, or enable_brake_resistor = false',
  },
];

/** `can.error`. */
export const canFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'DUPLICATE_CAN_IDS',
    releases: '0.5.1..',
    meaning: 'two axes have the same CAN node id',
    cause: 'the node ids were copied',
    remedy: 'give each axis its own id',
  },
];

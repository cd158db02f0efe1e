import type { BoardFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const boardFlags: Readonly<Record<BoardFlagCode, FlagText>> = {
  'system.CONTROL_ITERATION_MISSED': {
    meaning: 'a control loop iteration was skipped',
    cause: 'processor overloaded by many active components',
    remedy: 'switch off what is not needed',
  },
  'system.DC_BUS_UNDER_VOLTAGE': {
    meaning: 'bus voltage fell below config.dc_bus_undervoltage_trip_level (8 V by default)',
    cause: 'loose power leads, weak supply, current peak when accelerating, or no motor supply at all',
    remedy: 'check leads and supply, plot vbus_voltage during the move, lower current_lim or vel_limit',
  },
  'system.DC_BUS_OVER_VOLTAGE': {
    meaning: 'bus voltage rose above config.dc_bus_overvoltage_trip_level',
    cause:
      'braking energy with no brake resistor, a wrong brake_resistance, long thin wires to it; or a trip level of another board variant',
    remedy:
      'check resistor, enable_brake_resistor and brake_resistance (0.01-0.05 ohm may be added for wiring); compare trip level with the board variant',
  },
  'system.DC_BUS_OVER_REGEN_CURRENT': {
    meaning: 'more current flowed back to the supply than config.dc_max_negative_current allows',
    cause: 'brake resistor off or too weak; limit of -0.01 A (or -1e-6 A carried from a 0.5.1 backup)',
    remedy:
      'enable_brake_resistor, V_supply/brake_resistance > sum of current_lim + current_lim_margin; or allow the supply a realistic negative current',
  },
  'system.DC_BUS_OVER_CURRENT': {
    meaning: 'ibus exceeded config.dc_max_positive_current',
    cause: 'supply limit set too low for the move',
    remedy: 'raise it if the supply can, or lower current_lim/vel_limit',
  },
  'system.BRAKE_DEADTIME_VIOLATION': {
    meaning: 'brake PWM timings would have overlapped',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'system.BRAKE_DUTY_CYCLE_NAN': {
    meaning: 'brake duty came out as not-a-number',
    cause: 'NaN in brake_resistance, max_regen_current or the ramp limits',
    remedy: 'set these to numbers',
  },
  'system.INVALID_BRAKE_RESISTANCE': {
    meaning: 'brake_resistance is zero, negative or NaN while the brake is enabled',
    cause: 'brake_resistance = 0 carried from 0.4/0.5.1, where it meant "none"',
    remedy: 'set the real resistance, or enable_brake_resistor = false',
  },
  'can.DUPLICATE_CAN_IDS': {
    meaning: 'two axes have the same CAN node id',
    cause: 'the node ids were copied',
    remedy: 'give each axis its own id',
  },
};

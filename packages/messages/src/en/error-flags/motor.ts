import type { MotorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const motorFlags: Readonly<Record<MotorFlagCode, FlagText>> = {
  'motor.PHASE_RESISTANCE_OUT_OF_RANGE': {
    meaning: 'measured phase resistance is implausible',
    cause: 'phase wire loose; resistance_calib_max_voltage too low for this motor; calibration_current too high',
    remedy: 'check screws; calibration_current * R < resistance_calib_max_voltage < 0.5 * vbus_voltage must hold',
  },
  'motor.PHASE_INDUCTANCE_OUT_OF_RANGE': {
    meaning: 'measured inductance is outside 2 uH ... 4 mH (0.5.6: 2e-6 ... 4000e-6 H)',
    cause: 'as PHASE_RESISTANCE_OUT_OF_RANGE',
    remedy: 'as PHASE_RESISTANCE_OUT_OF_RANGE',
  },
  'motor.ADC_FAILED': {
    meaning: 'current measurement converter failed',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.DRV_FAULT': {
    meaning: 'the DRV8301 gate driver signals a fault',
    cause: 'phase short, over current, gate supply dip (v3.4: M0 above about 40 A), no motor supply',
    remedy: 'read the gate driver fault bits; v3.4: keep M0 at 40 A or below; check for shorts',
  },
  'motor.CONTROL_DEADLINE_MISSED': {
    meaning: 'new PWM timings came too late',
    cause: 'the processor is overloaded',
    remedy: 'switch off what is not needed; report it if it stays',
  },
  'motor.NOT_IMPLEMENTED_MOTOR_TYPE': {
    meaning: 'motor_type has no implementation',
    cause: 'motor_type = 1 or unknown',
    remedy: 'set 0 (high current), 2 (gimbal), 3 (ACIM from 0.5.1)',
  },
  'motor.BRAKE_CURRENT_OUT_OF_RANGE': {
    meaning: 'required brake duty above 0.9 or NaN',
    cause: 'resistor value too big for the braking power, or brake_resistance set too high',
    remedy: 'smaller resistor, lower current_lim/vel_limit, correct brake_resistance',
  },
  'motor.MODULATION_MAGNITUDE': {
    meaning: 'bus voltage too low to drive the wanted current',
    cause: 'resistance_calib_max_voltage above half the bus voltage; gimbal limits too high; speed near the limit',
    remedy: 'lower that voltage; gimbal: calibration_current and current_lim (volts!) at most half the bus voltage',
  },
  'motor.BRAKE_DEADTIME_VIOLATION': {
    meaning: 'brake PWM timings would have overlapped',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.UNEXPECTED_TIMER_CALLBACK': {
    meaning: 'timer callback for an unknown timer',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.CURRENT_SENSE_SATURATION': {
    meaning: 'current sense amplifier at the end of its range',
    cause: 'current_lim (+ overshoot) too near max_allowed_current',
    remedy: 'raise requested_current_range, save, restart',
  },
  'motor.INVERTER_OVER_TEMP': {
    meaning: 'FETs hotter than inverter_temp_limit_upper + 5 degrees',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  'motor.CURRENT_LIMIT_VIOLATION': {
    meaning: 'current exceeded current_lim + current_lim_margin',
    cause: 'overshoot of the current controller',
    remedy: 'raise current_lim_margin when current_lim is large; recalibrate',
  },
  'motor.CURRENT_UNSTABLE': {
    meaning: 'current exceeded current_lim_tolerance * effective limit',
    cause: 'controller overshoot, wrong R/L, encoder slip',
    remedy: 'recalibrate the motor, raise tolerance a little, lower current_control_bandwidth',
  },
  'motor.BRAKE_DUTY_CYCLE_NAN': {
    meaning: 'brake duty came out as not-a-number',
    cause: 'NaN in brake_resistance, max_regen_current or the ramp limits',
    remedy: 'set these to numbers',
  },
  'motor.DC_BUS_OVER_REGEN_CURRENT': {
    meaning: 'more current flowed back to the supply than config.dc_max_negative_current allows',
    cause: 'brake resistor off or too weak; limit of -0.01 A (or -1e-6 A carried from a 0.5.1 backup)',
    remedy:
      'enable_brake_resistor, V_supply/brake_resistance > sum of current_lim + current_lim_margin; or allow the supply a realistic negative current',
  },
  'motor.DC_BUS_OVER_CURRENT': {
    meaning: 'ibus exceeded config.dc_max_positive_current',
    cause: 'supply limit set too low for the move',
    remedy: 'raise it if the supply can, or lower current_lim/vel_limit',
  },
  'motor.MODULATION_IS_NAN': {
    meaning: 'PWM modulation came out as not-a-number',
    cause: 'NaN in gains, R or L',
    remedy: 'recalibrate the motor; look for NaN in the configuration',
  },
  'motor.MOTOR_THERMISTOR_OVER_TEMP': {
    meaning: 'motor thermistor above its temp_limit_upper',
    cause: 'hot motor; or coefficients/pin of another thermistor',
    remedy: 'let it cool; check poly_coefficient_* and gpio_pin',
  },
  'motor.FET_THERMISTOR_OVER_TEMP': {
    meaning: 'FET thermistor above its temp_limit_upper',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  'motor.TIMER_UPDATE_MISSED': {
    meaning: 'a timer event was missed',
    cause: 'overload or interrupt trouble',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.CURRENT_MEASUREMENT_UNAVAILABLE': {
    meaning: 'current sensor was not sampled in time',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.CONTROLLER_FAILED': {
    meaning: 'the underlying current controller failed',
    cause: 'see the other flags',
    remedy: 'see the other flags',
  },
  'motor.I_BUS_OUT_OF_RANGE': {
    meaning: 'I_bus left I_bus_hard_min ... I_bus_hard_max',
    cause: 'the limits are too tight',
    remedy: 'widen the limits',
  },
  'motor.BRAKE_RESISTOR_DISARMED': {
    meaning: 'PWM asked for while the brake is enabled but not armed',
    cause: 'enable_brake_resistor just set without restart; or an earlier system error',
    remedy: 'read the system error, then clear the errors or restart',
  },
  'motor.SYSTEM_LEVEL': {
    meaning: 'switched off because of a system error',
    cause: 'see the top level error',
    remedy: 'see the top level error',
  },
  'motor.BAD_TIMING': {
    meaning: 'control loop and motor loop out of step',
    cause: 'the processor is overloaded',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.UNKNOWN_PHASE_ESTIMATE': {
    meaning: 'no valid rotor angle',
    cause:
      'encoder not calibrated / index not found: closed loop is entered as soon as direction is known, also with encoder.is_ready false',
    remedy: 'calibrate or index-search first',
  },
  'motor.UNKNOWN_PHASE_VEL': {
    meaning: 'no valid phase velocity',
    cause: 'as UNKNOWN_PHASE_ESTIMATE',
    remedy: 'as UNKNOWN_PHASE_ESTIMATE',
  },
  'motor.UNKNOWN_TORQUE': {
    meaning: 'no valid torque setpoint',
    cause: 'controller not running',
    remedy: 'check controller.error',
  },
  'motor.UNKNOWN_CURRENT_COMMAND': {
    meaning: 'no valid current setpoint',
    cause: 'controller not configured',
    remedy: 'check controller settings',
  },
  'motor.UNKNOWN_CURRENT_MEASUREMENT': {
    meaning: 'no valid current measurement',
    cause: 'often after CURRENT_SENSE_SATURATION',
    remedy: 'see the other flags',
  },
  'motor.UNKNOWN_VBUS_VOLTAGE': {
    meaning: 'no valid bus voltage measurement',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.UNKNOWN_VOLTAGE_COMMAND': {
    meaning: 'no valid feed-forward voltage',
    cause: 'a fault inside the firmware',
    remedy: 'restart the board; report it if it stays',
  },
  'motor.UNKNOWN_GAINS': {
    meaning: 'current controller has no gains',
    cause: 'phase_resistance/phase_inductance are zero',
    remedy: 'run motor calibration or set both by hand',
  },
  'motor.CONTROLLER_INITIALIZING': {
    meaning: 'internal value while the controller starts',
    cause: 'the controller is starting',
    remedy: 'see the other flags',
  },
  'motor.UNBALANCED_PHASES': {
    meaning: 'phases differ by more than 20 % in the resistance test',
    cause: 'loose phase wire, damaged motor or shunt',
    remedy: 'check wires and screws',
  },
};

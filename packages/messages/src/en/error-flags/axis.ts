import type { AxisFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const axisFlags: Readonly<Record<AxisFlagCode, FlagText>> = {
  'axis.INVALID_STATE': {
    meaning: 'a state was requested that may not be entered now',
    cause: 'closed loop or encoder calibration before motor calibration; encoder not ready; direction unknown',
    remedy: 'run the calibration sequence; check motor.is_calibrated, encoder.is_ready',
  },
  'axis.DC_BUS_UNDER_VOLTAGE': {
    meaning: 'bus voltage fell below config.dc_bus_undervoltage_trip_level (8 V by default)',
    cause: 'loose power leads, weak supply, current peak when accelerating, or no motor supply at all',
    remedy: 'check leads and supply, plot vbus_voltage during the move, lower current_lim or vel_limit',
  },
  'axis.DC_BUS_OVER_VOLTAGE': {
    meaning: 'bus voltage rose above config.dc_bus_overvoltage_trip_level',
    cause:
      'braking energy with no brake resistor, a wrong brake_resistance, long thin wires to it; or a trip level of another board variant',
    remedy:
      'check resistor, enable_brake_resistor and brake_resistance (0.01-0.05 ohm may be added for wiring); compare trip level with the board variant',
  },
  'axis.CURRENT_MEASUREMENT_TIMEOUT': {
    meaning: 'no current measurement arrived in time',
    cause: 'interrupt stalled, firmware overload',
    remedy: 'restart the board; report it if it stays',
  },
  'axis.BRAKE_RESISTOR_DISARMED': {
    meaning: 'the brake resistor output is off',
    cause: 'brake duty above 0.9 (resistance set too high, or too much braking current), another fault',
    remedy: 'fix the cause, then restart: up to 0.5.1 nothing but a restart arms it again',
  },
  'axis.MOTOR_DISARMED': {
    meaning: 'the motor was switched off unexpectedly while in a running state',
    cause: 'follows another error (motor, bus, brake)',
    remedy: 'read motor.error and the other axis',
  },
  'axis.MOTOR_FAILED': {
    meaning: 'the motor reported an error',
    cause: 'see motor.error',
    remedy: 'see motor.error',
  },
  'axis.SENSORLESS_ESTIMATOR_FAILED': {
    meaning: 'the sensorless estimator reported an error',
    cause: 'see sensorless_estimator.error',
    remedy: 'see sensorless_estimator.error',
  },
  'axis.ENCODER_FAILED': {
    meaning: 'the encoder reported an error',
    cause: 'see encoder.error',
    remedy: 'see encoder.error',
  },
  'axis.CONTROLLER_FAILED': {
    meaning: 'the controller reported an error',
    cause: 'see controller.error',
    remedy: 'see controller.error',
  },
  'axis.POS_CTRL_DURING_SENSORLESS': {
    meaning: 'position control asked for in sensorless mode',
    cause: 'control_mode is position (or trajectory)',
    remedy: 'use velocity or torque/current control',
  },
  'axis.WATCHDOG_TIMER_EXPIRED': {
    meaning: 'the axis watchdog was not fed within config.watchdog_timeout',
    cause: 'host program stopped, cable out, no watchdog_feed',
    remedy: 'feed it, lengthen the timeout, or switch the watchdog off (enable_watchdog in 0.5)',
  },
  'axis.MIN_ENDSTOP_PRESSED': {
    meaning: 'the min endstop closed',
    cause: 'axis reached it, or wiring/polarity wrong',
    remedy: 'move away with care, check is_active_high and the GPIO mode',
  },
  'axis.MAX_ENDSTOP_PRESSED': {
    meaning: 'the max endstop closed',
    cause: 'as MIN_ENDSTOP_PRESSED',
    remedy: 'as MIN_ENDSTOP_PRESSED',
  },
  'axis.ESTOP_REQUESTED': {
    meaning: 'an emergency stop came over CAN',
    cause: 'a CANSimple estop message',
    remedy: 'remove the reason, then clear errors',
  },
  'axis.HOMING_WITHOUT_ENDSTOP': {
    meaning: 'homing asked for without an enabled min endstop',
    cause: 'min_endstop.config.enabled is false',
    remedy: 'enable and wire the endstop',
  },
  'axis.OVER_TEMP': {
    meaning: 'the axis is too hot',
    cause: 'see fet_thermistor.error / motor_thermistor.error (0.5.1) or motor.error',
    remedy: 'let it cool, lower the current',
  },
  'axis.UNKNOWN_POSITION': {
    meaning: 'no valid position estimate',
    cause: 'encoder or load encoder not ready',
    remedy: 'calibrate or index-search; check load_encoder_axis',
  },
};

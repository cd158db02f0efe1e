// Error flags of ODrive's firmware by the part that has them, as codes of texts.

/** Error flags of an axis. */
export type AxisFlagCode =
  | 'axis.INVALID_STATE'
  | 'axis.DC_BUS_UNDER_VOLTAGE'
  | 'axis.DC_BUS_OVER_VOLTAGE'
  | 'axis.CURRENT_MEASUREMENT_TIMEOUT'
  | 'axis.BRAKE_RESISTOR_DISARMED'
  | 'axis.MOTOR_DISARMED'
  | 'axis.MOTOR_FAILED'
  | 'axis.SENSORLESS_ESTIMATOR_FAILED'
  | 'axis.ENCODER_FAILED'
  | 'axis.CONTROLLER_FAILED'
  | 'axis.POS_CTRL_DURING_SENSORLESS'
  | 'axis.WATCHDOG_TIMER_EXPIRED'
  | 'axis.MIN_ENDSTOP_PRESSED'
  | 'axis.MAX_ENDSTOP_PRESSED'
  | 'axis.ESTOP_REQUESTED'
  | 'axis.HOMING_WITHOUT_ENDSTOP'
  | 'axis.OVER_TEMP'
  | 'axis.UNKNOWN_POSITION';

/** Error flags of the board as a whole. */
export type BoardFlagCode =
  | 'system.CONTROL_ITERATION_MISSED'
  | 'system.DC_BUS_UNDER_VOLTAGE'
  | 'system.DC_BUS_OVER_VOLTAGE'
  | 'system.DC_BUS_OVER_REGEN_CURRENT'
  | 'system.DC_BUS_OVER_CURRENT'
  | 'system.BRAKE_DEADTIME_VIOLATION'
  | 'system.BRAKE_DUTY_CYCLE_NAN'
  | 'system.INVALID_BRAKE_RESISTANCE'
  | 'can.DUPLICATE_CAN_IDS';

/** Error flags of the controller of an axis. */
export type ControllerFlagCode =
  | 'controller.OVERSPEED'
  | 'controller.INVALID_INPUT_MODE'
  | 'controller.UNSTABLE_GAIN'
  | 'controller.INVALID_MIRROR_AXIS'
  | 'controller.INVALID_LOAD_ENCODER'
  | 'controller.INVALID_ESTIMATE'
  | 'controller.INVALID_CIRCULAR_RANGE'
  | 'controller.SPINOUT_DETECTED';

/** Error flags of the encoder of an axis. */
export type EncoderFlagCode =
  | 'encoder.UNSTABLE_GAIN'
  | 'encoder.CPR_OUT_OF_RANGE'
  | 'encoder.CPR_POLEPAIRS_MISMATCH'
  | 'encoder.NO_RESPONSE'
  | 'encoder.RESPONSE'
  | 'encoder.UNSUPPORTED_ENCODER_MODE'
  | 'encoder.ILLEGAL_HALL_STATE'
  | 'encoder.INDEX_NOT_FOUND_YET'
  | 'encoder.ABS_SPI_TIMEOUT'
  | 'encoder.ABS_SPI_COM_FAIL'
  | 'encoder.ABS_SPI_NOT_READY'
  | 'encoder.HALL_NOT_CALIBRATED_YET'
  | 'sensorless.UNSTABLE_GAIN'
  | 'sensorless.UNKNOWN_CURRENT_MEASUREMENT';

/** Faults of the gate driver DRV8301. */
export type GateDriverFlagCode =
  | 'gate-driver.FETLC_OC'
  | 'gate-driver.FETHC_OC'
  | 'gate-driver.FETLB_OC'
  | 'gate-driver.FETHB_OC'
  | 'gate-driver.FETLA_OC'
  | 'gate-driver.FETHA_OC'
  | 'gate-driver.OTW'
  | 'gate-driver.OTSD'
  | 'gate-driver.PVDD_UV'
  | 'gate-driver.GVDD_UV'
  | 'gate-driver.GVDD_OV'
  | 'gate-driver.FAULT'
  | 'gate-driver.GVDD_OV.own-bit'
  | 'gate-driver.NO_ANSWER';

/** Error flags of the motor of an axis. */
export type MotorFlagCode =
  | 'motor.PHASE_RESISTANCE_OUT_OF_RANGE'
  | 'motor.PHASE_INDUCTANCE_OUT_OF_RANGE'
  | 'motor.ADC_FAILED'
  | 'motor.DRV_FAULT'
  | 'motor.CONTROL_DEADLINE_MISSED'
  | 'motor.NOT_IMPLEMENTED_MOTOR_TYPE'
  | 'motor.BRAKE_CURRENT_OUT_OF_RANGE'
  | 'motor.MODULATION_MAGNITUDE'
  | 'motor.BRAKE_DEADTIME_VIOLATION'
  | 'motor.UNEXPECTED_TIMER_CALLBACK'
  | 'motor.CURRENT_SENSE_SATURATION'
  | 'motor.INVERTER_OVER_TEMP'
  | 'motor.CURRENT_LIMIT_VIOLATION'
  | 'motor.CURRENT_UNSTABLE'
  | 'motor.BRAKE_DUTY_CYCLE_NAN'
  | 'motor.DC_BUS_OVER_REGEN_CURRENT'
  | 'motor.DC_BUS_OVER_CURRENT'
  | 'motor.MODULATION_IS_NAN'
  | 'motor.MOTOR_THERMISTOR_OVER_TEMP'
  | 'motor.FET_THERMISTOR_OVER_TEMP'
  | 'motor.TIMER_UPDATE_MISSED'
  | 'motor.CURRENT_MEASUREMENT_UNAVAILABLE'
  | 'motor.CONTROLLER_FAILED'
  | 'motor.I_BUS_OUT_OF_RANGE'
  | 'motor.BRAKE_RESISTOR_DISARMED'
  | 'motor.SYSTEM_LEVEL'
  | 'motor.BAD_TIMING'
  | 'motor.UNKNOWN_PHASE_ESTIMATE'
  | 'motor.UNKNOWN_PHASE_VEL'
  | 'motor.UNKNOWN_TORQUE'
  | 'motor.UNKNOWN_CURRENT_COMMAND'
  | 'motor.UNKNOWN_CURRENT_MEASUREMENT'
  | 'motor.UNKNOWN_VBUS_VOLTAGE'
  | 'motor.UNKNOWN_VOLTAGE_COMMAND'
  | 'motor.UNKNOWN_GAINS'
  | 'motor.CONTROLLER_INITIALIZING'
  | 'motor.UNBALANCED_PHASES';

/** Error flags of the thermistors of an axis. */
export type ThermistorFlagCode = 'fet-thermistor.OVER_TEMP' | 'motor-thermistor.OVER_TEMP';

/** Every flag; `unknown` is one that no table has. */
export type ErrorFlagCode =
  | AxisFlagCode
  | BoardFlagCode
  | ControllerFlagCode
  | EncoderFlagCode
  | GateDriverFlagCode
  | MotorFlagCode
  | ThermistorFlagCode
  | 'unknown';

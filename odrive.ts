// The object tree of ODrive firmware 0.5.6 (descriptor 0xC1A0), written by odflash generate-types.
//
//   import { connect } from '@odflash/core/running';
//   import type { Odrive } from './odrive.ts';
//   await using board = await connect<Odrive>(env);
//   const volts = await board.odrive.vbus_voltage;

/** Read when it is awaited. */
export type Reading<T> = PromiseLike<T> & { readonly path: string };

/** Points at a property of the same board. */
export interface EndpointReference {
  readonly endpoint: number;
  readonly checksum: number;
}

export interface TaskTimesSampling {
  /** uint32 */
  readonly start_time: Reading<number>;
  /** uint32 */
  readonly end_time: Reading<number>;
  /** uint32 */
  readonly length: Reading<number>;
  /** uint32 */
  get max_length(): Reading<number>;
  set max_length(value: number);
}

export interface TaskTimes {
  readonly sampling: TaskTimesSampling;
  readonly control_loop_misc: TaskTimesSampling;
  readonly control_loop_checks: TaskTimesSampling;
  readonly dc_calib_wait: TaskTimesSampling;
}

export interface SystemStatsUsb {
  /** uint32 */
  readonly rx_cnt: Reading<number>;
  /** uint32 */
  readonly tx_cnt: Reading<number>;
  /** uint32 */
  readonly tx_overrun_cnt: Reading<number>;
}

export interface SystemStatsI2c {
  /** uint8 */
  readonly addr: Reading<number>;
  /** uint32 */
  readonly addr_match_cnt: Reading<number>;
  /** uint32 */
  readonly rx_cnt: Reading<number>;
  /** uint32 */
  readonly error_cnt: Reading<number>;
}

export interface SystemStats {
  /** ms, uint32 */
  readonly uptime: Reading<number>;
  /** uint32 */
  readonly min_heap_space: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_axis: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_usb: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_uart: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_can: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_startup: Reading<number>;
  /** uint32 */
  readonly max_stack_usage_analog: Reading<number>;
  /** uint32 */
  readonly stack_size_axis: Reading<number>;
  /** uint32 */
  readonly stack_size_usb: Reading<number>;
  /** uint32 */
  readonly stack_size_uart: Reading<number>;
  /** uint32 */
  readonly stack_size_startup: Reading<number>;
  /** uint32 */
  readonly stack_size_can: Reading<number>;
  /** uint32 */
  readonly stack_size_analog: Reading<number>;
  /** int32 */
  readonly prio_axis: Reading<number>;
  /** int32 */
  readonly prio_usb: Reading<number>;
  /** int32 */
  readonly prio_uart: Reading<number>;
  /** int32 */
  readonly prio_startup: Reading<number>;
  /** int32 */
  readonly prio_can: Reading<number>;
  /** int32 */
  readonly prio_analog: Reading<number>;
  readonly usb: SystemStatsUsb;
  readonly i2c: SystemStatsI2c;
}

export interface Oscilloscope {
  /** uint32 */
  readonly size: Reading<number>;
  get_val(index: number): Promise<number>;
}

export interface CanConfig {
  /** uint32 */
  get baud_rate(): Reading<number>;
  set baud_rate(value: number);
  /** uint8 */
  get protocol(): Reading<number>;
  set protocol(value: number | 'SIMPLE');
}

export interface Can {
  /** uint8 */
  get error(): Reading<number>;
  set error(value: number);
  readonly config: CanConfig;
}

export interface ConfigGpio3AnalogMapping {
  /** endpoint_ref */
  get endpoint(): Reading<EndpointReference>;
  set endpoint(value: EndpointReference);
  get min(): Reading<number>;
  set min(value: number);
  get max(): Reading<number>;
  set max(value: number);
}

export interface Config {
  get enable_uart_a(): Reading<boolean>;
  set enable_uart_a(value: boolean);
  get enable_uart_b(): Reading<boolean>;
  set enable_uart_b(value: boolean);
  get enable_uart_c(): Reading<boolean>;
  set enable_uart_c(value: boolean);
  /** uint32 */
  get uart_a_baudrate(): Reading<number>;
  set uart_a_baudrate(value: number);
  /** uint32 */
  get uart_b_baudrate(): Reading<number>;
  set uart_b_baudrate(value: number);
  /** uint32 */
  get uart_c_baudrate(): Reading<number>;
  set uart_c_baudrate(value: number);
  get enable_can_a(): Reading<boolean>;
  set enable_can_a(value: boolean);
  get enable_i2c_a(): Reading<boolean>;
  set enable_i2c_a(value: boolean);
  /** uint8 */
  get usb_cdc_protocol(): Reading<number>;
  set usb_cdc_protocol(value: number | 'FIBRE' | 'ASCII' | 'STDOUT' | 'ASCII_AND_STDOUT');
  /** uint8 */
  get uart0_protocol(): Reading<number>;
  set uart0_protocol(value: number | 'FIBRE' | 'ASCII' | 'STDOUT' | 'ASCII_AND_STDOUT');
  /** uint8 */
  get uart1_protocol(): Reading<number>;
  set uart1_protocol(value: number | 'FIBRE' | 'ASCII' | 'STDOUT' | 'ASCII_AND_STDOUT');
  /** uint8 */
  get uart2_protocol(): Reading<number>;
  set uart2_protocol(value: number | 'FIBRE' | 'ASCII' | 'STDOUT' | 'ASCII_AND_STDOUT');
  /** A */
  get max_regen_current(): Reading<number>;
  set max_regen_current(value: number);
  /** Ω */
  get brake_resistance(): Reading<number>;
  set brake_resistance(value: number);
  get enable_brake_resistor(): Reading<boolean>;
  set enable_brake_resistor(value: boolean);
  /** V */
  get dc_bus_undervoltage_trip_level(): Reading<number>;
  set dc_bus_undervoltage_trip_level(value: number);
  /** V */
  get dc_bus_overvoltage_trip_level(): Reading<number>;
  set dc_bus_overvoltage_trip_level(value: number);
  get enable_dc_bus_overvoltage_ramp(): Reading<boolean>;
  set enable_dc_bus_overvoltage_ramp(value: boolean);
  /** V */
  get dc_bus_overvoltage_ramp_start(): Reading<number>;
  set dc_bus_overvoltage_ramp_start(value: number);
  /** V */
  get dc_bus_overvoltage_ramp_end(): Reading<number>;
  set dc_bus_overvoltage_ramp_end(value: number);
  /** A */
  get dc_max_positive_current(): Reading<number>;
  set dc_max_positive_current(value: number);
  /** A */
  get dc_max_negative_current(): Reading<number>;
  set dc_max_negative_current(value: number);
  /** uint32 */
  get error_gpio_pin(): Reading<number>;
  set error_gpio_pin(value: number);
  readonly gpio3_analog_mapping: ConfigGpio3AnalogMapping;
  readonly gpio4_analog_mapping: ConfigGpio3AnalogMapping;
  /** uint8 */
  get gpio1_mode(): Reading<number>;
  set gpio1_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio2_mode(): Reading<number>;
  set gpio2_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio3_mode(): Reading<number>;
  set gpio3_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio4_mode(): Reading<number>;
  set gpio4_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio5_mode(): Reading<number>;
  set gpio5_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio6_mode(): Reading<number>;
  set gpio6_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio7_mode(): Reading<number>;
  set gpio7_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio8_mode(): Reading<number>;
  set gpio8_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio9_mode(): Reading<number>;
  set gpio9_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio10_mode(): Reading<number>;
  set gpio10_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio11_mode(): Reading<number>;
  set gpio11_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio12_mode(): Reading<number>;
  set gpio12_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio13_mode(): Reading<number>;
  set gpio13_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio14_mode(): Reading<number>;
  set gpio14_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio15_mode(): Reading<number>;
  set gpio15_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  /** uint8 */
  get gpio16_mode(): Reading<number>;
  set gpio16_mode(value: number | 'DIGITAL' | 'DIGITAL_PULL_UP' | 'DIGITAL_PULL_DOWN' | 'ANALOG_IN' | 'UART_A' | 'UART_B' | 'UART_C' | 'CAN_A' | 'I2C_A' | 'SPI_A' | 'PWM' | 'ENC0' | 'ENC1' | 'ENC2' | 'MECH_BRAKE' | 'STATUS');
  readonly gpio1_pwm_mapping: ConfigGpio3AnalogMapping;
  readonly gpio2_pwm_mapping: ConfigGpio3AnalogMapping;
  readonly gpio3_pwm_mapping: ConfigGpio3AnalogMapping;
  readonly gpio4_pwm_mapping: ConfigGpio3AnalogMapping;
}

export interface AxisConfigCalibrationLockin {
  get current(): Reading<number>;
  set current(value: number);
  get ramp_time(): Reading<number>;
  set ramp_time(value: number);
  get ramp_distance(): Reading<number>;
  set ramp_distance(value: number);
  get accel(): Reading<number>;
  set accel(value: number);
  get vel(): Reading<number>;
  set vel(value: number);
}

export interface AxisConfigSensorlessRamp {
  get current(): Reading<number>;
  set current(value: number);
  get ramp_time(): Reading<number>;
  set ramp_time(value: number);
  get ramp_distance(): Reading<number>;
  set ramp_distance(value: number);
  get accel(): Reading<number>;
  set accel(value: number);
  get vel(): Reading<number>;
  set vel(value: number);
  get finish_distance(): Reading<number>;
  set finish_distance(value: number);
  get finish_on_vel(): Reading<boolean>;
  set finish_on_vel(value: boolean);
  get finish_on_distance(): Reading<boolean>;
  set finish_on_distance(value: boolean);
  get finish_on_enc_idx(): Reading<boolean>;
  set finish_on_enc_idx(value: boolean);
}

export interface AxisConfigCan {
  /** uint32 */
  get node_id(): Reading<number>;
  set node_id(value: number);
  get is_extended(): Reading<boolean>;
  set is_extended(value: boolean);
  /** uint32 */
  get heartbeat_rate_ms(): Reading<number>;
  set heartbeat_rate_ms(value: number);
  /** uint32 */
  get encoder_rate_ms(): Reading<number>;
  set encoder_rate_ms(value: number);
  /** uint32 */
  get motor_error_rate_ms(): Reading<number>;
  set motor_error_rate_ms(value: number);
  /** uint32 */
  get encoder_error_rate_ms(): Reading<number>;
  set encoder_error_rate_ms(value: number);
  /** uint32 */
  get controller_error_rate_ms(): Reading<number>;
  set controller_error_rate_ms(value: number);
  /** uint32 */
  get sensorless_error_rate_ms(): Reading<number>;
  set sensorless_error_rate_ms(value: number);
  /** uint32 */
  get encoder_count_rate_ms(): Reading<number>;
  set encoder_count_rate_ms(value: number);
  /** uint32 */
  get iq_rate_ms(): Reading<number>;
  set iq_rate_ms(value: number);
  /** uint32 */
  get sensorless_rate_ms(): Reading<number>;
  set sensorless_rate_ms(value: number);
  /** uint32 */
  get bus_vi_rate_ms(): Reading<number>;
  set bus_vi_rate_ms(value: number);
}

export interface AxisConfig {
  get startup_motor_calibration(): Reading<boolean>;
  set startup_motor_calibration(value: boolean);
  get startup_encoder_index_search(): Reading<boolean>;
  set startup_encoder_index_search(value: boolean);
  get startup_encoder_offset_calibration(): Reading<boolean>;
  set startup_encoder_offset_calibration(value: boolean);
  get startup_closed_loop_control(): Reading<boolean>;
  set startup_closed_loop_control(value: boolean);
  get startup_homing(): Reading<boolean>;
  set startup_homing(value: boolean);
  get enable_step_dir(): Reading<boolean>;
  set enable_step_dir(value: boolean);
  get step_dir_always_on(): Reading<boolean>;
  set step_dir_always_on(value: boolean);
  get enable_sensorless_mode(): Reading<boolean>;
  set enable_sensorless_mode(value: boolean);
  /** s */
  get watchdog_timeout(): Reading<number>;
  set watchdog_timeout(value: number);
  get enable_watchdog(): Reading<boolean>;
  set enable_watchdog(value: boolean);
  /** uint16 */
  get step_gpio_pin(): Reading<number>;
  set step_gpio_pin(value: number);
  /** uint16 */
  get dir_gpio_pin(): Reading<number>;
  set dir_gpio_pin(value: number);
  readonly calibration_lockin: AxisConfigCalibrationLockin;
  readonly sensorless_ramp: AxisConfigSensorlessRamp;
  readonly general_lockin: AxisConfigSensorlessRamp;
  readonly can: AxisConfigCan;
}

export interface AxisMotorFetThermistorConfig {
  /** °C */
  get temp_limit_lower(): Reading<number>;
  set temp_limit_lower(value: number);
  /** °C */
  get temp_limit_upper(): Reading<number>;
  set temp_limit_upper(value: number);
  get enabled(): Reading<boolean>;
  set enabled(value: boolean);
}

export interface AxisMotorFetThermistor {
  /** °C */
  readonly temperature: Reading<number>;
  readonly config: AxisMotorFetThermistorConfig;
}

export interface AxisMotorMotorThermistorConfig {
  /** uint16 */
  get gpio_pin(): Reading<number>;
  set gpio_pin(value: number);
  get poly_coefficient_0(): Reading<number>;
  set poly_coefficient_0(value: number);
  get poly_coefficient_1(): Reading<number>;
  set poly_coefficient_1(value: number);
  get poly_coefficient_2(): Reading<number>;
  set poly_coefficient_2(value: number);
  get poly_coefficient_3(): Reading<number>;
  set poly_coefficient_3(value: number);
  /** °C */
  get temp_limit_lower(): Reading<number>;
  set temp_limit_lower(value: number);
  /** °C */
  get temp_limit_upper(): Reading<number>;
  set temp_limit_upper(value: number);
  get enabled(): Reading<boolean>;
  set enabled(value: boolean);
}

export interface AxisMotorMotorThermistor {
  /** °C */
  readonly temperature: Reading<number>;
  readonly config: AxisMotorMotorThermistorConfig;
}

export interface AxisMotorCurrentControl {
  readonly p_gain: Reading<number>;
  readonly i_gain: Reading<number>;
  /** A */
  get I_measured_report_filter_k(): Reading<number>;
  set I_measured_report_filter_k(value: number);
  /** A */
  readonly Id_setpoint: Reading<number>;
  /** A */
  readonly Iq_setpoint: Reading<number>;
  readonly Vd_setpoint: Reading<number>;
  readonly Vq_setpoint: Reading<number>;
  readonly phase: Reading<number>;
  readonly phase_vel: Reading<number>;
  /** A */
  readonly Ialpha_measured: Reading<number>;
  /** A */
  readonly Ibeta_measured: Reading<number>;
  /** A */
  readonly Id_measured: Reading<number>;
  /** A */
  readonly Iq_measured: Reading<number>;
  readonly power: Reading<number>;
  get v_current_control_integral_d(): Reading<number>;
  set v_current_control_integral_d(value: number);
  get v_current_control_integral_q(): Reading<number>;
  set v_current_control_integral_q(value: number);
  readonly final_v_alpha: Reading<number>;
  readonly final_v_beta: Reading<number>;
}

export interface AxisMotorConfig {
  get pre_calibrated(): Reading<boolean>;
  set pre_calibrated(value: boolean);
  /** int32 */
  get pole_pairs(): Reading<number>;
  set pole_pairs(value: number);
  /** A */
  get calibration_current(): Reading<number>;
  set calibration_current(value: number);
  /** V */
  get resistance_calib_max_voltage(): Reading<number>;
  set resistance_calib_max_voltage(value: number);
  /** H */
  get phase_inductance(): Reading<number>;
  set phase_inductance(value: number);
  /** Ω */
  get phase_resistance(): Reading<number>;
  set phase_resistance(value: number);
  /** Nm/A */
  get torque_constant(): Reading<number>;
  set torque_constant(value: number);
  /** uint8 */
  get motor_type(): Reading<number>;
  set motor_type(value: number | 'HIGH_CURRENT' | 'GIMBAL' | 'ACIM');
  /** A */
  get current_lim(): Reading<number>;
  set current_lim(value: number);
  /** A */
  get current_lim_margin(): Reading<number>;
  set current_lim_margin(value: number);
  /** Nm */
  get torque_lim(): Reading<number>;
  set torque_lim(value: number);
  /** °C */
  get inverter_temp_limit_lower(): Reading<number>;
  set inverter_temp_limit_lower(value: number);
  /** °C */
  get inverter_temp_limit_upper(): Reading<number>;
  set inverter_temp_limit_upper(value: number);
  /** A */
  get requested_current_range(): Reading<number>;
  set requested_current_range(value: number);
  get current_control_bandwidth(): Reading<number>;
  set current_control_bandwidth(value: number);
  get acim_gain_min_flux(): Reading<number>;
  set acim_gain_min_flux(value: number);
  get acim_autoflux_min_Id(): Reading<number>;
  set acim_autoflux_min_Id(value: number);
  get acim_autoflux_enable(): Reading<boolean>;
  set acim_autoflux_enable(value: boolean);
  get acim_autoflux_attack_gain(): Reading<number>;
  set acim_autoflux_attack_gain(value: number);
  get acim_autoflux_decay_gain(): Reading<number>;
  set acim_autoflux_decay_gain(value: number);
  get R_wL_FF_enable(): Reading<boolean>;
  set R_wL_FF_enable(value: boolean);
  get bEMF_FF_enable(): Reading<boolean>;
  set bEMF_FF_enable(value: boolean);
  /** A */
  get I_bus_hard_min(): Reading<number>;
  set I_bus_hard_min(value: number);
  /** A */
  get I_bus_hard_max(): Reading<number>;
  set I_bus_hard_max(value: number);
  get I_leak_max(): Reading<number>;
  set I_leak_max(value: number);
  get dc_calib_tau(): Reading<number>;
  set dc_calib_tau(value: number);
}

export interface AxisMotor {
  get last_error_time(): Reading<number>;
  set last_error_time(value: number);
  /** uint64 */
  get error(): Reading<bigint>;
  set error(value: bigint | number);
  readonly is_armed: Reading<boolean>;
  readonly is_calibrated: Reading<boolean>;
  /** A */
  readonly current_meas_phA: Reading<number>;
  /** A */
  readonly current_meas_phB: Reading<number>;
  /** A */
  readonly current_meas_phC: Reading<number>;
  get DC_calib_phA(): Reading<number>;
  set DC_calib_phA(value: number);
  get DC_calib_phB(): Reading<number>;
  set DC_calib_phB(value: number);
  get DC_calib_phC(): Reading<number>;
  set DC_calib_phC(value: number);
  /** A */
  readonly I_bus: Reading<number>;
  get phase_current_rev_gain(): Reading<number>;
  set phase_current_rev_gain(value: number);
  /** A */
  readonly effective_current_lim: Reading<number>;
  /** A */
  readonly max_allowed_current: Reading<number>;
  readonly max_dc_calib: Reading<number>;
  readonly fet_thermistor: AxisMotorFetThermistor;
  readonly motor_thermistor: AxisMotorMotorThermistor;
  readonly current_control: AxisMotorCurrentControl;
  /** uint32 */
  readonly n_evt_current_measurement: Reading<number>;
  /** uint32 */
  readonly n_evt_pwm_update: Reading<number>;
  readonly config: AxisMotorConfig;
}

export interface AxisControllerConfigAnticogging {
  /** uint32 */
  readonly index: Reading<number>;
  get pre_calibrated(): Reading<boolean>;
  set pre_calibrated(value: boolean);
  readonly calib_anticogging: Reading<boolean>;
  get calib_pos_threshold(): Reading<number>;
  set calib_pos_threshold(value: number);
  get calib_vel_threshold(): Reading<number>;
  set calib_vel_threshold(value: number);
  readonly cogging_ratio: Reading<number>;
  get anticogging_enabled(): Reading<boolean>;
  set anticogging_enabled(value: boolean);
}

export interface AxisControllerConfig {
  get gain_scheduling_width(): Reading<number>;
  set gain_scheduling_width(value: number);
  get enable_vel_limit(): Reading<boolean>;
  set enable_vel_limit(value: boolean);
  get enable_torque_mode_vel_limit(): Reading<boolean>;
  set enable_torque_mode_vel_limit(value: boolean);
  get enable_gain_scheduling(): Reading<boolean>;
  set enable_gain_scheduling(value: boolean);
  get enable_overspeed_error(): Reading<boolean>;
  set enable_overspeed_error(value: boolean);
  /** uint8 */
  get control_mode(): Reading<number>;
  set control_mode(value: number | 'VOLTAGE_CONTROL' | 'TORQUE_CONTROL' | 'VELOCITY_CONTROL' | 'POSITION_CONTROL');
  /** uint8 */
  get input_mode(): Reading<number>;
  set input_mode(value: number | 'INACTIVE' | 'PASSTHROUGH' | 'VEL_RAMP' | 'POS_FILTER' | 'MIX_CHANNELS' | 'TRAP_TRAJ' | 'TORQUE_RAMP' | 'MIRROR' | 'TUNING');
  get pos_gain(): Reading<number>;
  set pos_gain(value: number);
  get vel_gain(): Reading<number>;
  set vel_gain(value: number);
  get vel_integrator_gain(): Reading<number>;
  set vel_integrator_gain(value: number);
  get vel_integrator_limit(): Reading<number>;
  set vel_integrator_limit(value: number);
  /** turn/s */
  get vel_limit(): Reading<number>;
  set vel_limit(value: number);
  get vel_limit_tolerance(): Reading<number>;
  set vel_limit_tolerance(value: number);
  get vel_ramp_rate(): Reading<number>;
  set vel_ramp_rate(value: number);
  get torque_ramp_rate(): Reading<number>;
  set torque_ramp_rate(value: number);
  get circular_setpoints(): Reading<boolean>;
  set circular_setpoints(value: boolean);
  get circular_setpoint_range(): Reading<number>;
  set circular_setpoint_range(value: number);
  /** int32 */
  get steps_per_circular_range(): Reading<number>;
  set steps_per_circular_range(value: number);
  get homing_speed(): Reading<number>;
  set homing_speed(value: number);
  get inertia(): Reading<number>;
  set inertia(value: number);
  /** uint8 */
  get axis_to_mirror(): Reading<number>;
  set axis_to_mirror(value: number);
  get mirror_ratio(): Reading<number>;
  set mirror_ratio(value: number);
  get torque_mirror_ratio(): Reading<number>;
  set torque_mirror_ratio(value: number);
  /** uint8 */
  get load_encoder_axis(): Reading<number>;
  set load_encoder_axis(value: number);
  get input_filter_bandwidth(): Reading<number>;
  set input_filter_bandwidth(value: number);
  readonly anticogging: AxisControllerConfigAnticogging;
  get mechanical_power_bandwidth(): Reading<number>;
  set mechanical_power_bandwidth(value: number);
  get electrical_power_bandwidth(): Reading<number>;
  set electrical_power_bandwidth(value: number);
  get spinout_mechanical_power_threshold(): Reading<number>;
  set spinout_mechanical_power_threshold(value: number);
  get spinout_electrical_power_threshold(): Reading<number>;
  set spinout_electrical_power_threshold(value: number);
}

export interface AxisControllerAutotuning {
  get frequency(): Reading<number>;
  set frequency(value: number);
  get pos_amplitude(): Reading<number>;
  set pos_amplitude(value: number);
  get vel_amplitude(): Reading<number>;
  set vel_amplitude(value: number);
  get torque_amplitude(): Reading<number>;
  set torque_amplitude(value: number);
}

export interface AxisController {
  /** uint8 */
  get error(): Reading<number>;
  set error(value: number);
  get last_error_time(): Reading<number>;
  set last_error_time(value: number);
  /** turn */
  get input_pos(): Reading<number>;
  set input_pos(value: number);
  /** turn/s */
  get input_vel(): Reading<number>;
  set input_vel(value: number);
  /** Nm */
  get input_torque(): Reading<number>;
  set input_torque(value: number);
  /** turn */
  readonly pos_setpoint: Reading<number>;
  /** turn/s */
  readonly vel_setpoint: Reading<number>;
  /** Nm */
  readonly torque_setpoint: Reading<number>;
  readonly trajectory_done: Reading<boolean>;
  get vel_integrator_torque(): Reading<number>;
  set vel_integrator_torque(value: number);
  get anticogging_valid(): Reading<boolean>;
  set anticogging_valid(value: boolean);
  get autotuning_phase(): Reading<number>;
  set autotuning_phase(value: number);
  readonly config: AxisControllerConfig;
  readonly autotuning: AxisControllerAutotuning;
  readonly mechanical_power: Reading<number>;
  readonly electrical_power: Reading<number>;
  move_incremental(displacement: number, from_input_pos: boolean): Promise<void>;
  start_anticogging_calibration(): Promise<void>;
  remove_anticogging_bias(): Promise<number>;
  get_anticogging_value(index: number): Promise<number>;
}

export interface AxisEncoderConfig {
  /** uint16 */
  get mode(): Reading<number>;
  set mode(value: number | 'INCREMENTAL' | 'HALL' | 'SINCOS' | 'SPI_ABS_CUI' | 'SPI_ABS_AMS' | 'SPI_ABS_AEAT' | 'SPI_ABS_RLS' | 'SPI_ABS_MA732');
  get use_index(): Reading<boolean>;
  set use_index(value: boolean);
  get index_offset(): Reading<number>;
  set index_offset(value: number);
  get use_index_offset(): Reading<boolean>;
  set use_index_offset(value: boolean);
  get find_idx_on_lockin_only(): Reading<boolean>;
  set find_idx_on_lockin_only(value: boolean);
  /** uint16 */
  get abs_spi_cs_gpio_pin(): Reading<number>;
  set abs_spi_cs_gpio_pin(value: number);
  /** counts, int32 */
  get cpr(): Reading<number>;
  set cpr(value: number);
  /** int32 */
  get phase_offset(): Reading<number>;
  set phase_offset(value: number);
  get phase_offset_float(): Reading<number>;
  set phase_offset_float(value: number);
  /** int32 */
  get direction(): Reading<number>;
  set direction(value: number);
  get pre_calibrated(): Reading<boolean>;
  set pre_calibrated(value: boolean);
  get enable_phase_interpolation(): Reading<boolean>;
  set enable_phase_interpolation(value: boolean);
  get bandwidth(): Reading<number>;
  set bandwidth(value: number);
  get calib_range(): Reading<number>;
  set calib_range(value: number);
  get calib_scan_distance(): Reading<number>;
  set calib_scan_distance(value: number);
  get calib_scan_omega(): Reading<number>;
  set calib_scan_omega(value: number);
  get ignore_illegal_hall_state(): Reading<boolean>;
  set ignore_illegal_hall_state(value: boolean);
  /** uint8 */
  get hall_polarity(): Reading<number>;
  set hall_polarity(value: number);
  get hall_polarity_calibrated(): Reading<boolean>;
  set hall_polarity_calibrated(value: boolean);
  /** uint16 */
  get sincos_gpio_pin_sin(): Reading<number>;
  set sincos_gpio_pin_sin(value: number);
  /** uint16 */
  get sincos_gpio_pin_cos(): Reading<number>;
  set sincos_gpio_pin_cos(value: number);
}

export interface AxisEncoder {
  /** uint16 */
  get error(): Reading<number>;
  set error(value: number);
  readonly is_ready: Reading<boolean>;
  readonly index_found: Reading<boolean>;
  /** counts, int32 */
  readonly shadow_count: Reading<number>;
  /** counts, int32 */
  readonly count_in_cpr: Reading<number>;
  readonly interpolation: Reading<number>;
  readonly phase: Reading<number>;
  /** turn */
  readonly pos_estimate: Reading<number>;
  /** turn */
  readonly pos_estimate_counts: Reading<number>;
  /** turn */
  readonly pos_circular: Reading<number>;
  /** turn */
  readonly pos_cpr_counts: Reading<number>;
  readonly delta_pos_cpr_counts: Reading<number>;
  /** uint8 */
  readonly hall_state: Reading<number>;
  /** turn/s */
  readonly vel_estimate: Reading<number>;
  readonly vel_estimate_counts: Reading<number>;
  readonly calib_scan_response: Reading<number>;
  /** turn, int32 */
  get pos_abs(): Reading<number>;
  set pos_abs(value: number);
  readonly spi_error_rate: Reading<number>;
  readonly config: AxisEncoderConfig;
  set_linear_count(count: number): Promise<void>;
}

export interface AxisAcimEstimatorConfig {
  get slip_velocity(): Reading<number>;
  set slip_velocity(value: number);
}

export interface AxisAcimEstimator {
  readonly rotor_flux: Reading<number>;
  readonly slip_vel: Reading<number>;
  readonly phase_offset: Reading<number>;
  readonly stator_phase_vel: Reading<number>;
  readonly stator_phase: Reading<number>;
  readonly config: AxisAcimEstimatorConfig;
}

export interface AxisSensorlessEstimatorConfig {
  get observer_gain(): Reading<number>;
  set observer_gain(value: number);
  get pll_bandwidth(): Reading<number>;
  set pll_bandwidth(value: number);
  get pm_flux_linkage(): Reading<number>;
  set pm_flux_linkage(value: number);
}

export interface AxisSensorlessEstimator {
  /** uint8 */
  get error(): Reading<number>;
  set error(value: number);
  readonly phase: Reading<number>;
  readonly pll_pos: Reading<number>;
  readonly phase_vel: Reading<number>;
  readonly vel_estimate: Reading<number>;
  readonly config: AxisSensorlessEstimatorConfig;
}

export interface AxisTrapTrajConfig {
  /** turn/s */
  get vel_limit(): Reading<number>;
  set vel_limit(value: number);
  /** turn/s² */
  get accel_limit(): Reading<number>;
  set accel_limit(value: number);
  /** turn/s² */
  get decel_limit(): Reading<number>;
  set decel_limit(value: number);
}

export interface AxisTrapTraj {
  readonly config: AxisTrapTrajConfig;
}

export interface AxisMinEndstopConfig {
  /** uint16 */
  get gpio_num(): Reading<number>;
  set gpio_num(value: number);
  get enabled(): Reading<boolean>;
  set enabled(value: boolean);
  get offset(): Reading<number>;
  set offset(value: number);
  get is_active_high(): Reading<boolean>;
  set is_active_high(value: boolean);
  /** uint32 */
  get debounce_ms(): Reading<number>;
  set debounce_ms(value: number);
}

export interface AxisMinEndstop {
  readonly endstop_state: Reading<boolean>;
  readonly config: AxisMinEndstopConfig;
}

export interface AxisMechanicalBrakeConfig {
  /** uint16 */
  get gpio_num(): Reading<number>;
  set gpio_num(value: number);
  get is_active_low(): Reading<boolean>;
  set is_active_low(value: boolean);
}

export interface AxisMechanicalBrake {
  readonly config: AxisMechanicalBrakeConfig;
  engage(): Promise<void>;
  release(): Promise<void>;
}

export interface AxisTaskTimes {
  readonly thermistor_update: TaskTimesSampling;
  readonly encoder_update: TaskTimesSampling;
  readonly sensorless_estimator_update: TaskTimesSampling;
  readonly endstop_update: TaskTimesSampling;
  readonly can_heartbeat: TaskTimesSampling;
  readonly controller_update: TaskTimesSampling;
  readonly open_loop_controller_update: TaskTimesSampling;
  readonly acim_estimator_update: TaskTimesSampling;
  readonly motor_update: TaskTimesSampling;
  readonly current_controller_update: TaskTimesSampling;
  readonly dc_calib: TaskTimesSampling;
  readonly current_sense: TaskTimesSampling;
  readonly pwm_update: TaskTimesSampling;
}

export interface Axis {
  /** uint32 */
  get error(): Reading<number>;
  set error(value: number);
  readonly step_dir_active: Reading<boolean>;
  /** uint32 */
  readonly last_drv_fault: Reading<number>;
  /** int64 */
  readonly steps: Reading<bigint>;
  /** uint8 */
  readonly current_state: Reading<number>;
  /** uint8 */
  get requested_state(): Reading<number>;
  set requested_state(value: number | 'UNDEFINED' | 'IDLE' | 'STARTUP_SEQUENCE' | 'FULL_CALIBRATION_SEQUENCE' | 'MOTOR_CALIBRATION' | 'ENCODER_INDEX_SEARCH' | 'ENCODER_OFFSET_CALIBRATION' | 'CLOSED_LOOP_CONTROL' | 'LOCKIN_SPIN' | 'ENCODER_DIR_FIND' | 'HOMING' | 'ENCODER_HALL_POLARITY_CALIBRATION' | 'ENCODER_HALL_PHASE_CALIBRATION');
  get is_homed(): Reading<boolean>;
  set is_homed(value: boolean);
  readonly config: AxisConfig;
  readonly motor: AxisMotor;
  readonly controller: AxisController;
  readonly encoder: AxisEncoder;
  readonly acim_estimator: AxisAcimEstimator;
  readonly sensorless_estimator: AxisSensorlessEstimator;
  readonly trap_traj: AxisTrapTraj;
  readonly min_endstop: AxisMinEndstop;
  readonly max_endstop: AxisMinEndstop;
  readonly mechanical_brake: AxisMechanicalBrake;
  readonly task_times: AxisTaskTimes;
  watchdog_feed(): Promise<void>;
}

export interface Odrive {
  /** uint8 */
  get error(): Reading<number>;
  set error(value: number);
  /** V */
  readonly vbus_voltage: Reading<number>;
  /** A */
  readonly ibus: Reading<number>;
  get ibus_report_filter_k(): Reading<number>;
  set ibus_report_filter_k(value: number);
  /** uint64 */
  readonly serial_number: Reading<bigint>;
  /** uint8 */
  readonly hw_version_major: Reading<number>;
  /** uint8 */
  readonly hw_version_minor: Reading<number>;
  /** uint8 */
  readonly hw_version_variant: Reading<number>;
  /** uint8 */
  readonly fw_version_major: Reading<number>;
  /** uint8 */
  readonly fw_version_minor: Reading<number>;
  /** uint8 */
  readonly fw_version_revision: Reading<number>;
  /** uint8 */
  readonly fw_version_unreleased: Reading<number>;
  readonly brake_resistor_armed: Reading<boolean>;
  readonly brake_resistor_saturated: Reading<boolean>;
  /** A */
  readonly brake_resistor_current: Reading<number>;
  /** uint32 */
  readonly n_evt_sampling: Reading<number>;
  /** uint32 */
  readonly n_evt_control_loop: Reading<number>;
  get task_timers_armed(): Reading<boolean>;
  set task_timers_armed(value: boolean);
  readonly task_times: TaskTimes;
  readonly system_stats: SystemStats;
  /** uint32 */
  readonly user_config_loaded: Reading<number>;
  readonly misconfigured: Reading<boolean>;
  readonly oscilloscope: Oscilloscope;
  readonly can: Can;
  /** uint32 */
  get test_property(): Reading<number>;
  set test_property(value: number);
  readonly otp_valid: Reading<boolean>;
  readonly config: Config;
  readonly axis0: Axis;
  readonly axis1: Axis;
  test_function(delta: number): Promise<number>;
  get_adc_voltage(gpio: number): Promise<number>;
  save_configuration(): Promise<boolean>;
  erase_configuration(): Promise<void>;
  reboot(): Promise<void>;
  enter_dfu_mode(): Promise<void>;
  get_interrupt_status(irqn: number): Promise<number>;
  get_dma_status(stream_num: number): Promise<number>;
  get_gpio_states(): Promise<number>;
  get_drv_fault(): Promise<bigint>;
  clear_errors(): Promise<void>;
}

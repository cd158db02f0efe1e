// The object trees of firmware 0.4.1, and of 0.4.11 and 0.4.12, in the notation of notation.ts: names, types, order and defaults
// as the declarations of those releases have them (Firmware/communication/communication.cpp, Firmware/MotorControl/*.hpp at
// fw-v0.4.1 and fw-v0.4.12). Enumerations have the width of ARM's short enums. The releases between are not described: `@11`
// says only that 0.4.1 has it not.

import { lockinGroups } from './lockin-groups.ts';

/**
 * Makes the descriptor of 0.4.12 (27 380 characters, checksum 0x7411) and that of 0.4.1 as it was put together from its
 * declarations (18 058 characters, 258 endpoints, checksum 0x24EF).
 */
export const firmware04: string = `${lockinGroups}
group Mapping
  endpoint: endpoint_ref
  min: float
  max: float
group Axis
  error: uint16
  step_dir_active: r bool @11
  enable_step_dir: bool @<11
  current_state: r uint8 = 1
  requested_state: uint8
  loop_counter: r uint32
  lockin_state: r uint8 @11
  config
    startup_motor_calibration: bool
    startup_encoder_index_search: bool
    startup_encoder_offset_calibration: bool
    startup_closed_loop_control: bool
    startup_sensorless_control: bool
    enable_step_dir: bool
    counts_per_step: float = 2
    ramp_up_time: float = 0.4 @<11
    ramp_up_distance: float = 12.566371 @<11
    spin_up_current: float = 10 @<11
    spin_up_acceleration: float = 400 @<11
    spin_up_target_vel: float = 400 @<11
    watchdog_timeout: float @11
    step_gpio_pin: uint16 @11
    dir_gpio_pin: uint16 @11
    calibration_lockin @11
      current: float = 10
      ramp_time: float = 0.4
      ramp_distance: float = 3.1415927
      accel: float = 20
      vel: float = 40
    sensorless_ramp: SensorlessLockin @11
    general_lockin: Lockin @11
  motor
    error: uint16
    armed_state: r uint8
    is_calibrated: r bool
    current_meas_phB: r float
    current_meas_phC: r float
    DC_calib_phB: float
    DC_calib_phC: float
    phase_current_rev_gain: float = 0.025
    thermal_current_lim: r float = 10 @11
    get_inverter_temp() result: float @11
    current_control
      p_gain: float
      i_gain: float
      v_current_control_integral_d: float
      v_current_control_integral_q: float
      Ibus: float
      final_v_alpha: float
      final_v_beta: float
      Iq_setpoint: float
      Iq_measured: float
      Id_measured: float @11
      I_measured_report_filter_k: float = 1 @11
      max_allowed_current: r float @11
      max_allowed_current: float @<11
      overcurrent_trip_level: r float = 67.5 @11
    gate_driver
      drv_fault: r uint16
    timing_log
      TIMING_LOG_GENERAL: r uint16
      TIMING_LOG_ADC_CB_I: r uint16
      TIMING_LOG_ADC_CB_DC: r uint16
      TIMING_LOG_MEAS_R: r uint16
      TIMING_LOG_MEAS_L: r uint16
      TIMING_LOG_ENC_CALIB: r uint16
      TIMING_LOG_IDX_SEARCH: r uint16
      TIMING_LOG_FOC_VOLTAGE: r uint16
      TIMING_LOG_FOC_CURRENT: r uint16
    config
      pre_calibrated: bool
      pole_pairs: int32 = 7
      calibration_current: float = 10
      resistance_calib_max_voltage: float
      phase_inductance: float
      phase_resistance: float
      direction: int32 @11
      direction: int32 = 1 @<11
      motor_type: uint8
      current_lim: float
      current_lim_tolerance: float @11
      inverter_temp_limit_lower: float = 100 @11
      inverter_temp_limit_upper: float = 120 @11
      requested_current_range: float
      current_control_bandwidth: float = 1000 @11
  controller
    error: uint8 @11
    pos_setpoint: float
    vel_setpoint: float
    vel_integrator_current: float
    current_setpoint: float
    vel_ramp_target: float @11
    vel_ramp_enable: bool @11
    config
      control_mode: uint8 = 3
      pos_gain: float = 20
      vel_gain: float = 0.0005
      vel_integrator_gain: float = 0.001
      vel_limit: float = 20000
      vel_limit_tolerance: float = 1.2 @11
      vel_ramp_rate: float = 10000 @11
      setpoints_in_cpr: bool @11
    set_pos_setpoint(pos_setpoint: float, vel_feed_forward: float, current_feed_forward: float)
    set_vel_setpoint(vel_setpoint: float, current_feed_forward: float)
    set_current_setpoint(current_setpoint: float)
    move_to_pos(pos_setpoint: float) @11
    move_incremental(displacement: float, from_goal_point: bool) @11
    start_anticogging_calibration()
  encoder
    error: uint8
    is_ready: bool @11
    is_ready: r bool @<11
    index_found: bool @11
    index_found: r bool @<11
    shadow_count: int32
    count_in_cpr: int32
    offset: int32 @<11
    interpolation: float
    phase: r float @11
    phase: float @<11
    pos_estimate: float
    pos_cpr: float
    hall_state: r uint8 @11
    hall_state: uint8 @<11
    vel_estimate: float @11
    pll_vel: float @<11
    pll_kp: float = 2000 @<11
    pll_ki: float = 1000000 @<11
    calib_scan_response: r float @11
    config
      mode: uint8
      use_index: bool
      find_idx_on_lockin_only: bool @11
      pre_calibrated: bool
      idx_search_speed: float = 10 @<11
      zero_count_on_find_idx: bool = true @11
      cpr: int32 = 8192
      offset: int32
      offset_float: float
      enable_phase_interpolation: bool = true @11
      bandwidth: float = 1000 @11
      calib_range: float = 0.02
      calib_scan_distance: float = 50.265484 @11
      calib_scan_omega: float = 12.566371 @11
      idx_search_unidirectional: bool @11
      ignore_illegal_hall_state: bool @11
    set_linear_count(count: int32) @11
  sensorless_estimator
    error: uint8
    phase: float
    pll_pos: float
    vel_estimate: float @11
    pll_vel: float @<11
    pll_kp: float = 2000 @<11
    pll_ki: float = 1000000 @<11
    config @11
      observer_gain: float = 1000
      pll_bandwidth: float = 1000
      pm_flux_linkage: float = 0.00158
  trap_traj @11
    config
      vel_limit: float = 20000
      accel_limit: float = 5000
      decel_limit: float = 5000
      A_per_css: float
  watchdog_feed() @11
vbus_voltage: r float
serial_number: r uint64
hw_version_major: r uint8
hw_version_minor: r uint8
hw_version_variant: r uint8
fw_version_major: r uint8
fw_version_minor: r uint8
fw_version_revision: r uint8
fw_version_unreleased: r uint8
user_config_loaded: r bool
brake_resistor_armed: r bool = true
system_stats
  uptime: r uint32
  min_heap_space: r uint32 = 15000
  min_stack_space_axis0: r uint32 = 600
  min_stack_space_axis1: r uint32 = 600
  min_stack_space_comms: r uint32 = 900
  min_stack_space_usb: r uint32 = 300
  min_stack_space_uart: r uint32 = 400
  min_stack_space_usb_irq: r uint32 = 200
  min_stack_space_startup: r uint32 = 300
  usb
    rx_cnt: r uint32
    tx_cnt: r uint32
    tx_overrun_cnt: r uint32
  i2c
    addr: r uint8
    addr_match_cnt: r uint32
    rx_cnt: r uint32
    error_cnt: r uint32
config
  brake_resistance: float
  enable_uart: bool = true
  enable_i2c_instead_of_can: bool
  enable_ascii_protocol_on_usb: bool = true
  dc_bus_undervoltage_trip_level: float
  dc_bus_overvoltage_trip_level: float
  gpio1_pwm_mapping: Mapping @11
  gpio2_pwm_mapping: Mapping @11
  gpio3_pwm_mapping: Mapping @11
  gpio4_pwm_mapping: Mapping @11
  gpio3_analog_mapping: Mapping @11
  gpio4_analog_mapping: Mapping @11
axis0: Axis
axis1: Axis
can
  node_id: r uint8
  TxMailboxCompleteCallbackCnt: r uint32
  TxMailboxAbortCallbackCnt: r uint32
  received_msg_cnt: r uint32
  received_ack: r uint32
  unexpected_errors: r uint32
  unhandled_messages: r uint32
test_property: uint32
test_function(delta: int32) result: int32
get_oscilloscope_val(index: uint32) result: float
get_adc_voltage(gpio: uint32) result: float
save_configuration()
erase_configuration()
reboot()
enter_dfu_mode()
`;

// An axis of firmware 0.5.1 in the notation of notation.ts (Firmware/odrive-interface.yaml, ODrive.Axis and what it is made of;
// defaults from Firmware/MotorControl/*.hpp at fw-v0.5.1). Enumerations and flags are int32 there.

import { lockinGroups } from './lockin-groups.ts';

/** Groups up to and including `Axis`; goes before the tree. */
export const axis051: string = `${lockinGroups}
group Endpoint
  endpoint: endpoint_ref
  min: float
  max: float
group Endstop
  endstop_state: r bool
  config
    gpio_num: uint16
    enabled: bool
    offset: float
    is_active_high: bool
    pullup: bool = true
    debounce_ms: uint32 = 50
group Axis
  error: int32
  step_dir_active: r bool
  current_state: r int32 = 1
  requested_state: int32
  loop_counter: r uint32
  lockin_state: r int32
  is_homed: bool
  config
    startup_motor_calibration: bool
    startup_encoder_index_search: bool
    startup_encoder_offset_calibration: bool
    startup_closed_loop_control: bool
    startup_sensorless_control: bool
    startup_homing: bool
    enable_step_dir: bool
    step_dir_always_on: bool
    turns_per_step: float = 0.0009765625
    watchdog_timeout: float
    enable_watchdog: bool
    step_gpio_pin: uint16
    dir_gpio_pin: uint16
    calibration_lockin
      current: float = 10
      ramp_time: float = 0.4
      ramp_distance: float = 3.1415927
      accel: float = 20
      vel: float = 40
    sensorless_ramp: SensorlessLockin
    general_lockin: Lockin
    can_node_id: uint32 = 0|1
    can_node_id_extended: bool
    can_heartbeat_rate_ms: uint32 = 100
  fet_thermistor
    error: int32
    temperature: r float = 25
    config
      temp_limit_lower: float = 100
      temp_limit_upper: float = 120
      enabled: bool = true
  motor_thermistor
    error: int32
    temperature: r float
    config
      gpio_pin: uint16 = 4
      poly_coefficient_0: float
      poly_coefficient_1: float
      poly_coefficient_2: float
      poly_coefficient_3: float
      temp_limit_lower: float = 100
      temp_limit_upper: float = 120
      enabled: bool
  motor
    error: int32
    armed_state: r int32
    is_calibrated: r bool
    current_meas_phB: r float
    current_meas_phC: r float
    DC_calib_phB: float
    DC_calib_phC: float
    phase_current_rev_gain: float = 0.025
    effective_current_lim: r float
    current_control
      p_gain: float
      i_gain: float
      v_current_control_integral_d: float
      v_current_control_integral_q: float
      Ibus: float
      final_v_alpha: float
      final_v_beta: float
      Id_setpoint: float
      Iq_setpoint: r float
      Iq_measured: float
      Id_measured: float
      I_measured_report_filter_k: float = 1
      max_allowed_current: r float
      overcurrent_trip_level: r float = 67.5
      acim_rotor_flux: float
      async_phase_vel: r float
      async_phase_offset: float
    gate_driver
      drv_fault: r int32
    timing_log
      general: r uint16
      adc_cb_i: r uint16
      adc_cb_dc: r uint16
      meas_r: r uint16
      meas_l: r uint16
      enc_calib: r uint16
      idx_search: r uint16
      foc_voltage: r uint16
      foc_current: r uint16
      spi_start: r uint16
      sample_now: r uint16
      spi_end: r uint16
    config
      pre_calibrated: bool
      pole_pairs: int32 = 7
      calibration_current: float = 10
      resistance_calib_max_voltage: float
      phase_inductance: float
      phase_resistance: float
      torque_constant: float = 0.04
      direction: int32
      motor_type: int32
      current_lim: float
      current_lim_margin: float
      torque_lim: float
      inverter_temp_limit_lower: float = 100
      inverter_temp_limit_upper: float = 120
      requested_current_range: float
      current_control_bandwidth: float = 1000
      acim_slip_velocity: float = 14.706
      acim_gain_min_flux: float = 10
      acim_autoflux_min_Id: float = 10
      acim_autoflux_enable: bool
      acim_autoflux_attack_gain: float = 10
      acim_autoflux_decay_gain: float = 1
  controller
    error: int32
    input_pos: float
    input_vel: float
    input_torque: float
    pos_setpoint: r float
    vel_setpoint: r float
    torque_setpoint: r float
    trajectory_done: r bool = true
    vel_integrator_torque: float
    anticogging_valid: bool
    config
      gain_scheduling_width: float = 10
      enable_vel_limit: bool = true
      enable_current_mode_vel_limit: bool = true
      enable_gain_scheduling: bool
      enable_overspeed_error: bool = true
      control_mode: int32 = 3
      input_mode: int32 = 1
      pos_gain: float = 20
      vel_gain: float = 0.16666667
      vel_integrator_gain: float = 0.33333334
      vel_limit: float = 2
      vel_limit_tolerance: float = 1.2
      vel_ramp_rate: float = 1
      torque_ramp_rate: float = 0.01
      circular_setpoints: bool
      circular_setpoint_range: float = 1
      homing_speed: float = 0.25
      inertia: float
      axis_to_mirror: uint8 = 255
      mirror_ratio: float = 1
      load_encoder_axis: uint8 = 0|1
      input_filter_bandwidth: float = 2
      anticogging
        index: r uint32
        pre_calibrated: bool
        calib_anticogging: r bool
        calib_pos_threshold: float = 1
        calib_vel_threshold: float = 1
        cogging_ratio: r float = 1
        anticogging_enabled: bool = true
    move_incremental(displacement: float, from_input_pos: bool)
    start_anticogging_calibration()
  encoder
    error: int32
    is_ready: r bool
    index_found: r bool
    shadow_count: r int32
    count_in_cpr: r int32
    interpolation: r float
    phase: r float
    pos_estimate: r float
    pos_estimate_counts: r float
    pos_cpr: r float
    pos_cpr_counts: r float
    pos_circular: r float
    hall_state: r uint8
    vel_estimate: r float
    vel_estimate_counts: r float
    calib_scan_response: r float
    pos_abs: int32
    spi_error_rate: r float
    config
      mode: int32
      use_index: bool
      find_idx_on_lockin_only: bool
      abs_spi_cs_gpio_pin: uint16 = 1
      zero_count_on_find_idx: bool = true
      cpr: int32 = 8192
      offset: int32
      pre_calibrated: bool
      offset_float: float
      enable_phase_interpolation: bool = true
      bandwidth: float = 1000
      calib_range: float = 0.02
      calib_scan_distance: float = 50.265484
      calib_scan_omega: float = 12.566371
      idx_search_unidirectional: bool
      ignore_illegal_hall_state: bool
      sincos_gpio_pin_sin: uint16 = 3
      sincos_gpio_pin_cos: uint16 = 4
    set_linear_count(count: int32)
  sensorless_estimator
    error: int32
    phase: float
    pll_pos: float
    vel_estimate: float
    config
      observer_gain: float = 1000
      pll_bandwidth: float = 1000
      pm_flux_linkage: float = 0.00158
  trap_traj
    config
      vel_limit: float = 2
      accel_limit: float = 0.5
      decel_limit: float = 0.5
  min_endstop: Endstop
  max_endstop: Endstop
  watchdog_feed()
  clear_errors()
`;

// An axis of firmware 0.5.2 to 0.5.6 in the notation of notation.ts (Firmware/odrive-interface.yaml, ODrive.Axis and what
// it is made of; defaults from Firmware/MotorControl/*.hpp at fw-v0.5.6).

import { lockinGroups } from './lockin-groups.ts';

/** Groups up to and including `Axis`; goes before the tree. */
export const axis05: string = `${lockinGroups}
group TaskTimer
  start_time: r uint32
  end_time: r uint32
  length: r uint32
  max_length: uint32
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
    debounce_ms: uint32 = 50
group Axis
  error: uint32
  step_dir_active: r bool
  last_drv_fault: r uint32
  steps: r int64
  current_state: r uint8 = 1
  requested_state: uint8
  is_homed: bool
  config
    startup_motor_calibration: bool
    startup_encoder_index_search: bool
    startup_encoder_offset_calibration: bool
    startup_closed_loop_control: bool
    startup_homing: bool
    enable_step_dir: bool
    step_dir_always_on: bool
    enable_sensorless_mode: bool
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
    can
      node_id: uint32 = 0|1
      is_extended: bool
      heartbeat_rate_ms: uint32 = 100
      encoder_rate_ms: uint32 = 10
      motor_error_rate_ms: uint32 @6
      encoder_error_rate_ms: uint32 @6
      controller_error_rate_ms: uint32 @6
      sensorless_error_rate_ms: uint32 @6
      encoder_count_rate_ms: uint32 @6
      iq_rate_ms: uint32 @6
      sensorless_rate_ms: uint32 @6
      bus_vi_rate_ms: uint32 @6
  motor
    last_error_time: float
    error: uint64
    is_armed: r bool
    is_calibrated: r bool
    current_meas_phA: r float
    current_meas_phB: r float
    current_meas_phC: r float
    DC_calib_phA: float
    DC_calib_phB: float
    DC_calib_phC: float
    I_bus: r float
    phase_current_rev_gain: float = 0.025
    effective_current_lim: r float
    max_allowed_current: r float
    max_dc_calib: r float = 6.075
    fet_thermistor
      temperature: r float = 25
      config
        temp_limit_lower: float = 100
        temp_limit_upper: float = 120
        enabled: bool = true
    motor_thermistor
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
    current_control
      p_gain: r float
      i_gain: r float
      I_measured_report_filter_k: float = 1
      Id_setpoint: r float
      Iq_setpoint: r float
      Vd_setpoint: r float
      Vq_setpoint: r float
      phase: r float
      phase_vel: r float
      Ialpha_measured: r float
      Ibeta_measured: r float
      Id_measured: r float
      Iq_measured: r float
      power: r float
      v_current_control_integral_d: float
      v_current_control_integral_q: float
      final_v_alpha: r float
      final_v_beta: r float
    n_evt_current_measurement: r uint32
    n_evt_pwm_update: r uint32
    config
      pre_calibrated: bool
      pole_pairs: int32 = 7
      calibration_current: float = 10
      resistance_calib_max_voltage: float
      phase_inductance: float
      phase_resistance: float
      torque_constant: float = 0.04
      motor_type: uint8
      current_lim: float
      current_lim_margin: float
      torque_lim: float
      inverter_temp_limit_lower: float = 100
      inverter_temp_limit_upper: float = 120
      requested_current_range: float
      current_control_bandwidth: float = 1000
      acim_gain_min_flux: float = 10
      acim_autoflux_min_Id: float = 10
      acim_autoflux_enable: bool
      acim_autoflux_attack_gain: float = 10
      acim_autoflux_decay_gain: float = 1
      R_wL_FF_enable: bool
      bEMF_FF_enable: bool
      I_bus_hard_min: float
      I_bus_hard_max: float
      I_leak_max: float = 0.1
      dc_calib_tau: float = 0.2
  controller
    error: uint8
    last_error_time: float
    input_pos: float
    input_vel: float
    input_torque: float
    pos_setpoint: r float
    vel_setpoint: r float
    torque_setpoint: r float
    trajectory_done: r bool = true
    vel_integrator_torque: float
    anticogging_valid: bool
    autotuning_phase: float
    config
      gain_scheduling_width: float = 10
      enable_vel_limit: bool = true
      enable_current_mode_vel_limit: bool = true @<4
      enable_torque_mode_vel_limit: bool = true @4
      enable_gain_scheduling: bool
      enable_overspeed_error: bool = true
      control_mode: uint8 = 3
      input_mode: uint8 = 1
      pos_gain: float = 20
      vel_gain: float = 0.16666667
      vel_integrator_gain: float = 0.33333334
      vel_integrator_limit: float @4
      vel_limit: float = 2
      vel_limit_tolerance: float = 1.2
      vel_ramp_rate: float = 1
      torque_ramp_rate: float = 0.01
      circular_setpoints: bool
      circular_setpoint_range: float = 1
      steps_per_circular_range: int32 = 1024
      homing_speed: float = 0.25
      inertia: float
      axis_to_mirror: uint8 = 255
      mirror_ratio: float = 1
      torque_mirror_ratio: float
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
      mechanical_power_bandwidth: float = 20
      electrical_power_bandwidth: float = 20
      spinout_mechanical_power_threshold: float = -10
      spinout_electrical_power_threshold: float = 10
    autotuning
      frequency: float
      pos_amplitude: float
      vel_amplitude: float
      torque_amplitude: float
    mechanical_power: r float
    electrical_power: r float
    move_incremental(displacement: float, from_input_pos: bool)
    start_anticogging_calibration()
    remove_anticogging_bias() val: float @6
    get_anticogging_value(index: uint32) val: float @6
  encoder
    error: uint16
    is_ready: r bool
    index_found: r bool
    shadow_count: r int32
    count_in_cpr: r int32
    interpolation: r float
    phase: r float
    pos_estimate: r float
    pos_estimate_counts: r float
    pos_circular: r float
    pos_cpr_counts: r float
    delta_pos_cpr_counts: r float
    hall_state: r uint8
    vel_estimate: r float
    vel_estimate_counts: r float
    calib_scan_response: r float
    pos_abs: int32
    spi_error_rate: r float
    config
      mode: uint16
      use_index: bool
      index_offset: float
      use_index_offset: bool = true
      find_idx_on_lockin_only: bool
      abs_spi_cs_gpio_pin: uint16 = 1
      cpr: int32 = 8192
      phase_offset: int32
      phase_offset_float: float
      direction: int32
      pre_calibrated: bool
      enable_phase_interpolation: bool = true
      bandwidth: float = 1000
      calib_range: float = 0.02
      calib_scan_distance: float = 50.265484
      calib_scan_omega: float = 12.566371
      ignore_illegal_hall_state: bool
      hall_polarity: uint8
      hall_polarity_calibrated: bool
      sincos_gpio_pin_sin: uint16 = 3
      sincos_gpio_pin_cos: uint16 = 4
    set_linear_count(count: int32)
  acim_estimator
    rotor_flux: r float
    slip_vel: r float
    phase_offset: r float
    stator_phase_vel: r float
    stator_phase: r float
    config
      slip_velocity: float = 14.706
  sensorless_estimator
    error: uint8
    phase: r float
    pll_pos: r float
    phase_vel: r float
    vel_estimate: r float
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
  mechanical_brake
    config
      gpio_num: uint16
      is_active_low: bool = true
    engage()
    release()
  task_times
    thermistor_update: TaskTimer
    encoder_update: TaskTimer
    sensorless_estimator_update: TaskTimer
    endstop_update: TaskTimer
    can_heartbeat: TaskTimer
    controller_update: TaskTimer
    open_loop_controller_update: TaskTimer
    acim_estimator_update: TaskTimer
    motor_update: TaskTimer
    current_controller_update: TaskTimer
    dc_calib: TaskTimer
    current_sense: TaskTimer
    pwm_update: TaskTimer
  watchdog_feed()
`;

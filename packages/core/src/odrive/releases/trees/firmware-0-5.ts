// The object tree of firmware 0.5.2 to 0.5.6 in the notation of notation.ts (Firmware/odrive-interface.yaml, ODrive3;
// defaults from Firmware/MotorControl/odrive_main.h and Firmware/Board/v3 at fw-v0.5.6). `@n` = only from 0.5.n on.
// 0.5.6 is exact, 0.5.4 and 0.5.5 have the published checksum 0xD271. What 0.5.2 and 0.5.3 lack is taken from the changelog;
// the names of their settings are those of a backup that a board of theirs has made.

import { axis05 } from './firmware-0-5-axis.ts';

/** Reproduces the descriptor of 0.5.6 byte for byte: 55 313 characters, checksum 0xC1A0, version id 0xC1A0AD28. */
export const firmware05: string = `${axis05}
error: uint8
vbus_voltage: r float
ibus: r float
ibus_report_filter_k: float = 1
serial_number: r uint64
hw_version_major: r uint8
hw_version_minor: r uint8
hw_version_variant: r uint8
fw_version_major: r uint8
fw_version_minor: r uint8
fw_version_revision: r uint8
fw_version_unreleased: r uint8
brake_resistor_armed: r bool
brake_resistor_saturated: r bool
brake_resistor_current: r float @3
n_evt_sampling: r uint32
n_evt_control_loop: r uint32
task_timers_armed: bool
task_times
  sampling: TaskTimer
  control_loop_misc: TaskTimer
  control_loop_checks: TaskTimer
  dc_calib_wait: TaskTimer
system_stats
  uptime: r uint32
  min_heap_space: r uint32 = 20000
  max_stack_usage_axis: r uint32 = 500
  max_stack_usage_usb: r uint32 = 600
  max_stack_usage_uart: r uint32 = 500
  max_stack_usage_can: r uint32 = 300
  max_stack_usage_startup: r uint32 = 500
  max_stack_usage_analog: r uint32 = 300
  stack_size_axis: r uint32 = 2048
  stack_size_usb: r uint32 = 4096
  stack_size_uart: r uint32 = 4096
  stack_size_startup: r uint32 = 2048
  stack_size_can: r uint32 = 1024
  stack_size_analog: r uint32 = 1024
  prio_axis: r int32
  prio_usb: r int32
  prio_uart: r int32
  prio_startup: r int32
  prio_can: r int32
  prio_analog: r int32
  usb
    rx_cnt: r uint32
    tx_cnt: r uint32
    tx_overrun_cnt: r uint32
  i2c
    addr: r uint8
    addr_match_cnt: r uint32
    rx_cnt: r uint32
    error_cnt: r uint32
user_config_loaded: r uint32
misconfigured: r bool
oscilloscope
  size: r uint32 = 4096
  get_val(index: uint32) val: float
can
  error: uint8
  config
    baud_rate: uint32 = 250000
    protocol: uint8
test_property: uint32
otp_valid: r bool @3
config
  enable_uart_a: bool = true
  enable_uart_b: bool
  enable_uart_c: bool
  uart_a_baudrate: uint32 = 115200
  uart_b_baudrate: uint32 = 115200
  uart_c_baudrate: uint32 = 115200
  enable_can_a: bool = true
  enable_i2c_a: bool
  usb_cdc_protocol: uint8 = 3
  uart0_protocol: uint8 = 3
  uart1_protocol: uint8 = 3
  uart2_protocol: uint8 = 3
  max_regen_current: float
  brake_resistance: float
  enable_brake_resistor: bool
  dc_bus_undervoltage_trip_level: float
  dc_bus_overvoltage_trip_level: float
  enable_dc_bus_overvoltage_ramp: bool
  dc_bus_overvoltage_ramp_start: float
  dc_bus_overvoltage_ramp_end: float
  dc_max_positive_current: float
  dc_max_negative_current: float
  error_gpio_pin: uint32
  gpio3_analog_mapping: Endpoint
  gpio4_analog_mapping: Endpoint
  gpio1_mode: uint8 = 4
  gpio2_mode: uint8 = 4
  gpio3_mode: uint8 = 3
  gpio4_mode: uint8 = 3
  gpio5_mode: uint8 = 3
  gpio6_mode: uint8
  gpio7_mode: uint8
  gpio8_mode: uint8
  gpio9_mode: uint8 = 11
  gpio10_mode: uint8 = 11
  gpio11_mode: uint8 = 2
  gpio12_mode: uint8 = 12
  gpio13_mode: uint8 = 12
  gpio14_mode: uint8 = 2
  gpio15_mode: uint8 = 7
  gpio16_mode: uint8 = 7
  gpio1_pwm_mapping: Endpoint
  gpio2_pwm_mapping: Endpoint
  gpio3_pwm_mapping: Endpoint
  gpio4_pwm_mapping: Endpoint
axis0: Axis
axis1: Axis
test_function(delta: int32) cnt: int32
get_adc_voltage(gpio: uint32) voltage: float
save_configuration() success: bool
erase_configuration()
reboot()
enter_dfu_mode()
get_interrupt_status(irqn: int32) status: uint32
get_dma_status(stream_num: uint8) status: uint32
get_gpio_states() status: uint32
get_drv_fault() drv_fault: uint64
clear_errors()
`;

// The object tree of firmware 0.5.1 in the notation of notation.ts (Firmware/odrive-interface.yaml; defaults from
// Firmware/MotorControl/odrive_main.h and Firmware/communication/interface_can.hpp at fw-v0.5.1).

import { axis051 } from './firmware-0-5-1-axis.ts';

/** Reproduces the descriptor of 0.5.1 byte for byte: 38 157 characters, checksum 0x9B40, version id 0x9B4053C2. */
export const firmware051: string = `${axis051}
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
brake_resistor_saturated: bool
system_stats
  uptime: r uint32
  min_heap_space: r uint32 = 20000
  min_stack_space_axis0: r uint32 = 500
  min_stack_space_axis1: r uint32 = 500
  min_stack_space_comms: r uint32 = 500
  min_stack_space_usb: r uint32 = 500
  min_stack_space_uart: r uint32 = 500
  min_stack_space_can: r uint32 = 500
  min_stack_space_usb_irq: r uint32 = 500
  min_stack_space_startup: r uint32 = 500
  stack_usage_axis0: r uint32 = 1500
  stack_usage_axis1: r uint32 = 1500
  stack_usage_comms: r uint32 = 1500
  stack_usage_usb: r uint32 = 1500
  stack_usage_uart: r uint32 = 1500
  stack_usage_usb_irq: r uint32 = 1500
  stack_usage_startup: r uint32 = 1500
  stack_usage_can: r uint32 = 1500
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
  enable_uart: bool = true
  uart_baudrate: uint32 = 115200
  enable_i2c_instead_of_can: bool
  enable_ascii_protocol_on_usb: bool = true
  max_regen_current: float
  brake_resistance: float
  dc_bus_undervoltage_trip_level: float
  dc_bus_overvoltage_trip_level: float
  enable_dc_bus_overvoltage_ramp: bool
  dc_bus_overvoltage_ramp_start: float
  dc_bus_overvoltage_ramp_end: float
  dc_max_positive_current: float
  dc_max_negative_current: float
  gpio1_pwm_mapping: Endpoint
  gpio2_pwm_mapping: Endpoint
  gpio3_pwm_mapping: Endpoint
  gpio4_pwm_mapping: Endpoint
  gpio3_analog_mapping: Endpoint
  gpio4_analog_mapping: Endpoint
user_config_loaded: r bool
axis0: Axis
axis1: Axis
can
  error: int32
  config
    baud_rate: r uint32 = 250000
    protocol: int32
  set_baud_rate(baudRate: uint32)
test_property: uint32
test_function(delta: int32) cnt: int32
get_oscilloscope_val(index: uint32) val: float
get_adc_voltage(gpio: uint32) voltage: float
save_configuration()
erase_configuration()
reboot()
enter_dfu_mode()
`;

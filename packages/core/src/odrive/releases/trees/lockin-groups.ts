// Lock-in configurations, the same in every release from 0.4.11 on (Firmware/MotorControl/axis.hpp and axis.cpp,
// Axis::default_sensorless), in the notation of notation.ts.

/** Goes before the groups that use `Lockin` and `SensorlessLockin`. */
export const lockinGroups: string = `
group Lockin
  current: float = 10
  ramp_time: float = 0.4
  ramp_distance: float = 3.1415927
  accel: float = 20
  vel: float = 40
  finish_distance: float = 100
  finish_on_vel: bool
  finish_on_distance: bool
  finish_on_enc_idx: bool
group SensorlessLockin
  current: float = 10
  ramp_time: float = 0.4
  ramp_distance: float = 3.1415927
  accel: float = 200
  vel: float = 400
  finish_distance: float = 100
  finish_on_vel: bool = true
  finish_on_distance: bool
  finish_on_enc_idx: bool
`;

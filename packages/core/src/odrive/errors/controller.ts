// Error flags of a controller.
// Names and bits: odriverobotics/ODrive at the fw-v tags (Firmware/MotorControl/*.hpp for 0.4, Firmware/odrive-interface.yaml
// from 0.5 on); causes and remedies in our own words from the same files, docs/troubleshooting and the code that sets the flag.

import type { ErrorFlag } from './flag.ts';

/** `axisN.controller.error`. */
export const controllerFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'OVERSPEED',
    releases: '0.4.2..',
    meaning: 'speed above vel_limit * vel_limit_tolerance',
    cause: 'vel_limit too low (default 2 turn/s = 120 rpm; 0.4: 20000 counts/s), load change, spin-out',
    remedy: 'raise vel_limit or tolerance; 0.4: tolerance 0 switches the check off; 0.5: enable_overspeed_error',
  },
  {
    bit: 1,
    name: 'INVALID_INPUT_MODE',
    releases: '0.5.1..',
    meaning: 'input_mode is not valid',
    cause: 'a value of other firmware',
    remedy: 'set a valid InputMode',
  },
  {
    bit: 2,
    name: 'UNSTABLE_GAIN',
    releases: '0.5.1..',
    meaning: 'gain too high for a stable controller',
    cause: 'the bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  {
    bit: 3,
    name: 'INVALID_MIRROR_AXIS',
    releases: '0.5.1..',
    meaning: 'axis_to_mirror is not valid',
    cause: 'the default, 255, stands for none',
    remedy: 'set 0 or 1',
  },
  {
    bit: 4,
    name: 'INVALID_LOAD_ENCODER',
    releases: '0.5.1..',
    meaning: 'load_encoder_axis is not valid',
    cause: 'another number is set',
    remedy: 'set 0 or 1',
  },
  {
    bit: 5,
    name: 'INVALID_ESTIMATE',
    releases: '0.5.1..',
    meaning: 'no valid linear position or velocity estimate',
    cause: 'encoder error or not ready',
    remedy: 'see encoder.error',
  },
  {
    bit: 6,
    name: 'INVALID_CIRCULAR_RANGE',
    releases: '0.5.2..',
    meaning: 'no valid circular position estimate',
    cause: 'encoder error, circular_setpoint_range',
    remedy: 'see encoder.error',
  },
  {
    bit: 7,
    name: 'SPINOUT_DETECTED',
    releases: '0.5.2..',
    meaning: 'mechanical and electrical power disagree',
    cause: 'encoder slips, wrong or foreign encoder offset, false index pulses',
    remedy: 'check coupling, repeat offset calibration, shielded index wire',
  },
];

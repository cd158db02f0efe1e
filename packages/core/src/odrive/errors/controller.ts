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
    code: 'controller.OVERSPEED',
  },
  {
    bit: 1,
    name: 'INVALID_INPUT_MODE',
    releases: '0.5.1..',
    code: 'controller.INVALID_INPUT_MODE',
  },
  {
    bit: 2,
    name: 'UNSTABLE_GAIN',
    releases: '0.5.1..',
    code: 'controller.UNSTABLE_GAIN',
  },
  {
    bit: 3,
    name: 'INVALID_MIRROR_AXIS',
    releases: '0.5.1..',
    code: 'controller.INVALID_MIRROR_AXIS',
  },
  {
    bit: 4,
    name: 'INVALID_LOAD_ENCODER',
    releases: '0.5.1..',
    code: 'controller.INVALID_LOAD_ENCODER',
  },
  {
    bit: 5,
    name: 'INVALID_ESTIMATE',
    releases: '0.5.1..',
    code: 'controller.INVALID_ESTIMATE',
  },
  {
    bit: 6,
    name: 'INVALID_CIRCULAR_RANGE',
    releases: '0.5.2..',
    code: 'controller.INVALID_CIRCULAR_RANGE',
  },
  {
    bit: 7,
    name: 'SPINOUT_DETECTED',
    releases: '0.5.2..',
    code: 'controller.SPINOUT_DETECTED',
  },
];

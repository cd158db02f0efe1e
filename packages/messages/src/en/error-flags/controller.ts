import type { ControllerFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const controllerFlags: Readonly<Record<ControllerFlagCode, FlagText>> = {
  'controller.OVERSPEED': {
    meaning: 'speed above vel_limit * vel_limit_tolerance',
    cause: 'vel_limit too low (default 2 turn/s = 120 rpm; 0.4: 20000 counts/s), load change, spin-out',
    remedy: 'raise vel_limit or tolerance; 0.4: tolerance 0 switches the check off; 0.5: enable_overspeed_error',
  },
  'controller.INVALID_INPUT_MODE': {
    meaning: 'input_mode is not valid',
    cause: 'a value of other firmware',
    remedy: 'set a valid InputMode',
  },
  'controller.UNSTABLE_GAIN': {
    meaning: 'gain too high for a stable controller',
    cause: 'the bandwidth is too high',
    remedy: 'lower the bandwidth',
  },
  'controller.INVALID_MIRROR_AXIS': {
    meaning: 'axis_to_mirror is not valid',
    cause: 'the default, 255, stands for none',
    remedy: 'set 0 or 1',
  },
  'controller.INVALID_LOAD_ENCODER': {
    meaning: 'load_encoder_axis is not valid',
    cause: 'another number is set',
    remedy: 'set 0 or 1',
  },
  'controller.INVALID_ESTIMATE': {
    meaning: 'no valid linear position or velocity estimate',
    cause: 'encoder error or not ready',
    remedy: 'see encoder.error',
  },
  'controller.INVALID_CIRCULAR_RANGE': {
    meaning: 'no valid circular position estimate',
    cause: 'encoder error, circular_setpoint_range',
    remedy: 'see encoder.error',
  },
  'controller.SPINOUT_DETECTED': {
    meaning: 'mechanical and electrical power disagree',
    cause: 'encoder slips, wrong or foreign encoder offset, false index pulses',
    remedy: 'check coupling, repeat offset calibration, shielded index wire',
  },
};

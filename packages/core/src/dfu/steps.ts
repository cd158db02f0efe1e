// What a person does for a board in DFU mode where USB does not reach.

import { message } from '../messages/message.ts';
import type { TargetSteps } from '../target/target.ts';

export const dfuSteps: TargetSteps = {
  bringBack: {
    step: 'bring-back-in-dfu',
    text: message('step.bring-back-in-dfu'),
  },
  start: {
    step: 'switch-to-run',
    text: message('step.switch-to-run'),
  },
};

// What a person does for a board in DFU mode where USB does not reach.

import type { TargetSteps } from '../target/target.ts';

export const dfuSteps: TargetSteps = {
  bringBack: {
    step: 'bring-back-in-dfu',
    text: 'If the board does not reconnect by itself, power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  },
  start: {
    step: 'switch-to-run',
    text: 'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
  },
};

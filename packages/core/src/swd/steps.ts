// What a person does for a chip behind a probe where the wires do not reach.

import { message } from '../messages/message.ts';
import type { TargetSteps } from '../target/target.ts';

/** `bootsBootloader`: the chip came out of its reset in the bootloader. */
export function swdSteps({ bootsBootloader }: { readonly bootsBootloader: boolean }): TargetSteps {
  return {
    bringBack: {
      step: 'check-wiring',
      text: message('step.check-wiring'),
    },
    start: bootsBootloader
      ? { step: 'switch-to-run', text: message('step.remove-boot-jumper') }
      : { step: 'power-cycle', text: message('step.power-cycle') },
  };
}

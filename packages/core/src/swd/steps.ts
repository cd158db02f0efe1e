// What a person does for a chip behind a probe where the wires do not reach.

import type { TargetSteps } from '../target/target.ts';

/** `bootsBootloader`: the chip came out of its reset in the bootloader. */
export function swdSteps({ bootsBootloader }: { readonly bootsBootloader: boolean }): TargetSteps {
  return {
    bringBack: {
      step: 'check-wiring',
      text: 'The chip does not answer: check the wires from the probe to the board, and the supply of the board.',
    },
    start: bootsBootloader
      ? {
          step: 'switch-to-run',
          text: 'Set the DIP switch to RUN (clones: remove the BOOT jumper) and power-cycle the board.',
        }
      : { step: 'power-cycle', text: 'Switch the supply of the board off and on.' },
  };
}

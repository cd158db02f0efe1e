// What a person does for a chip behind a probe where the wires do not reach.

import type { TargetSteps } from '../target/target.ts';

export const swdSteps: TargetSteps = {
  bringBack: {
    step: 'check-wiring',
    text: 'The chip does not answer: check the wires from the probe to the board, and the supply of the board.',
  },
  start: { step: 'power-cycle', text: 'Switch the supply of the board off and on.' },
};

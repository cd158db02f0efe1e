import type { StepMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const steps: Texts<StepMessages> = {
  'step.remove-dc-supply': 'Remove the DC supply now.',
  'step.remove-dc-supply-if-old': 'v3.4 or older? Remove the DC supply now.',
  'step.bring-back-in-dfu':
    'If the board does not reconnect by itself, power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  'step.switch-to-run': 'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
  'step.check-wiring':
    'The chip does not answer: check the wires from the probe to the board, and the supply of the board.',
  'step.remove-boot-jumper': 'Set the DIP switch to RUN (clones: remove the BOOT jumper) and power-cycle the board.',
  'step.power-cycle': 'Switch the supply of the board off and on.',
};

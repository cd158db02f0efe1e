import type { StepMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const steps: Texts<StepMessages> = {
  'step.remove-dc-supply': 'Remove the DC supply now.',
  'step.remove-dc-supply-if-old': 'v3.4 or older? Remove the DC supply now.',
  'step.bring-back-in-dfu':
    'If the board does not reconnect by itself, power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  'step.switch-to-run': 'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
  'step.check-wiring':
    'The chip does not answer: check the supply of the board and the wires from the probe to it, then power-cycle the board.',
  'step.remove-boot-jumper': 'Set the DIP switch to RUN (clones: remove the BOOT jumper) and power-cycle the board.',
  'step.power-cycle': 'Switch the supply of the board off and on.',
  'step.enter-dfu-by-hand':
    'This firmware cannot enter DFU mode on its own. Set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board.',
  'step.enter-dfu-by-wire':
    'Boards up to v3.4 have no DIP switch, and their firmware never enters DFU mode. Keep the DC supply off: tie BOOT0 to 3.3 V, then power the board from another source; or stop here and use an ST-Link.',
  'step.find-bootloader':
    'The board disconnected but did not appear in DFU mode. Check the cable; unplug any ST-Link and everything on the GPIO pins, above all GPIO6; or set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it. With the DIP switch on RUN, a power cycle starts the old firmware again.',
};

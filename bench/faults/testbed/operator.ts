// The operator beside the board: does what the engine asks for with the switch, the cable and the supply.

import { type Ask, acceptWarnings, type UpdateEvent } from '@odflash/core';
import type { Testbed } from '../types.ts';

/** Where the switch goes when that is asked for; then the board is power-cycled. */
const switchFor: Readonly<Record<string, 'dfu' | 'run'>> = {
  'bring-back-in-dfu': 'dfu',
  'find-bootloader': 'dfu',
  'enter-dfu-by-hand': 'dfu',
  'connect-board': 'run',
  'switch-to-run': 'run',
  'bring-back-running': 'run',
};

/** What the operator needs for a step, in ms. */
const operatorMs = 4000;

/** What the operator types the serial number for: to remove protection, and because the version is printed on the board. */
const consents: readonly string[] = ['unlock', 'board'];

/** Accepts warnings, takes the option a yes stands for. What is on the board is newer than what is in a record. */
export const answers: Ask = async (question) => {
  if (question.type === 'consent')
    return consents.includes(question.consent.what) ? question.consent.serial : undefined;
  if (question.type === 'choice' && question.code === 'configuration-from') return 'board';
  return acceptWarnings(question);
};

/** Does what is asked for. */
export function attentiveOperator({ board, clock, probed }: Testbed): (event: UpdateEvent) => void {
  return (event) => {
    if (probed && event.type === 'human')
      clock.after(operatorMs, () => {
        probed.probe.cable(true);
        board.setSwitch('run');
        board.cable(true);
        board.powerCycle();
      });
    if (probed) return;
    const position = event.type === 'human' ? switchFor[event.step] : undefined;
    if (!position) return;
    clock.after(operatorMs, () => {
      board.setSwitch(position);
      board.cable(true);
      board.powerCycle();
    });
  };
}

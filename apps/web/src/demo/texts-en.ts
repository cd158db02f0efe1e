// English.

import { speaker } from '@odflash/messages';
import { virtualBoard } from '@odflash/messages/en';
import { catalogue } from './catalogue-en.ts';
import type { DemoTexts } from './texts.ts';

/** Words what is wrong with a virtual board that a person puts together. */
export const say: ReturnType<typeof speaker> = speaker({ texts: virtualBoard });

export const texts: DemoTexts = {
  title: 'Virtual board',
  switch: 'DIP switch on DFU',
  power: 'Power-cycle',
  unplug: 'Unplug USB',
  plug: 'Plug USB in',
  pickerTitle: 'A virtual browser wants to connect',
  pickerNote: 'In the demo this list stands for the one of your browser.',
  pickerCancel: 'Cancel',

  storiesTitle: 'Another story',
  storiesHint: 'Each starts the demo again with a board that something happens to.',
  stories: {
    update: 'An update from 0.5.4',
    'dead-board': 'A board without firmware',
    'probe-only': 'A dead board, with an ST-Link',
    'loose-cable': 'A loose cable',
    'pulled-cable': 'The cable is pulled for good',
    'power-cut': 'The supply fails for a moment',
    'read-protected': 'Read protection',
    'write-protected': 'Write protection',
    clone: 'A clone with blank OTP',
    'other-board': 'Not the board it is said to be',
    'old-board': 'A v3.4 in DFU mode',
    'out-of-step': 'Answers out of step',
    'bad-write': 'A bit that was not written',
    'motor-runs': 'A motor that turns',
    'motor-error': 'A board with an error',
  },

  anotherTitle: 'Any board, any fault',
  board: 'Board',
  dfu: 'found in DFU mode',
  probe: 'wired to an ST-Link',
  speed: 'Speed',
  times: (factor) => `${factor} ×`,
  fault: 'Option or fault',
  value: 'Value',
  add: 'Add',
  remove: (option) => `Remove ${option}`,
  does: (what) => `What it does: ${what}.`,
  standsFor: (what) => `In the field: ${what}.`,
  catalogue,
  start: 'Start with this board',

  comparisonTitle: 'The old failure, next to ours',
  comparisonText:
    'odrivetool 0.4.1 erases the board and stops at the first answer that is out of step. Here it and odflash flash two equal virtual boards that have the same fault.',
  cause: 'What goes wrong',
  causes: {
    'stale-abort': 'an answer stays behind before sector 0',
    'later-sector': 'an answer stays behind before sector 1',
    'port-reset': 'another program resets the port',
    'short-block': 'a block is cut short',
    'before-erase': 'every answer stays behind',
  },
  run: 'Run both',
  phases: {
    otp: 'Reading OTP',
    erase: 'Erasing',
    write: 'Writing',
    verify: 'Reading back',
    leave: 'Starting',
  },
  ready: 'Ready',
  verified: 'Verified',
  stoppedWith: 'Stopped with',
  holds: (held, total) => `${held} of ${total} of the firmware are on the board.`,
};

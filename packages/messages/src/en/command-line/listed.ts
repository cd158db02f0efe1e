import type { ListedMessages } from '../../command-line/listed.ts';
import type { Texts } from '../../language.ts';

const modes = { running: 'running', other: 'other', probe: 'probe' } as const;

const events = { arrived: 'arrived', left: 'left' } as const;

export const listed: Texts<ListedMessages> = {
  'listed.none': 'No board found. In DFU mode it appears as 0483:df11. USB does not power the board.',
  'listed.watching': 'Watching. Press Ctrl-C to stop.',
  'listed.no-serial': '(no serial number)',
  'listed.mode': ({ mode }) => modes[mode],
  'listed.event': ({ event }) => events[event],
  'listed.not-openable': ({ name, system }) => `${name} (cannot be opened: ${system})`,
  'listed.other-chip': ({ chip }, say) => `${say(chip)}: not an STM32F405, not supported`,
  'listed.probe': ({ name, firmware, volts, chip }) =>
    `${name} ${firmware}, ${volts === undefined ? 'voltage not measured' : `reads ${volts.toFixed(2)} V`}, ${chip === undefined ? 'no chip answers' : `a chip answers (${chip})`}`,
  'listed.probe-problem': ({ name, problem }, say) => `${name} (${say(problem)})`,
};

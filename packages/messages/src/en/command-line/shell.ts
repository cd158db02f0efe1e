import type { ShellMessages } from '../../command-line/shell.ts';
import type { Texts } from '../../language.ts';
import { deviceText } from '../words.ts';

const inputs = { position: 'position', velocity: 'velocity' } as const;

function amount(by: number, unit: 'turns' | 'counts'): string {
  return unit === 'turns' && by === 1 ? '1 turn' : `${by} ${unit}`;
}

export const shell: Texts<ShellMessages> = {
  'shell.board': ({ name, device, firmware }) => `${name} is ${deviceText(device)}, firmware ${firmware}.`,
  'shell.disconnected': ({ name }) => `${name} disconnected.`,
  'shell.reconnected': ({ name }) => `${name} reconnected.`,
  'shell.no-board-yet': 'No running board yet. The first one that is connected will be odrv0.',
  'shell.not-connected':
    'The shell has no connection to it. Close what else uses it and plug it in again, or start the shell again.',
  'shell.no-history': ({ why }, say) => `The history of this shell is not saved: ${say(why)}`,
  'shell.keys':
    'Tab completes, await reads: await odrv0.vbus_voltage. Ctrl-C stops the running expression, Ctrl-D ends the shell.',
  'shell.axis-lost-with-watchdog': ({ axis }) =>
    `${axis} was armed when the connection was lost. Its watchdog sets it to IDLE 2 s after that.`,
  'shell.axis-restarted': ({ axis }) => `${axis} was armed when the board restarted, and is no longer held.`,
  'shell.axis-lost': ({ axis }) =>
    `${axis} was armed when the connection was lost, and this firmware has no watchdog: switch off the supply.`,
  'shell.axis-failed': ({ axis, board }) => `${axis} is idle, with errors. To explain them: ${board}.dump_errors()`,
  'shell.axis-idle': ({ axis }) => `${axis} is idle again.`,
  'shell.set-to-idle': ({ axes }) =>
    `${axes.join(' and ')} ${axes.length === 1 ? 'is' : 'are'} set to IDLE at the end of the shell. A load may fall.`,
  'shell.none-in-use': 'None is in use.',
  'shell.interrupt': ({ count, priority }) => `count ${count}, priority ${priority}`,
  'shell.dma': ({ channel, priority }) => `channel ${channel}, priority ${priority}`,
  'shell.values-in-file': ({ count, file }) => `${count} values written to ${file}`,
  'shell.step': ({ axis, of, by, unit, after }) =>
    `step_and_plot arms ${axis}, changes its ${inputs[of]} by ${amount(by, unit)}${of === 'velocity' ? '/s' : ''} after ${after} s, and sets it to IDLE at the end.`,
};

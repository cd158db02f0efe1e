import type { RunningMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const running: Texts<RunningMessages> = {
  'running.version-not-reported': 'The firmware does not report the board version.',
  'running.version-not-confirmed': ({ board }) =>
    `The firmware reports an ODrive ${board}, but OTP is blank: this is not confirmed.`,
  'running.version-reported': ({ board }) =>
    `ODrive ${board}, as reported by its firmware; OTP is checked in DFU mode.`,
  'running.version-differs': ({ board, named, doubt }) =>
    `The firmware reports an ODrive ${board}; --board is ${named}.${doubt ? doubts[doubt] : ''}`,
  'running.unsafe-board': ({ board }) =>
    `This is an ODrive ${board}, and its firmware does not enter DFU mode: DFU mode can destroy boards up to v3.4, because the bootloader switches on both transistors of the brake resistor, a short across the DC supply. While the firmware runs, the board is safe.`,
  'running.unsafe-firmware': ({ board }) =>
    `The board runs firmware for another board, which would switch it into DFU mode. DFU mode can destroy an ODrive ${board}: its bootloader switches on both transistors of the brake resistor, a short across the DC supply.`,
  'running.in-dfu': ({ device }) => `The board ${deviceText(device)} is in DFU mode: its firmware does not run.`,

  'running.axis-state': ({ state }) => axisState(state),
  'running.axes-idle': 'Both axes are idle.',
  'running.axes-busy': ({ axes, effect }) => {
    const what = axes.map(({ name, state }) => `${name} is in ${axisState(state)}`).join(', ');
    return `${what}${effect ? effects[effect] : ''}.`;
  },
  'running.set-to-idle': ({ axes }) => `${axes.join(' and ')} set to IDLE.`,
  'running.startup-off': ({ flags }) => `Switched off before the restart (confirmed): ${flags.join(', ')}.`,
  'running.startup-moves': ({ axes, flags, hold }) =>
    `The motor of ${axes.join(' and ')} will move by itself after each restart: ${flags.join(', ')}.${hold ? ' --hold-startup prevents that.' : ''}`,
  'running.configuration-moves': ({ flags }) =>
    `With this configuration a motor moves by itself after each restart, including the one at the end of this command: ${flags.join(', ')}. --hold-startup prevents that.`,

  'running.unanswered': 'The board did not reply to the request and did not restart.',
  'running.no-restart': 'The board accepted the restart request but did not restart.',
  'running.nothing-bootable': 'The flash contains no bootable firmware.',
  'running.lost':
    'The board disconnected. Check its supply and the cable; odflash continues when the board reconnects.',
  'running.still-running': ({ device }) => `The board ${deviceText(device)} still runs its firmware.`,
  'running.not-in-dfu': ({ device }) => `The board ${deviceText(device)} disconnected but did not appear in DFU mode.`,
  'running.not-back': ({ device, inDfu }) =>
    inDfu
      ? `The board ${deviceText(device)} is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set).`
      : `The board ${deviceText(device)} did not reconnect.`,

  'running.configuration-saved': ({ values, location, loaded }) =>
    loaded
      ? `The configuration (${values} values) is saved as ${location}.`
      : `No configuration is loaded from the flash. The current values of the board (${values} values) are saved as ${location}.`,
  'running.configuration-to-erase':
    'The configuration will be saved as a file and erased: the board starts with the defaults of its firmware.',
  'running.no-restart-after-erase': 'The board did not restart after its configuration was erased.',
  'running.configuration-still-saved': 'The board still has a saved configuration.',
  'running.saving-again': 'The board restarted before saving. Retrying.',
  'running.saving-refused': 'The board accepted the configuration but refuses to save it.',
  'running.update-closed': ({ begun, remains }) =>
    `The interrupted update of ${begun} is closed: its configuration ${remains === undefined ? 'is restored' : `remains in ${remains}`}.`,
  'running.record-not-removed': ({ cause }, say) => `The record could not be removed: ${say(cause)}`,

  'running.file-of-twins': ({ serial }) =>
    `Two boards with the serial number ${serial} are connected: the file is treated as another board's.`,
  'running.file-of-other-board': ({ board }) =>
    `The file is from an ODrive ${board} with this serial number: the file is treated as another board's.`,
  'running.file-without-board': "The file does not specify its board: it is treated as another board's.",
  'running.file-of-board': ({ serial }) => `The file is from the board ${serial}.`,
  'running.file-of-this-board': 'The file is from this board.',
  'running.file-by-name': ({ serial }) => `Only the file name identifies this board (${serial}).`,

  'running.not-a-setting': ({ path }) => `${path} is not a writable configuration value of this firmware.`,
  'running.setting-invalid': ({ path, text, type }) => `"${text}" is not a valid value for ${path} (type ${type}).`,
  'running.setting-not-accepted': ({ path }) => `The board does not accept ${path}.`,
};

const doubts = {
  'otp-blank': ' OTP confirms neither.',
  'otp-unread': ' If it is marked v3.4 or lower, stop here.',
} as const;

const effects = {
  restart: ': restarting releases the motor',
  'set-to-idle': ': it will be set to IDLE, which releases the motor',
  stays: ' and does not go to IDLE',
} as const;

const states: Readonly<Record<number, string>> = {
  0: 'not started',
  1: 'idle',
  2: 'startup sequence',
  3: 'full calibration',
  4: 'motor calibration',
  5: 'sensorless control',
  6: 'encoder index search',
  7: 'encoder offset calibration',
  8: 'closed loop control',
  9: 'lockin spin',
  10: 'encoder direction search',
  11: 'homing',
  12: 'hall polarity calibration',
  13: 'hall phase calibration',
};

/** What an axis does, as the firmware numbers it. */
export function axisState(state: number): string {
  return states[state] ?? `state ${state}`;
}

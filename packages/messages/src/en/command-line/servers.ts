import type { ServerMessages } from '../../command-line/servers.ts';
import type { Texts } from '../../language.ts';

const runs = {
  rom: 'in DFU mode',
  odrive: 'running ODrive firmware',
  'other-firmware': 'running firmware without USB',
  nothing: 'no firmware running',
  debugged: 'halted by a debugger',
  off: 'without supply',
} as const;

export const servers: Texts<ServerMessages> = {
  'server.open-page': 'Open this address in Chrome, Edge or Opera on this computer. Ctrl-C stops.',
  'server.usbip': ({ server }) => `USB/IP server on ${server}. Flash a board from another terminal:`,
  'server.attach-on-linux':
    'Or attach it to this Linux computer, as root (again after every switch between DFU mode and running):',
  'server.words': ({ port }) =>
    `Type dfu, run or power (and a USB port, e.g. power ${port}) to set the DIP switch or power-cycle a board. Ctrl-C stops.`,
  'server.no-password': 'Warning: USB/IP has no password. Anyone who can reach this address can use the boards.',
  'server.probe-of': ({ board }) => `ST-Link wired to the board in ${board}`,
  'server.board-runs': ({ running, isOnUsb }) => `${runs[running]}${isOnUsb ? '' : ' (not on USB)'}`,
  'server.type-words': ({ words }) => `Type ${words.join(', ')}, and a USB port.`,
  'server.power-cycled': ({ path }) => `${path}: power-cycled.`,
  'server.switch-set': ({ path, position }) => `${path}: DIP switch set to ${position}.`,
  'server.stlink': ({ address }) => `ST-Link server on ${address}`,
  'server.flash-with-openocd': 'Flash a board through it with OpenOCD:',
  'server.profiles': ({ names }) => `Boards: ${names.join(', ')}`,
  'server.profile-options':
    '+dfu sets the DIP switch to DFU (v3.4: BOOT0 bridged), so the bootloader runs. Options after commas change the board or inject faults: --virtual v3.6-56V+dfu,otp=blank,stall-at=7',
  'server.option-default': ({ value }) => `(default: ${value})`,
  'server.option-models': ({ what }) => `models: ${what}`,
  'server.rule-written': ({ path }) => `Rule written to ${path}. Replug the board.`,
  'server.rule-written-not-loaded': ({ path }) =>
    `Rule written to ${path}, but udev could not be reloaded. Restart the computer, or replug the board.`,
  'server.rule-file': ({ path }) => `Target file: ${path}`,
};

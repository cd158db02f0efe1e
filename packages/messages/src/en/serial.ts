import type { SerialMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const serial: Texts<SerialMessages> = {
  'serial.library-missing': ({ library }) => `Serial ports need the package ${library}, which is not installed.`,
  'serial.not-opened': ({ path, reason }) => `The serial port ${path} could not be opened: ${reason}.`,
  'serial.release-unknown': ({ path, release }) =>
    `The board at ${path} answers in the ASCII protocol only and runs firmware ${release}, whose values are not known by name.`,
  'serial.silent': ({ path }) => `Nothing at ${path} answers, in the ASCII or the native protocol.`,
  'serial.cannot-call': ({ path }) => `The ASCII protocol cannot call ${path}.`,
  'serial.no-dfu': 'A board at a serial port cannot be followed into DFU mode.',
  'serial.no-uptime': 'This firmware reports no uptime: at a serial port a restart cannot be verified.',
  'next.call-over-usb': 'Connect the board by USB for that.',
  'next.install-serial-library': ({ library }) => `Install it beside odflash: npm install ${library}@13`,
  'next.check-serial-port':
    'Check the name of the port, that no other program uses it, and your permissions (Linux: the group dialout).',
  'next.check-serial-line': 'Check port, power, baud rate (--serial-port PORT@RATE) and wiring (TX to RX).',
};

import type { SerialMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const serial: Texts<SerialMessages> = {
  'serial.library-missing': ({ library }) => `Serial ports need the package ${library}, which is not installed.`,
  'serial.not-opened': ({ path, reason }) => `The serial port ${path} could not be opened: ${reason}.`,
  'serial.release-unknown': ({ path, release }) =>
    `The board at ${path} answers in the ASCII protocol only and runs firmware ${release}, whose values are not known by name.`,
  'serial.silent': ({ path }) =>
    `The board at ${path} does not answer, neither in the ASCII protocol nor in the native one.`,
  'serial.cannot-call': ({ path }) => `The ASCII protocol cannot call ${path}.`,
  'serial.no-dfu': 'A board at a serial port cannot be followed into DFU mode.',
  'serial.no-uptime': 'This firmware does not report its uptime, so a restart cannot be verified at a serial port.',
  'next.call-over-usb': 'Connect the board by USB for that.',
  'next.install-serial-library': ({ library }) => `Install it beside odflash: npm install ${library}@13`,
  'next.check-serial-port':
    'Check the name of the port, that no other program uses it, and your permissions (Linux: the group dialout).',
  'next.check-serial-line':
    "Check that the port is the board's, that the board has power, the baud rate (--serial-port PORT@RATE) and the wiring (TX to RX).",
};

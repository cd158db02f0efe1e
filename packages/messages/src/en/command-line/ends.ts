import { hex8, hex32 } from '@odflash/core/bytes';
import type { EndMessages } from '../../command-line/ends.ts';
import type { Texts } from '../../language.ts';

export const ends: Texts<EndMessages> = {
  'end.interrupted': 'Interrupted.',
  'end.given-up': 'The board did not stop in time; its flash was not read back.',
  'end.connection-failed': ({ detail }) => `The connection failed: ${detail}`,
  'end.server-failed': ({ detail }) => `The USB/IP server cannot be used: ${detail}`,
  'end.unexpected': ({ text }) => `Unexpected: ${text}`,
  'end.code': ({ code, program }) => `E: ${code}, see ${program} explain ${code}`,
  'end.way-back': 'To go back:',
  'end.way-back-in-dfu': 'To go back, with the board in DFU mode:',
  'end.no-board-on-bus': 'No board is on the bus.',
  'end.stopped-early': ({ after, of }) => `Stopped after ${after} of ${of}.`,
  'end.mirror-incomplete': ({ failed, files, folder }) =>
    `${failed} of ${files} files could not be downloaded; the mirror in ${folder} is usable without them.`,
  'end.differs': ({ path, sectors, first }) => {
    const where =
      first === undefined
        ? ''
        : `, first at ${hex32(first.address)}: file ${hex8(first.expected)}, board ${hex8(first.found)}`;
    return `The board differs from ${path} in ${sectors === 1 ? '1 sector' : `${sectors} sectors`}${where}.`;
  },
};

// ODrive's ASCII protocol: a whole request over a port whose lines are damaged, and values in text.

import { isFlasherError, LinkError } from '@odflash/core';
import { asciiChannel, asciiLines, asciiRelease, connectOdrive, decodeValue, encodeValue } from '@odflash/core/odrive';
import { valueOfText } from '../../packages/core/dist/odrive/text-value.js';
import { decode, encode, must, patientClock } from './subject.mjs';

/** Separates the answers of a serial port in an input: each is sent after a line; the first line is empty, and so is its answer. */
const answerEnd = '|';

/** Lines behind `*` and the checksum that is theirs. */
const summed = (text) =>
  text.replaceAll(/[^\n|]+/g, (line) => {
    const words = line.replace(/\*\d*$/, '');
    return `${words}*${[...Buffer.from(words, 'latin1')].reduce((sum, byte) => sum ^ byte, 0) & 0xff}`;
  });

const hello = (release) => [
  'Hardware version: 3.6-56V',
  `Firmware version: ${release}`,
  'Serial number: 325E35633334',
  '',
];

/** A serial port that sends the next of these answers for each line. */
function portOf(text, clock) {
  const answers = text.split(answerEnd);
  let coming = '';
  return {
    write: async () => {
      coming += answers.shift() ?? '';
    },
    read: async (timeoutMs) => {
      if (coming === '') {
        await clock.sleep(timeoutMs);
        throw new LinkError('timeout', 'silence');
      }
      const bytes = Buffer.from(coming, 'latin1');
      coming = '';
      return bytes;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const types = ['bool', 'float', 'uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64'];

/** @type {import('./subject.mjs').Subject[]} */
export const serial = [
  {
    name: 'ASCII protocol lines',
    seeds: [
      [answerEnd, ...hello('0.5.6'), answerEnd, '24.031250\n'],
      [answerEnd, ...hello('0.5.3'), answerEnd, '20.000000\n', answerEnd, '24.031250\n'],
      [
        answerEnd,
        ...hello('0.4.12'),
        answerEnd,
        'invalid property\n',
        answerEnd,
        ...hello('0.4.12'),
        answerEnd,
        '1e3\n',
      ],
    ].map((lines) => encode(summed(lines.join('\n').replaceAll(/\n?\|\n?/g, answerEnd)))),
    repair: (bytes) => Buffer.from(summed(Buffer.from(bytes).toString('latin1')), 'latin1'),
    async feed(bytes) {
      const clock = patientClock();
      const lines = asciiLines(portOf(Buffer.from(bytes).toString('latin1'), clock), clock.now);
      try {
        const release = await asciiRelease(lines);
        const channel = release && asciiChannel(lines, release, async () => undefined);
        if (!channel) return false;
        const device = await connectOdrive(channel, { clock, sequence: 0x80 });
        const value = await device.read('vbus_voltage');
        must(typeof value === 'number', 'a number, as the property is');
        return true;
      } catch (error) {
        if (error instanceof LinkError || (isFlasherError(error) && error.exit === 6)) return false;
        throw error;
      } finally {
        must(clock.now() < 60_000, 'given up in time');
      }
    },
  },
  {
    name: 'value in text',
    seeds: ['24.031250', '-inf', 'True', '0x7fff', '8192.000000', '18446744073709551615'].map(encode),
    feed(bytes, below) {
      const type = types[below(types.length)];
      const value = valueOfText(type, decode(bytes));
      if (value === undefined) return false;
      const packed = encodeValue(type, value);
      const again = encodeValue(type, decodeValue(type, packed));
      must(Buffer.compare(packed, again) === 0, 'a value that a property of that type can have');
      return true;
    },
  },
];

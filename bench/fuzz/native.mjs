// ODrive's native protocol: packets, the frames they travel in on a serial line, the board's description of itself,
// configuration backups and what would be written of them, and a whole request with damaged replies.

import { isFlasherError, LinkError } from '@odflash/core';
import { formatBackup, isConfigurationPath, parseBackup, planRestore, voltageLimit } from '@odflash/core/configuration';
import {
  createClient,
  createDeframer,
  decodeReply,
  decodeRequest,
  encodeFrame,
  encodeReply,
  encodeRequest,
  maxStreamPacket,
  parseDescriptor,
} from '@odflash/core/odrive';
import { joined } from './mutate.mjs';
import { encode, must, patientClock, refusedOnly } from './subject.mjs';

const request = encodeRequest({
  sequence: 0x81,
  endpoint: 12,
  wantsReply: true,
  replyLength: 4,
  payload: Uint8Array.of(1, 2, 3, 4),
  trailer: 0x1234,
});
const reply = encodeReply({ sequence: 0x81, data: Uint8Array.of(0, 0, 0x80, 0x3f) });

const description = encode(
  JSON.stringify([
    { name: '', id: 0, type: 'json', access: 'r' },
    { name: 'vbus_voltage', id: 1, type: 'float', access: 'r' },
    { name: 'serial_number', id: 2, type: 'uint64', access: 'r' },
    { name: 'config', type: 'object', members: [{ name: 'brake_resistance', id: 3, type: 'float', access: 'rw' }] },
    {
      name: 'axis0',
      type: 'object',
      members: [
        { name: 'error', id: 4, type: 'int32', access: 'rw' },
        {
          name: 'config',
          type: 'object',
          members: [{ name: 'startup_motor_calibration', id: 5, type: 'bool', access: 'rw' }],
        },
        {
          name: 'watchdog_feed',
          id: 6,
          type: 'function',
          inputs: [],
          outputs: [{ name: 'result', id: 7, type: 'bool', access: 'rw' }],
        },
      ],
    },
  ]),
);

const tree = parseDescriptor(description);
const backups = [
  '{"config": {"brake_resistance": 2.0}, "axis0": {"config": {"startup_motor_calibration": true}}}',
  '{"config": {"brake_resistance": NaN}, "axis0": {"error": 0, "config": {"x": 18446744073709551615}}}',
  formatBackup({
    origin: { serial: '325E35633334', board: 'v3.6-56V', firmware: '0.5.6', taken: '2024-01-01T00:00:00.000Z' },
    values: new Map([['config.brake_resistance', 2]]),
  }),
].map(encode);

/** A board whose replies are these packets, one after the other, then silence. */
function channelOf(packets, clock) {
  return {
    maxPacket: 64,
    send: async () => undefined,
    receive: async (timeoutMs) => {
      const next = packets.shift();
      if (next) return next;
      await clock.sleep(timeoutMs);
      throw new LinkError('timeout', 'silence');
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** @type {import('./subject.mjs').Subject[]} */
export const native = [
  {
    name: 'native packets',
    seeds: [request, reply],
    feed(bytes) {
      const asked = decodeRequest(bytes);
      const answered = decodeReply(bytes);
      must(!(asked && answered), 'no packet is both a request and a reply');
      if (asked) must(Buffer.compare(encodeRequest(asked), bytes) === 0, 'a request is the same again');
      if (answered) must(Buffer.compare(encodeReply(answered), bytes) === 0, 'a reply is the same again');
      return asked !== undefined || answered !== undefined;
    },
  },
  {
    name: 'native stream',
    seeds: [joined(encodeFrame(request), encodeFrame(reply), encodeFrame(request))],
    feed(bytes, below) {
      const deframer = createDeframer();
      const packets = [];
      for (let at = 0; at < bytes.length; ) {
        const length = 1 + below(9) * below(9);
        packets.push(...deframer.push(bytes.subarray(at, at + length)));
        at += length;
      }
      must(
        packets.every((packet) => packet.length <= maxStreamPacket),
        'no packet is too long',
      );
      must(packets.reduce((sum, packet) => sum + packet.length, 0) <= bytes.length, 'no more bytes than came');
      return packets.length > 0;
    },
  },
  {
    name: 'native description',
    seeds: [description],
    feed: (bytes) =>
      refusedOnly(
        (error) => isFlasherError(error) && error.code === 'unexpected-reply',
        () => parseDescriptor(bytes),
      ),
  },
  {
    name: 'configuration backup',
    seeds: backups,
    feed: (bytes) =>
      refusedOnly(
        (error) => isFlasherError(error) && error.code === 'bad-file',
        () => {
          const backup = parseBackup(bytes);
          const board = { minor: 6, voltage: 24 };
          const limit = voltageLimit({ otp: board });
          const target = {
            tree,
            serial: '325E35633334',
            firmware: '0.5.6',
            board,
            proved: true,
            limit,
            values: new Map(),
            bus: [24],
          };
          const plan = planRestore({ backup, target, origin: 'unknown', force: true });
          const writes = plan.kind === 'plan' ? plan.writes : [];
          must(
            writes.every(({ property }) => isConfigurationPath(property.path)),
            'only configuration is written',
          );
          parseBackup(encode(formatBackup(backup)));
        },
      ),
  },
  {
    name: 'native replies',
    seeds: [joined(Uint8Array.of(reply.length), reply), joined(Uint8Array.of(2), reply.subarray(0, 2))],
    async feed(bytes) {
      const clock = patientClock();
      const packets = [];
      for (let at = 0; at < bytes.length && packets.length < 100; ) {
        const length = 1 + (bytes[at] % 64);
        packets.push(bytes.slice(at + 1, at + 1 + length));
        at += 1 + length;
      }
      const client = createClient(channelOf(packets, clock), { clock, sequence: 0x80 });
      try {
        const data = await client.exchange({ endpoint: 12, trailer: 0x1234, replyLength: 4, minReply: 4 });
        must(data.length === 4, 'as many bytes as were asked for');
        return true;
      } catch (error) {
        if (isFlasherError(error) && ['timeout', 'unexpected-reply'].includes(error.code)) return false;
        throw error;
      }
    },
  },
];

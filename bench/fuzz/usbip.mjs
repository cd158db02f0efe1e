// What comes over TCP: USB/IP in both directions, in chunks of any size, and requests to the server of ST-Links. What does not add
// up is refused, and nothing is held in memory because of a length field.

import { defaultLimits, encodePdu, MalformedPdu, replyDecoder, requestDecoder } from '@odflash/usbip';
import { readRequest, requestLength } from '../../packages/node/dist/stlink-server/wire.js';
import { joined } from './mutate.mjs';
import { must, refusedOnly } from './subject.mjs';

const none = new Uint8Array(0);
const common = { devid: 0x10002, flags: 0, startFrame: 0, interval: 0, setup: new Uint8Array(8), packets: [] };
const record = {
  path: '/sys/devices/usb1/1-1',
  busid: '1-1',
  busnum: 1,
  devnum: 2,
  speed: 2,
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  deviceClass: 0,
  deviceSubclass: 0,
  deviceProtocol: 0,
  configurationValue: 1,
  configurations: 1,
  interfaces: 1,
};
const dfuInterface = { interfaceClass: 0xfe, interfaceSubclass: 1, interfaceProtocol: 2 };

const requests = joined(
  encodePdu({ type: 'OP_REQ_DEVLIST' }),
  encodePdu({ type: 'OP_REQ_IMPORT', busid: '1-1' }),
  encodePdu({ type: 'CMD_SUBMIT', ...common, seqnum: 1, direction: 'in', endpoint: 0, length: 18, data: none }),
  encodePdu({
    type: 'CMD_SUBMIT',
    ...common,
    seqnum: 2,
    direction: 'out',
    endpoint: 3,
    length: 5,
    data: new Uint8Array(5),
  }),
  encodePdu({ type: 'CMD_UNLINK', seqnum: 3, devid: 0x10002, target: 1 }),
);
const submitted = { type: 'RET_SUBMIT', status: 0, startFrame: 0, errorCount: 0, packets: [] };
const replies = joined(
  encodePdu({ type: 'OP_REP_DEVLIST', status: 0, devices: [{ record, interfaces: [dfuInterface] }] }),
  encodePdu({ type: 'OP_REP_IMPORT', status: 0, device: record }),
  encodePdu({ ...submitted, seqnum: 1, actualLength: 6, data: Uint8Array.of(0, 0, 0, 0, 2, 0) }),
  encodePdu({ ...submitted, seqnum: 2, actualLength: 5, data: none }),
  encodePdu({ type: 'RET_UNLINK', seqnum: 3, status: -104 }),
);

/** A peer that never reads further than the longest transfer and its packets. */
const maxBuffered = defaultLimits.transferLength + 48 + 16 * defaultLimits.isoPackets + 1024 * 316;

const feedInto = (decoderOf) => (bytes, below) =>
  refusedOnly(
    (error) => error instanceof MalformedPdu,
    () => {
      const decoder = decoderOf();
      for (let at = 0; at < bytes.length; ) {
        const length = 1 + below(40) * below(40);
        decoder.push(bytes.subarray(at, at + length));
        must(decoder.buffered <= Math.min(bytes.length, maxBuffered), 'no more is held than came');
        at += length;
      }
    },
  );

const expected = (seqnum) => (seqnum <= 4 ? { direction: seqnum % 2 === 1 ? 'in' : 'out', length: 64 } : undefined);

/** Opcode 5: connection, the sixteen bytes of a command, its direction, the length of its data. */
const command = Uint8Array.from({ length: 32 }, (_, at) => ({ 0: 5, 4: 1, 8: 0xf1, 24: 1, 28: 6 })[at] ?? 0);

/** @type {import('./subject.mjs').Subject[]} */
export const usbip = [
  { name: 'USB/IP requests', seeds: [requests], feed: feedInto(() => requestDecoder()) },
  { name: 'USB/IP replies', seeds: [replies], feed: feedInto(() => replyDecoder(expected)) },
  {
    name: 'ST-Link server requests',
    seeds: [
      command,
      Uint8Array.of(3, 0, 0, 0, 1, 0, 0, 0),
      Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0),
      Uint8Array.of(6, 0, 0, 0),
    ],
    feed(bytes) {
      const length = requestLength(bytes[0] ?? -1);
      must(length === undefined || length <= 32, 'a request is short');
      // The connection waits for as many bytes before it reads them.
      const request = length !== undefined && bytes.length >= length && readRequest(bytes.subarray(0, length));
      if (!request) return false;
      if (request.kind !== 'command') return true;
      must(request.packet.length === 16 && request.size <= 0x1_0000, 'one command and a bounded data phase');
      return true;
    },
  },
];

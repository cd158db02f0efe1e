// Arbitrary PDUs for property tests: everything a conforming peer may send.

import fc from 'fast-check';
import type { DeviceRecord, IsoPacket, ListedDevice, ReplyPdu, RequestPdu } from '../src/wire.ts';

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const i32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789-./abcXYZ_'), maxLength, minLength: 0 });

const isoPackets: fc.Arbitrary<IsoPacket[]> = fc.array(
  fc.record({ offset: u32, length: u32, actualLength: u32, status: i32 }),
  { maxLength: 3 },
);

function record(interfaces: number): fc.Arbitrary<DeviceRecord> {
  return fc.record({
    path: text(255),
    busid: text(31),
    busnum: u32,
    devnum: u32,
    speed: u32,
    vendorId: u16,
    productId: u16,
    release: u16,
    deviceClass: u8,
    deviceSubclass: u8,
    deviceProtocol: u8,
    configurationValue: u8,
    configurations: u8,
    interfaces: fc.constant(interfaces),
  });
}

const listed: fc.Arbitrary<ListedDevice> = fc
  .array(fc.record({ interfaceClass: u8, interfaceSubclass: u8, interfaceProtocol: u8 }), { maxLength: 6 })
  .chain((interfaces) => fc.record({ record: record(interfaces.length), interfaces: fc.constant(interfaces) }));

const submit: fc.Arbitrary<RequestPdu> = fc
  .record({
    direction: fc.constantFrom('in' as const, 'out' as const),
    payload: bytes(300),
    room: u16,
    packets: isoPackets,
  })
  .chain(({ direction, payload, room, packets }) =>
    fc.record({
      type: fc.constant('CMD_SUBMIT' as const),
      seqnum: u32,
      devid: u32,
      direction: fc.constant(direction),
      endpoint: fc.integer({ min: 0, max: 15 }),
      flags: u32,
      length: fc.constant(direction === 'out' ? payload.length : room),
      startFrame: u32,
      interval: u32,
      setup: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      data: fc.constant(direction === 'out' ? payload : new Uint8Array(0)),
      packets: fc.constant(packets),
    }),
  );

export const requests: fc.Arbitrary<RequestPdu> = fc.oneof(
  fc.constant({ type: 'OP_REQ_DEVLIST' } as const),
  fc.record({ type: fc.constant('OP_REQ_IMPORT' as const), busid: text(31) }),
  submit,
  fc.record({ type: fc.constant('CMD_UNLINK' as const), seqnum: u32, devid: u32, target: u32 }),
);

/** Sequence numbers below 2³¹ stand for IN transfers, the others for OUT, so that a decoder can be told. */
export const inward = (seqnum: number): boolean => seqnum < 0x8000_0000;

const submitReply: fc.Arbitrary<ReplyPdu> = fc
  .record({ seqnum: u32, payload: bytes(300), packets: isoPackets })
  .chain(({ seqnum, payload, packets }) =>
    fc.record({
      type: fc.constant('RET_SUBMIT' as const),
      seqnum: fc.constant(seqnum),
      status: i32,
      actualLength: fc.constant(payload.length),
      startFrame: u32,
      errorCount: u32,
      data: fc.constant(inward(seqnum) ? payload : new Uint8Array(0)),
      packets: fc.constant(packets),
    }),
  );

export const replies: fc.Arbitrary<ReplyPdu> = fc.oneof(
  fc.record({
    type: fc.constant('OP_REP_DEVLIST' as const),
    status: u32,
    devices: fc.array(listed, { maxLength: 4 }),
  }),
  fc.integer({ min: 1, max: 0xffff_ffff }).map((status) => ({ type: 'OP_REP_IMPORT', status }) as const),
  fc.record({ type: fc.constant('OP_REP_IMPORT' as const), status: fc.constant(0), device: u8.chain(record) }),
  submitReply,
  fc.record({ type: fc.constant('RET_UNLINK' as const), seqnum: u32, status: i32 }),
);

/** Cuts bytes into pieces of the given lengths, over and over. */
export function* pieces(stream: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield stream.subarray(at, at + length);
    at += length;
  }
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** One change a hostile or broken peer might make to a stream. */
export const mutation: fc.Arbitrary<(stream: Uint8Array) => Uint8Array> = fc.oneof(
  fc.tuple(fc.nat(), u8).map(([at, value]) => (stream: Uint8Array) => {
    const changed = stream.slice();
    if (changed.length > 0) changed[at % changed.length] = value;
    return changed;
  }),
  fc.tuple(fc.nat(), u32).map(([at, value]) => (stream: Uint8Array) => {
    const changed = stream.slice();
    const place = at % Math.max(1, changed.length - 3);
    if (changed.length >= 4) new DataView(changed.buffer).setUint32(place, value);
    return changed;
  }),
  fc.nat().map((at) => (stream: Uint8Array) => stream.slice(0, at % (stream.length + 1))),
  fc.tuple(fc.nat(), bytes(40)).map(([at, extra]) => (stream: Uint8Array) => {
    const place = at % (stream.length + 1);
    return joined([stream.subarray(0, place), extra, stream.subarray(place)]);
  }),
);

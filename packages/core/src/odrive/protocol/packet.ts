// Packets of ODrive's native protocol, in both directions: a request names an endpoint by number, a reply only repeats
// the sequence number (ODrive Firmware/fibre-cpp/legacy_protocol.cpp). Knows no wire and no object tree.

/** Bytes of a request around its payload: sequence, endpoint, reply length, trailer. */
export const requestOverhead = 8;

/** Bytes of a reply before its data. */
const replyOverhead = 2;

/** A packet on the bulk endpoints is one USB packet of a full-speed device. */
export const maxUsbPacket = 64;

/** The length byte of a stream frame has seven bits. */
export const maxStreamPacket = 127;

/** Endpoint numbers and sequence numbers have 15 bits, the 16th is a flag. */
const flag = 0x8000;

/** One request of the native protocol. */
export interface NativeRequest {
  /** 0..0x7FFF. */
  readonly sequence: number;
  /** 0..0x7FFF. */
  readonly endpoint: number;
  readonly wantsReply: boolean;
  /** The most bytes the reply may carry. */
  readonly replyLength: number;
  readonly payload: Uint8Array;
  /** The protocol version for endpoint 0, else the checksum of the descriptor. A wrong one gets no answer at all. */
  readonly trailer: number;
}

/** One reply of the native protocol. */
export interface NativeReply {
  /** The sequence number of the request, without the flag. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** A request as bytes, little-endian: sequence, endpoint, reply length, payload, trailer. */
export function encodeRequest(request: NativeRequest): Uint8Array {
  const bytes = new Uint8Array(request.payload.length + requestOverhead);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, request.sequence & ~flag, true);
  view.setUint16(2, (request.endpoint & ~flag) | (request.wantsReply ? flag : 0), true);
  view.setUint16(4, request.replyLength, true);
  bytes.set(request.payload, 6);
  view.setUint16(bytes.length - 2, request.trailer, true);
  return bytes;
}

/** The request in `bytes`, or `undefined` if this is too short or a reply. */
export function decodeRequest(bytes: Uint8Array): NativeRequest | undefined {
  if (bytes.length < requestOverhead) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sequence = view.getUint16(0, true);
  if (sequence & flag) return undefined;
  const endpoint = view.getUint16(2, true);
  return {
    sequence,
    endpoint: endpoint & ~flag,
    wantsReply: (endpoint & flag) !== 0,
    replyLength: view.getUint16(4, true),
    payload: bytes.slice(6, -2),
    trailer: view.getUint16(bytes.length - 2, true),
  };
}

/** A reply as bytes: sequence with bit 15 set, data. */
export function encodeReply(reply: NativeReply): Uint8Array {
  const bytes = new Uint8Array(reply.data.length + replyOverhead);
  new DataView(bytes.buffer).setUint16(0, reply.sequence | flag, true);
  bytes.set(reply.data, replyOverhead);
  return bytes;
}

/** The reply in `bytes`, or `undefined` if this is too short or a request. */
export function decodeReply(bytes: Uint8Array): NativeReply | undefined {
  if (bytes.length < replyOverhead) return undefined;
  const sequence = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  return sequence & flag ? { sequence: sequence & ~flag, data: bytes.slice(replyOverhead) } : undefined;
}

/**
 * The sequence number after `previous`. Bit 7 is always set, so that a packet never starts like a line of text and
 * firmware that also listens for the ASCII protocol leaves it alone (odrivetool does the same).
 */
export function nextSequence(previous: number): number {
  return ((previous + 1) & 0x7fff) | 0x80;
}

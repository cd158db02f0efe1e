// Native packets on a byte stream (UART, the CDC port set to "fibre", TCP): AA, length, CRC8 of those two, the packet,
// CRC16 of the packet with its high byte first (ODrive Firmware/fibre-cpp/legacy_protocol.cpp). Knows no packet's meaning.

import { crc8, crc16, streamCrc8Init, streamCrc16Init } from './crc.ts';
import { maxStreamPacket } from './packet.ts';

const prefix = 0xaa;
const headerLength = 3;
const trailerLength = 2;

/** The frame around one packet. Throws RangeError above {@link maxStreamPacket} bytes. */
export function encodeFrame(packet: Uint8Array): Uint8Array {
  if (packet.length > maxStreamPacket) throw new RangeError(`a stream packet has at most ${maxStreamPacket} bytes`);
  const frame = new Uint8Array(headerLength + packet.length + trailerLength);
  frame.set([prefix, packet.length]);
  frame[2] = crc8(frame.subarray(0, 2), streamCrc8Init);
  frame.set(packet, headerLength);
  new DataView(frame.buffer).setUint16(frame.length - trailerLength, crc16(packet, streamCrc16Init));
  return frame;
}

/** Finds the packets in a byte stream, whatever else is in it. Keeps at most one frame's worth of bytes. */
export interface Deframer {
  /** Takes bytes as they come; gives the packets they complete. */
  push(bytes: Uint8Array): Uint8Array[];
}

/** Takes bytes of a serial line as they come and gives the packets in them whose CRCs hold. */
export function createDeframer(): Deframer {
  let pending = new Uint8Array(0);
  return {
    push: (bytes) => {
      const buffer = new Uint8Array(pending.length + bytes.length);
      buffer.set(pending);
      buffer.set(bytes, pending.length);
      const packets: Uint8Array[] = [];
      const consumed = scan(buffer, packets);
      pending = buffer.slice(consumed);
      return packets;
    },
  };
}

/** Collects whole packets; returns where the first frame starts that more bytes could complete. */
function scan(buffer: Uint8Array, packets: Uint8Array[]): number {
  let at = 0;
  while (at < buffer.length) {
    const end = frameEnd(buffer, at);
    if (end === 'later') return at;
    // What only looked like a frame is left by one byte, so that a true frame inside it is still found.
    if (end === 'none') at += 1;
    else {
      packets.push(buffer.slice(at + headerLength, end - trailerLength));
      at = end;
    }
  }
  return at;
}

function frameEnd(buffer: Uint8Array, at: number): number | 'later' | 'none' {
  if (buffer[at] !== prefix) return 'none';
  const length = buffer[at + 1];
  if (length === undefined) return 'later';
  if (length > maxStreamPacket) return 'none';
  const check = buffer[at + 2];
  if (check === undefined) return 'later';
  if (check !== crc8(buffer.subarray(at, at + 2), streamCrc8Init)) return 'none';
  const end = at + headerLength + length + trailerLength;
  if (end > buffer.length) return 'later';
  // A CRC continued over its own value, high byte first, comes out as zero.
  return crc16(buffer.subarray(at + headerLength, end), streamCrc16Init) === 0 ? end : 'none';
}

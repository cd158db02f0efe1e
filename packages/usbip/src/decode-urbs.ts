// The URB phase, decoded: transfers, their answers, and taking them back. Knows no socket.

import type { ByteQueue } from './byte-queue.ts';
import {
  type IsoPacket,
  isoPacketLength,
  MalformedPdu,
  type Submit,
  type SubmitReply,
  type Unlink,
  type UnlinkReply,
  urbHeaderLength,
  type WireLimits,
} from './wire.ts';

/** What a decoder of replies must know of the transfers under way: replies do not say their own direction. */
export interface ExpectedReply {
  readonly direction: 'in' | 'out';
  /** Room for the data. */
  readonly length: number;
}

export function nextSubmit(queue: ByteQueue, limits: WireLimits): Submit | number {
  if (queue.length < urbHeaderLength) return urbHeaderLength;
  const header = queue.peek(urbHeaderLength);
  const view = viewOf(header);
  const direction = directionOf(view.getUint32(12));
  const endpoint = view.getUint32(16);
  if (endpoint > 15) throw new MalformedPdu(`endpoint ${endpoint} does not exist in USB`);
  const length = lengthWithin(view.getUint32(24), limits);
  const packets = packetCount(view.getUint32(32), limits);
  const body = bodyOf(queue, direction === 'out' ? length : 0, packets);
  if (typeof body === 'number') return body;
  return {
    type: 'CMD_SUBMIT',
    seqnum: view.getUint32(4),
    devid: view.getUint32(8),
    direction,
    endpoint,
    flags: view.getUint32(20),
    length,
    startFrame: view.getUint32(28),
    interval: view.getUint32(36),
    setup: header.slice(40, 48),
    ...body,
  };
}

export function nextUnlink(queue: ByteQueue): Unlink | number {
  if (queue.length < urbHeaderLength) return urbHeaderLength;
  const view = viewOf(queue.take(urbHeaderLength));
  return { type: 'CMD_UNLINK', seqnum: view.getUint32(4), devid: view.getUint32(8), target: view.getUint32(20) };
}

export function nextSubmitReply(
  queue: ByteQueue,
  expected: (seqnum: number) => ExpectedReply | undefined,
  limits: WireLimits,
): SubmitReply | number {
  if (queue.length < urbHeaderLength) return urbHeaderLength;
  const view = viewOf(queue.peek(urbHeaderLength));
  const seqnum = view.getUint32(4);
  const urb = expected(seqnum);
  if (!urb) throw new MalformedPdu(`a reply to transfer ${seqnum}, which is not under way`);
  const actualLength = view.getUint32(24);
  if (actualLength > urb.length) throw new MalformedPdu(`${actualLength} bytes in answer to ${urb.length}`);
  const packets = packetCount(view.getUint32(32), limits);
  const body = bodyOf(queue, urb.direction === 'in' ? actualLength : 0, packets);
  if (typeof body === 'number') return body;
  return {
    type: 'RET_SUBMIT',
    seqnum,
    status: view.getInt32(20),
    actualLength,
    startFrame: view.getUint32(28),
    errorCount: view.getUint32(36),
    ...body,
  };
}

export function nextUnlinkReply(queue: ByteQueue): UnlinkReply | number {
  if (queue.length < urbHeaderLength) return urbHeaderLength;
  const view = viewOf(queue.take(urbHeaderLength));
  return { type: 'RET_UNLINK', seqnum: view.getUint32(4), status: view.getInt32(20) };
}

interface UrbBody {
  readonly data: Uint8Array;
  readonly packets: readonly IsoPacket[];
}

/** Takes header, data and packet records, once they are all there. */
function bodyOf(queue: ByteQueue, dataLength: number, packets: number): UrbBody | number {
  const total = urbHeaderLength + dataLength + packets * isoPacketLength;
  if (queue.length < total) return total;
  const bytes = queue.take(total);
  const records = viewOf(bytes.subarray(urbHeaderLength + dataLength));
  return {
    data: bytes.slice(urbHeaderLength, urbHeaderLength + dataLength),
    packets: Array.from({ length: packets }, (_, i) => packetAt(records, i * isoPacketLength)),
  };
}

function packetAt(view: DataView, at: number): IsoPacket {
  return {
    offset: view.getUint32(at),
    length: view.getUint32(at + 4),
    actualLength: view.getUint32(at + 8),
    status: view.getInt32(at + 12),
  };
}

function directionOf(code: number): 'in' | 'out' {
  if (code === 0) return 'out';
  if (code === 1) return 'in';
  throw new MalformedPdu(`direction ${code}`);
}

function lengthWithin(length: number, limits: WireLimits): number {
  if (length > limits.transferLength) throw new MalformedPdu(`a transfer of ${length} bytes`);
  return length;
}

/** The document says -1 for "not isochronous", the kernel sends 0. */
function packetCount(count: number, limits: WireLimits): number {
  if (count === 0xffff_ffff) return 0;
  if (count > limits.isoPackets) throw new MalformedPdu(`${count} isochronous packets`);
  return count;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// One packet out, one packet in: the native protocol's wire, over the bulk endpoints of USB interface 2 or over a byte
// stream. Knows no packet's meaning and repeats nothing. Failures are LinkErrors, as on the link below.

import { LinkError, type UsbLink } from '../../ports.ts';
import { maxStreamPacket, maxUsbPacket } from './packet.ts';
import { createDeframer, encodeFrame } from './stream-framing.ts';

/** Carries whole packets. Used by one side at a time. */
export interface PacketChannel extends AsyncDisposable {
  /** The longest packet that may be sent, in bytes. */
  readonly maxPacket: number;
  /** How many calls of `send` and of `receive` may be on the way at once, in the order in which they are made; 1 by default. */
  readonly window?: number | undefined;
  /** Sends one packet. Throws LinkError. */
  send(packet: Uint8Array, timeoutMs: number): Promise<void>;
  /** The next packet, whatever it answers. Throws {@link LinkError} `timeout` if none comes. */
  receive(timeoutMs: number): Promise<Uint8Array>;
  /** Closes and opens the connection again after it failed; absent where that is not possible. */
  reopen?(): Promise<void>;
}

/** The native interface and its two bulk endpoints, the same in all firmware. */
export const nativeInterface = { number: 2, out: 0x03, in: 0x83 } as const;

/**
 * The firmware takes a request when the reply before it was fetched, and lets the host wait until then (NAK): more requests
 * than one wait in the host, in order, and what it takes the host to begin a transfer passes meanwhile.
 */
const usbWindow = 4;

/**
 * A channel over interface 2 of a running ODrive. Claims the interface and never selects an alternate setting: the
 * firmware stalls SET_INTERFACE there, because its core thinks interfaces end at 1 (USBD_MAX_NUM_INTERFACES).
 * `open` is called again by {@link PacketChannel.reopen}, which a platform needs that cannot cancel a transfer (WebUSB).
 */
export async function openUsbChannel(open: () => Promise<UsbLink>): Promise<PacketChannel> {
  const connect = async (): Promise<UsbLink> => {
    const link = await open();
    try {
      await link.claim(nativeInterface.number);
      return link;
    } catch (error) {
      await link[Symbol.asyncDispose]();
      throw error;
    }
  };
  let link: UsbLink | undefined = await connect();
  const live = (): UsbLink => {
    if (!link) throw new LinkError('io', 'the link to the board is closed');
    return link;
  };
  const close = async () => {
    const old = link;
    link = undefined;
    await old?.[Symbol.asyncDispose]();
  };
  return {
    maxPacket: maxUsbPacket,
    window: usbWindow,
    send: async (packet, timeoutMs) => {
      const { status, bytes } = await live().bulkOut(nativeInterface.out, packet, timeoutMs);
      if (status !== 'ok' || bytes !== packet.length) {
        throw new LinkError('io', `the board accepted ${bytes} of ${packet.length} bytes (${status})`);
      }
    },
    receive: async (timeoutMs) => {
      const { status, data } = await live().bulkIn(nativeInterface.in, maxUsbPacket, timeoutMs);
      if (status !== 'ok') throw new LinkError('io', `the board's reply ended with ${status}`);
      return data;
    },
    reopen: async () => {
      await close();
      link = await connect();
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A byte stream: a serial port, the CDC port, a TCP connection. Failures are LinkErrors. */
export interface ByteStream extends AsyncDisposable {
  /** Writes bytes. Throws LinkError. */
  write(bytes: Uint8Array, timeoutMs: number): Promise<void>;
  /** At least one byte. Throws {@link LinkError} `timeout` if none comes. */
  read(timeoutMs: number): Promise<Uint8Array>;
}

/** A channel over a byte stream; `now` in milliseconds bounds how long a packet may take to arrive in pieces. */
export function streamChannel(stream: ByteStream, now: () => number): PacketChannel {
  const deframer = createDeframer();
  const ready: Uint8Array[] = [];
  return {
    maxPacket: maxStreamPacket,
    send: (packet, timeoutMs) => stream.write(encodeFrame(packet), timeoutMs),
    receive: async (timeoutMs) => {
      const deadline = now() + timeoutMs;
      for (;;) {
        const packet = ready.shift();
        if (packet) return packet;
        const left = deadline - now();
        if (left <= 0) throw new LinkError('timeout', 'no complete packet was received');
        ready.push(...deframer.push(await stream.read(left)));
      }
    },
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  };
}

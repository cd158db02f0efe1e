// The one board at a serial port, where a bus is expected: it is always there, and is reached by packets over the port, in the
// native protocol or in ASCII lines, whichever answers.

import { FlasherError, isFlasherError, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import { message } from '@odflash/core/messages';
import {
  asciiChannel,
  asciiLines,
  asciiRelease,
  type ByteStream,
  createClient,
  type PacketChannel,
  protocolVersion,
  streamChannel,
} from '@odflash/core/odrive';
import { type Clock, LinkError } from '@odflash/core/ports';

/** A board at a serial port as a bus that has nothing else on it. */
export interface SerialBoard {
  readonly bus: UsbBus;
  /** Instead of the bulk endpoints of a USB device. Throws FlasherError. */
  openChannel(): Promise<PacketChannel>;
}

/** What running boards are on USB (usbIds of core): a board is recognised by it everywhere. */
const [odrive, v3] = [0x1209, 0x0d32];

/** `open` is called for each connection. */
export function serialBoard(path: string, open: () => Promise<ByteStream>, clock: Clock): SerialBoard {
  const device: UsbDeviceInfo = { vendorId: odrive, productId: v3, release: 0, path };
  const bus: UsbBus = {
    list: async () => [device],
    open: async () => {
      throw new LinkError('io', 'a serial port is no USB device');
    },
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
  return { bus, openChannel: async () => chosenChannel(path, await open(), clock) };
}

/** Lines first: a firmware that reads packets takes no notice of them, while packets are garbage to one that reads lines. */
async function chosenChannel(path: string, stream: ByteStream, clock: Clock): Promise<PacketChannel> {
  try {
    const lines = asciiLines(stream, () => clock.now());
    const release = await asciiRelease(lines);
    if (release === undefined) return await nativeChannel(path, stream, clock);
    const channel = asciiChannel(lines, release, async () => stream[Symbol.asyncDispose]());
    if (channel) return channel;
    throw new FlasherError('unexpected-reply', message('serial.release-unknown', { path, release }));
  } catch (thrown) {
    await stream[Symbol.asyncDispose]();
    throw thrown;
  }
}

/** How long a board may take to answer a packet, in ms. */
const packetMs = 800;

/** Throws FlasherError `timeout` where nothing answers: most often another port, or another baud rate. */
async function nativeChannel(path: string, stream: ByteStream, clock: Clock): Promise<PacketChannel> {
  const channel = streamChannel(stream, () => clock.now());
  const client = createClient(channel, { clock, replyMs: packetMs, attempts: 2 });
  try {
    const payload = new Uint8Array(4);
    await client.exchange({ endpoint: 0, trailer: protocolVersion, payload, replyLength: payload.length });
    return channel;
  } catch (cause) {
    if (!isFlasherError(cause) || cause.code !== 'timeout') throw cause;
    throw new FlasherError('timeout', message('serial.silent', { path }), {
      details: { path },
      next: message('next.check-serial-line'),
      retryable: true,
      cause,
    });
  }
}

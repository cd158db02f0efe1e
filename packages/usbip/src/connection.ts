// One client's connection to the server: first operations, then, after a successful import, URBs until either side ends.
// Never throws and never leaves anything behind: whatever happens ends in a closed socket and a released device.

import type { Socket } from 'node:net';
import type { Log } from '@odflash/core';
import { type PduDecoder, requestDecoder } from './decode.ts';
import { encodePdu } from './encode.ts';
import type { Exports, Import } from './exports.ts';
import { type UrbSession, urbSession } from './urb-session.ts';
import { MalformedPdu, operationStatus, type ReplyPdu, type RequestPdu, type WireLimits } from './wire.ts';

export interface ConnectionOptions {
  readonly exported: Exports;
  readonly handshakeMs: number;
  readonly limits: WireLimits;
  readonly log: Log;
}

/** How long a client that has been notified may take to close its side, in ms. */
const lingerMs = 1000;

/** Resolves when the connection has ended and its device has been released. */
export async function serveConnection(socket: Socket, options: ConnectionOptions): Promise<void> {
  const who = `${socket.remoteAddress}:${socket.remotePort}`;
  const say = (text: string) => options.log({ level: 'debug', scope: 'usbip', text: `${who}: ${text}` });
  // Errors arrive through the reading loop as well; without a listener they would end the process.
  socket.on('error', () => undefined);
  const requests = incoming(socket, requestDecoder(options.limits));
  // A deadline, not an idle limit: a client that sends a byte now and then would hold its place forever.
  const deadline = setTimeout(() => socket.destroy(new Error('too slow')), options.handshakeMs);
  try {
    const taken = await handshake(requests, socket, options.exported);
    clearTimeout(deadline);
    if (taken) {
      say(`has imported ${taken.device.record.busid}`);
      await serveDevice(requests, socket, taken);
    }
  } catch (cause) {
    say(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clearTimeout(deadline);
    await farewell(socket);
    say('closed');
  }
}

/** Serves lists and refusals, one operation a connection; resolves with a device once one is imported. */
async function handshake(
  requests: AsyncGenerator<RequestPdu, void>,
  socket: Socket,
  exported: Exports,
): Promise<Import | undefined> {
  const { value: request } = await requests.next();
  if (request?.type === 'OP_REQ_DEVLIST') {
    await send(socket, { type: 'OP_REP_DEVLIST', status: operationStatus.ok, devices: exported.list() });
    return undefined;
  }
  if (request?.type !== 'OP_REQ_IMPORT') {
    if (request) throw new MalformedPdu(`${request.type} before a device was imported`);
    return undefined;
  }
  const taken = exported.import(request.busid);
  if (typeof taken === 'number') {
    await send(socket, { type: 'OP_REP_IMPORT', status: taken });
    return undefined;
  }
  await send(socket, { type: 'OP_REP_IMPORT', status: operationStatus.ok, device: taken.device.record });
  return taken;
}

/** The URB phase: ends when the client goes, misbehaves, or the device leaves the bus. */
async function serveDevice(requests: AsyncGenerator<RequestPdu, void>, socket: Socket, taken: Import): Promise<void> {
  const session = urbSession({ port: taken.port, send: (reply) => send(socket, reply) });
  // Replies that are on their way come first: a host that loses the last answer reports a failure (dfu-util, exit 74).
  const unplugged = () => void within(lingerMs, session.settled()).then(() => farewell(socket));
  taken.port.unplugged.addEventListener('abort', unplugged, { once: true });
  try {
    if (taken.port.unplugged.aborted) return;
    for await (const request of requests) await apply(session, request, taken.devid);
  } finally {
    taken.port.unplugged.removeEventListener('abort', unplugged);
    await session.stop();
    taken.release();
  }
}

async function apply(session: UrbSession, request: RequestPdu, devid: number): Promise<void> {
  if (request.type !== 'CMD_SUBMIT' && request.type !== 'CMD_UNLINK') {
    throw new MalformedPdu(`${request.type} after a device was imported`);
  }
  if (request.devid !== devid) throw new MalformedPdu(`device ${request.devid} is not the one imported`);
  if (request.type === 'CMD_SUBMIT') session.submit(request);
  else await session.unlink(request);
}

async function* incoming(socket: Socket, decoder: PduDecoder<RequestPdu>): AsyncGenerator<RequestPdu, void> {
  for await (const chunk of socket) yield* decoder.push(chunk as Uint8Array);
}

/** Resolves when the client can take more, or never will. */
async function send(socket: Socket, reply: ReplyPdu): Promise<void> {
  if (!socket.writable || socket.write(encodePdu(reply))) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

/** Lets what was written reach the client, then closes, whether the client does or not. */
async function farewell(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.end();
  await within(lingerMs, closed);
  socket.destroy();
}

/** Waits for `done`, but no longer than `ms`. */
async function within(ms: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}

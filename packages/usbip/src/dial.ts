// The client's TCP side: connections with deadlines on the given clock, replies as a stream, and every failure as a
// LinkError. Knows no USB.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Clock, LinkError } from '@odflash/core';
import type { LinkFailure } from '@odflash/core/ports';
import { serverAddressText } from './address.ts';
import type { PduDecoder } from './decode.ts';
import { encodePdu } from './encode.ts';
import { MalformedPdu, type ReplyPdu, type RequestPdu } from './wire.ts';

/** Where a server is and how long it may take for one operation. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly operationMs: number;
}

/** Connects. Throws LinkError `timeout` or `io`. */
export async function dial(server: ServerAddress): Promise<Socket> {
  const socket = connect({ host: server.host, port: server.port, noDelay: true, keepAlive: true });
  try {
    await inTime(server, socket, () => once(socket, 'connect'));
  } catch (cause) {
    socket.destroy();
    if (cause instanceof LinkError) throw cause;
    const code = errorCode(cause) ?? String(cause);
    throw new LinkError('io', `no USB/IP server answers at ${serverAddressText(server)} (${code})`, { cause });
  }
  // From here on failures arrive through the stream of replies; without a listener they would end the process.
  socket.on('error', () => undefined);
  return socket;
}

/** Runs `work` on a connection; when the server takes too long the connection is given up. */
export async function inTime<T>(server: ServerAddress, socket: Socket, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = new LinkError('timeout', `the USB/IP server at ${serverAddressText(server)} does not answer`);
  server.clock.sleep(server.operationMs, done.signal).then(
    () => done.signal.aborted || socket.destroy(late),
    () => undefined,
  );
  try {
    return await work();
  } finally {
    done.abort();
  }
}

export function sendRequest(socket: Socket, request: RequestPdu): void {
  if (socket.writable) socket.write(encodePdu(request));
}

/** What the server says, until the connection ends. Throws LinkError. */
export async function* incomingReplies(socket: Socket, decoder: PduDecoder<ReplyPdu>): AsyncGenerator<ReplyPdu, void> {
  try {
    for await (const chunk of socket) yield* decoder.push(chunk as Uint8Array);
  } catch (cause) {
    throw linkErrorOf(cause);
  }
}

const failures: Readonly<Record<string, LinkFailure>> = {
  ECONNRESET: 'disconnected',
  EPIPE: 'disconnected',
  ERR_STREAM_PREMATURE_CLOSE: 'disconnected',
  ETIMEDOUT: 'disconnected',
};

function linkErrorOf(cause: unknown): LinkError {
  if (cause instanceof LinkError) return cause;
  if (cause instanceof MalformedPdu) return new LinkError('io', `the server sent ${cause.message}`, { cause });
  const code = errorCode(cause) ?? '';
  return new LinkError(failures[code] ?? 'io', `the connection to the USB/IP server broke (${code})`, { cause });
}

function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

// One client of the server: its requests one after the other. What it has open is closed with its connection; what it sends
// that is not a request ends it.

import type { Socket } from 'node:net';
import { LinkError, type Log } from '@odflash/core';
import type { OpenProbe, Probes } from './probes.ts';
import {
  infoReply,
  readRequest,
  replies,
  requestLength,
  type ServerReply,
  type ServerRequest,
  versionReply,
  words,
} from './wire.ts';

/** Clients of stlink-server give up after a second; the probe gets a little less. */
const transferMs = 900;

const connectionId = 1;

type CommandRequest = Extract<ServerRequest, { readonly kind: 'command' }>;

export async function serveClient(socket: Socket, probes: Probes, log: Log): Promise<void> {
  const source = reader(socket);
  let open: OpenProbe | undefined;
  const close = async () => {
    const closing = open;
    open = undefined;
    await closing?.[Symbol.asyncDispose]();
  };
  const answer = async (request: ServerRequest): Promise<Uint8Array> => {
    switch (request.kind) {
      case 'version':
        return versionReply();
      case 'refresh':
        await probes.refresh();
        return words(replies.ok);
      case 'count':
        return words(await probes.refresh());
      case 'info': {
        const listed = probes.listed(request.index);
        return listed ? infoReply(listed) : words(replies.badParameter);
      }
      case 'open':
        await close();
        open = await probes.open(request.device);
        return open ? words(replies.ok, connectionId) : words(replies.busy);
      case 'close':
        await close();
        return words(replies.ok);
      case 'command':
        return open ? await command(open, request) : words(replies.badParameter);
    }
  };
  const command = async (probe: OpenProbe, { packet, direction, size }: CommandRequest): Promise<Uint8Array> => {
    const data = direction === 'out' ? await source.take(size) : undefined;
    const { link, model } = probe;
    for (const bytes of [packet, ...(data && size > 0 ? [data] : [])]) {
      const { status } = await link.bulkOut(model.out, bytes, transferMs);
      if (status !== 'ok') return words(replies.transferFailed);
    }
    if (direction === 'out' || size === 0) return words(replies.ok);
    const reply = new Uint8Array(4 + size);
    const { status, data: received } = await link.bulkIn(model.in, size, transferMs);
    if (status !== 'ok') return words(replies.transferFailed);
    reply.set(words(replies.ok));
    reply.set(received.subarray(0, size), 4);
    return reply;
  };
  try {
    for (;;) {
      const opcode = await source.peek();
      const length = requestLength(opcode);
      const request = length === undefined ? undefined : readRequest(await source.take(length));
      if (!request) throw new RangeError(`0x${opcode.toString(16)} begins no request`);
      await write(socket, await answer(request).catch((thrown: unknown) => failed(thrown, log)));
    }
  } catch (thrown) {
    if (!(thrown instanceof Ended))
      log({ level: 'warn', scope: 'stlink-server', text: `a client was cut off: ${thrown}` });
  } finally {
    await close().catch(() => undefined);
    socket.destroy();
  }
}

/** What a failed transfer is to a client. */
function failed(thrown: unknown, log: Log): Uint8Array {
  if (thrown instanceof Ended) throw thrown;
  log({ level: 'warn', scope: 'stlink-server', text: String(thrown) });
  const reply: ServerReply =
    thrown instanceof LinkError
      ? thrown.kind === 'timeout'
        ? replies.timeout
        : thrown.kind === 'busy'
          ? replies.busy
          : replies.transferFailed
      : replies.badParameter;
  return words(reply);
}

/** The client is gone. */
class Ended extends Error {}

function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(new Ended(error.message)) : resolve()));
  });
}

/** Bytes of a socket, so many at a time. What is not asked for yet stays in the system's buffers. */
function reader(socket: Socket) {
  const chunks = socket[Symbol.asyncIterator]();
  let held = new Uint8Array(0);
  const fill = async (length: number): Promise<void> => {
    while (held.length < length) {
      const next = await chunks.next().catch((error: unknown) => {
        throw new Ended(String(error));
      });
      if (next.done === true) throw new Ended('the client closed the connection');
      const joined = new Uint8Array(held.length + next.value.length);
      joined.set(held);
      joined.set(next.value, held.length);
      held = joined;
    }
  };
  return {
    peek: async (): Promise<number> => {
      await fill(1);
      return held[0] ?? 0;
    },
    take: async (length: number): Promise<Uint8Array> => {
      await fill(length);
      const taken = held.slice(0, length);
      held = held.slice(length);
      return taken;
    },
  };
}

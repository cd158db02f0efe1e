// The URB phase on the client's side: transfers out, answers in, in whatever order they come. A transfer that takes too
// long is taken back with UNLINK, so that it cannot disturb what follows. Knows transfers, not what they mean.

import type { Socket } from 'node:net';
import { LinkError } from '@odflash/core';
import { replyDecoder } from './decode.ts';
import type { ExpectedReply } from './decode-urbs.ts';
import { dial, incomingReplies, inTime, type ServerAddress, sendRequest } from './dial.ts';
import { type DeviceRecord, operationStatus, type ReplyPdu, type SubmitReply } from './wire.ts';

interface UrbRequest {
  readonly endpoint: number;
  readonly direction: 'in' | 'out';
  readonly length: number;
  readonly setup: Uint8Array;
  readonly data: Uint8Array;
}

/** An imported device. */
export interface UrbChannel {
  readonly record: DeviceRecord;
  /** Aborted when the connection has ended, from whichever side. */
  readonly ended: AbortSignal;
  /**
   * Resolves with the server's answer, whatever its status. A timeout of 0 is none. Throws LinkError `timeout`,
   * `disconnected` or `io`.
   */
  transfer(urb: UrbRequest, timeoutMs: number): Promise<SubmitReply>;
  /** Gives the device back. */
  close(): Promise<void>;
}

interface Pending extends ExpectedReply {
  answered(reply: SubmitReply): void;
  failed(cause: LinkError): void;
}

/** A refused import: what the server says of the device. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  /** One of `operationStatus`. */
  readonly status: number;
  constructor(busid: string, status: number) {
    super(`the server refuses ${busid} (status ${status})`);
    this.status = status;
  }
}

/** Imports a device. Throws {@link ImportRefused}, or LinkError when the server cannot be reached. */
export async function importDevice(server: ServerAddress, busid: string): Promise<UrbChannel> {
  const socket = await dial(server);
  const pending = new Map<number, Pending>();
  const replies = incomingReplies(
    socket,
    replyDecoder((seqnum) => pending.get(seqnum)),
  );
  try {
    const { value: reply } = await inTime(server, socket, () => {
      sendRequest(socket, { type: 'OP_REQ_IMPORT', busid });
      return replies.next();
    });
    if (!reply) throw new LinkError('disconnected', 'the USB/IP server hung up');
    if (reply.type !== 'OP_REP_IMPORT') throw new LinkError('io', `the server answered an import with ${reply.type}`);
    if (!reply.device) throw new ImportRefused(busid, reply.status || operationStatus.error);
    return openChannel({ server, socket, pending, replies, record: reply.device });
  } catch (cause) {
    socket.destroy();
    throw cause;
  }
}

interface ChannelParts {
  readonly server: ServerAddress;
  readonly socket: Socket;
  readonly pending: Map<number, Pending>;
  readonly replies: AsyncGenerator<ReplyPdu, void>;
  readonly record: DeviceRecord;
}

function openChannel({ server, socket, pending, replies, record }: ChannelParts): UrbChannel {
  const ended = new AbortController();
  /** seqnum of a CMD_UNLINK → seqnum of the transfer it takes back. */
  const unlinks = new Map<number, number>();
  const devid = ((record.busnum << 16) | record.devnum) >>> 0;
  let lastSeqnum = 0;

  function handle(reply: ReplyPdu): void {
    if (reply.type === 'RET_SUBMIT') {
      const entry = settle(reply.seqnum);
      if (!entry) throw new LinkError('io', 'the server answered one transfer twice');
      entry.answered(reply);
      return;
    }
    if (reply.type !== 'RET_UNLINK') throw new LinkError('io', `the server sent ${reply.type} out of turn`);
    const target = unlinks.get(reply.seqnum);
    if (target === undefined) throw new LinkError('io', 'the server cancelled what it was not asked to');
    unlinks.delete(reply.seqnum);
    // Linux answers 0 without an earlier RET_SUBMIT when the transfer ended while it was being taken back.
    settle(target)?.failed(new LinkError('timeout', 'no answer in time; the transfer was taken back'));
  }

  function settle(seqnum: number): Pending | undefined {
    const entry = pending.get(seqnum);
    pending.delete(seqnum);
    return entry;
  }

  async function read(): Promise<void> {
    let cause = new LinkError('disconnected', 'the device has gone: the server closed the connection');
    try {
      for await (const reply of replies) handle(reply);
    } catch (thrown) {
      if (thrown instanceof LinkError) cause = thrown;
    }
    socket.destroy();
    ended.abort(cause);
    for (const seqnum of [...pending.keys()]) settle(seqnum)?.failed(cause);
  }

  /** Takes a transfer back; a server that does not even answer that is lost. */
  async function takeBack(target: number, answered: AbortSignal): Promise<void> {
    const seqnum = ++lastSeqnum;
    unlinks.set(seqnum, target);
    sendRequest(socket, { type: 'CMD_UNLINK', seqnum, devid, target });
    await server.clock.sleep(server.operationMs, answered);
    socket.destroy(new LinkError('disconnected', `the USB/IP server at ${server.host} does not answer any more`));
  }

  const reading = read();
  return {
    record,
    ended: ended.signal,
    async transfer(urb, timeoutMs) {
      if (ended.signal.aborted) throw ended.signal.reason;
      const seqnum = ++lastSeqnum;
      const done = new AbortController();
      try {
        return await new Promise<SubmitReply>((answered, failed) => {
          pending.set(seqnum, { direction: urb.direction, length: urb.length, answered, failed });
          sendRequest(socket, {
            type: 'CMD_SUBMIT',
            ...urb,
            seqnum,
            devid,
            flags: 0,
            startFrame: 0,
            interval: 0,
            packets: [],
          });
          if (timeoutMs === 0 || timeoutMs === Number.POSITIVE_INFINITY) return;
          const late = server.clock.sleep(timeoutMs, done.signal).then(() => takeBack(seqnum, done.signal));
          late.catch(() => undefined);
        });
      } finally {
        // With a reason, because abort() without one builds a DOMException with its stack needlessly.
        done.abort('answered');
      }
    },
    async close() {
      // Not end(): a server that has stopped reading would keep the device.
      socket.destroy();
      await reading;
    },
  };
}

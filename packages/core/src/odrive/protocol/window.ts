// Several requests on the way at once, each sent once, replies matched by their sequence numbers. Repeats nothing and
// judges nothing: what came, and whether it came as it should.

import type { PacketChannel } from './channel.ts';
import { decodeReply } from './packet.ts';

/** One request as it goes out. */
export interface WindowRequest {
  readonly sequence: number;
  readonly packet: Uint8Array;
  /** Whether a reply can be one to this request. */
  readonly fits: (data: Uint8Array) => boolean;
}

/** What became of several requests. */
export interface WindowReport {
  /** By request; `undefined` where no reply came that fits. */
  readonly replies: readonly (Uint8Array | undefined)[];
  /** Each was answered once, in the order of the requests, and nothing else came. */
  readonly clean: boolean;
}

/**
 * Sends all of `requests`, never more on the way than the channel carries. The first thing that is not as it should be keeps
 * further ones from being sent. Every call to the channel has ended when this resolves, after `timeoutMs` at most for each of them.
 */
export async function exchangeWindow(
  channel: PacketChannel,
  requests: readonly WindowRequest[],
  timeoutMs: number,
): Promise<WindowReport> {
  const replies: (Uint8Array | undefined)[] = requests.map(() => undefined);
  const indexes = new Map(requests.map(({ sequence }, index) => [sequence, index]));
  let next = 0;
  let expected = 0;
  let clean = true;
  const take = (packet: Uint8Array) => {
    const reply = decodeReply(packet);
    const index = reply && indexes.get(reply.sequence);
    if (reply === undefined || index === undefined || !requests[index]?.fits(reply.data)) {
      clean = false;
      return;
    }
    if (index !== expected) clean = false;
    expected = index + 1;
    replies[index] = reply.data;
  };
  /** One of as many as may be on the way: a request and the wait for one reply, whosever that is, again and again. */
  const slot = async () => {
    while (clean) {
      const request = requests[next++];
      if (!request) return;
      const sent = channel.send(request.packet, timeoutMs);
      const ended = await Promise.allSettled([sent, channel.receive(timeoutMs).then(take)]);
      if (ended.some(({ status }) => status === 'rejected')) clean = false;
    }
  };
  await Promise.all(Array.from({ length: channel.window ?? 1 }, slot));
  return { replies, clean: clean && replies.every((reply) => reply !== undefined) };
}

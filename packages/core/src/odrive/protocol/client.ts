// Request and reply on a packet channel: sequence numbers, retries, replies that come late or twice, a board that
// leaves because it was asked to. Knows endpoints as numbers only.

import { stopIfAborted } from '../../abort.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { type Clock, LinkError } from '../../ports.ts';
import { retry, retryPolicy } from '../../retry.ts';
import { flasherError, type Request, translated } from '../../usb/link-failure.ts';
import type { PacketChannel } from './channel.ts';
import { decodeReply, encodeRequest, nextSequence, requestOverhead } from './packet.ts';
import { exchangeWindow, type WindowReport } from './window.ts';

/** One request to one endpoint. */
export interface Operation {
  readonly endpoint: number;
  /** Protocol version for endpoint 0, the descriptor's checksum for all others. */
  readonly trailer: number;
  readonly payload?: Uint8Array | undefined;
  /** The most bytes wanted back; 0 by default. */
  readonly replyLength?: number | undefined;
  /** The fewest bytes that make sense; 0 by default. */
  readonly minReply?: number | undefined;
}

/** How a request ended that makes the board restart. `silent`: no reply, but the connection did not break either. */
export type DisconnectOutcome = 'replied' | 'left' | 'silent';

/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How a request is repeated. */
export interface ExchangeOptions extends CallOptions {
  /** How often the request is sent at most. */
  readonly attempts?: number | undefined;
}

/** How long a function may take, in ms. */
export interface TriggerOptions extends CallOptions {
  /** How long to wait for the reply. */
  readonly timeoutMs?: number | undefined;
}

/** Calls are made one after the other, also when several are asked for at once. Every call throws FlasherError. */
export interface NativeClient extends AsyncDisposable {
  /** Payload bytes that fit one request. */
  readonly maxPayload: number;
  /** Requests sent so far, repeats included. */
  readonly roundTrips: number;
  /** Reads, writes or exchanges: sent again with the same sequence number when no reply comes. */
  exchange(operation: Operation, options?: ExchangeOptions): Promise<Uint8Array>;
  /** How many reads the connection carries at once. */
  readonly window: number;
  /**
   * Reads, as many at once as the connection carries, each sent once. Never throws for a reply that does not come: it is missing in
   * the report, and a caller that wants it asks again with {@link exchange}.
   */
  readTogether(operations: readonly Operation[], options?: CallOptions): Promise<WindowReport>;
  /** Triggers a function: sent once only, because it may have happened though no reply came. */
  trigger(operation: Operation, options?: TriggerOptions): Promise<Uint8Array>;
  /** Triggers a function after which the board restarts: no reply and a broken wire are what is expected. */
  callAndDisconnect(operation: Operation, options?: TriggerOptions): Promise<DisconnectOutcome>;
}

/** Times in ms; all but the clock have defaults. */
export interface ClientOptions {
  readonly clock: Clock;
  /** How long one attempt of a read or write waits for its reply. */
  readonly replyMs?: number | undefined;
  readonly attempts?: number | undefined;
  /** How long a function may take; saving the configuration erases a 128 KiB sector. */
  readonly functionMs?: number | undefined;
  /** How long to wait for a reply from a board that is expected to leave. */
  readonly disconnectMs?: number | undefined;
  /** Sequence numbers start after this one, which depends on the date by default, so that replies to an earlier program do not fit. */
  readonly sequence?: number | undefined;
}

/** Replies to another program's requests that one attempt puts up with. */
const maxForeignReplies = 64;

/**
 * The native protocol over a channel: one request at a time, each repeated until its reply comes. Throws FlasherError.
 */
export function createClient(channel: PacketChannel, options: ClientOptions): NativeClient {
  const {
    clock,
    replyMs = 1_000,
    attempts = retryPolicy('native-request').attempts,
    functionMs = 10_000,
    disconnectMs = 2_000,
  } = options;
  let sequence = options.sequence ?? clock.date().getTime() & 0x7fff;
  let roundTrips = 0;
  let tail: Promise<unknown> = Promise.resolve();

  /** One call after the other, each with a sequence number of its own. */
  const inTurn = <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    const result = tail.then(() => {
      stopIfAborted(signal);
      sequence = nextSequence(sequence);
      return work();
    });
    tail = result.catch(() => undefined);
    return result;
  };
  const attempt = async (operation: Operation, timeoutMs: number): Promise<Uint8Array> => {
    roundTrips += 1;
    await channel.send(packetOf(operation, sequence), timeoutMs);
    return checked(operation, await receiveReply(channel, clock, sequence, timeoutMs));
  };
  const repeated = async (operation: Operation, { signal, attempts: most = attempts }: ExchangeOptions) => {
    const policy = { ...retryPolicy('native-request'), attempts: most };
    const onFailure = async (error: unknown, _: number, isLast: boolean) => {
      if (isLast) return;
      stopIfAborted(signal);
      if (error instanceof LinkError && error.kind === 'io')
        await translated(message('request.reopen-board'), async () => channel.reopen?.());
    };
    return translated(label(operation), () => retry(policy, () => attempt(operation, replyMs), { clock, onFailure }));
  };
  return {
    maxPayload: channel.maxPacket - requestOverhead,
    get roundTrips() {
      return roundTrips;
    },
    window: channel.window ?? 1,
    readTogether: (operations, { signal } = {}) =>
      inTurn(signal, () => {
        const requests = operations.map((operation) => {
          sequence = nextSequence(sequence);
          return { sequence, packet: packetOf(operation, sequence), fits: (data: Uint8Array) => fits(operation, data) };
        });
        roundTrips += requests.length;
        return exchangeWindow(channel, requests, replyMs);
      }),
    exchange: (operation, callOptions = {}) => inTurn(callOptions.signal, () => repeated(operation, callOptions)),
    trigger: (operation, { signal, timeoutMs = functionMs } = {}) =>
      inTurn(signal, () => translated(label(operation), () => attempt(operation, timeoutMs))),
    callAndDisconnect: (operation, { signal, timeoutMs = disconnectMs } = {}) =>
      inTurn(signal, () =>
        attempt(operation, timeoutMs).then(
          () => 'replied',
          (error) => disconnectOutcomeOf(error, operation),
        ),
      ),
    [Symbol.asyncDispose]: () => channel[Symbol.asyncDispose](),
  };
}

async function receiveReply(
  channel: PacketChannel,
  clock: Clock,
  sequence: number,
  timeoutMs: number,
): Promise<Uint8Array> {
  const deadline = clock.now() + timeoutMs;
  for (let foreign = 0; foreign <= maxForeignReplies; foreign++) {
    const left = deadline - clock.now();
    if (left <= 0) break;
    const reply = decodeReply(await channel.receive(left));
    if (reply?.sequence === sequence) return reply.data;
  }
  throw new LinkError('timeout', 'the board did not answer');
}

/** A device that goes in the middle of a transfer shows as gone on Linux and as a failed transfer elsewhere. */
function disconnectOutcomeOf(error: unknown, operation: Operation): DisconnectOutcome {
  if (error instanceof LinkError && error.kind === 'timeout') return 'silent';
  if (error instanceof LinkError && (error.kind === 'disconnected' || error.kind === 'io')) return 'left';
  throw flasherError(error, label(operation));
}

function packetOf(operation: Operation, sequence: number): Uint8Array {
  return encodeRequest({
    sequence,
    endpoint: operation.endpoint,
    wantsReply: true,
    replyLength: operation.replyLength ?? 0,
    payload: operation.payload ?? new Uint8Array(0),
    trailer: operation.trailer,
  });
}

function fits({ replyLength = 0, minReply = 0 }: Operation, data: Uint8Array): boolean {
  return data.length >= minReply && data.length <= replyLength;
}

function checked(operation: Operation, data: Uint8Array): Uint8Array {
  const { replyLength = 0, minReply = 0 } = operation;
  if (fits(operation, data)) return data;
  throw new FlasherError(
    'unexpected-reply',
    message('odrive.reply-length', { request: label(operation), bytes: data.length }),
    {
      details: { endpoint: operation.endpoint, least: minReply, most: replyLength, got: data.length },
    },
  );
}

function label({ endpoint }: Operation): Request {
  return message('request.endpoint', { endpoint });
}

// The bulk endpoints of the debug interface: a command packet, then its data on the same endpoint; replies in order, each
// until it is fetched. Both NAK while they have neither room nor data.

import type { DeviceAnswer } from '@odflash/core/ports';
import { createSignal, opened } from '../host/signal.ts';
import { sent, taken } from '../usb/answers.ts';
import type { Endpoint } from '../usb/function.ts';
import { type Command, commandOf } from './commands.ts';
import type { Session } from './session.ts';

/** A command packet. */
const packetLength = 16;

export interface ProbeEndpoints {
  readonly out: Endpoint;
  readonly in: Endpoint;
}

/** A command whose data is still coming. */
interface Pending {
  readonly command: Command;
  readonly packet: DataView;
  readonly data: Uint8Array;
  filled: number;
}

export interface EndpointOptions {
  readonly session: Session;
  /** Longest packet on USB: a host that asks for less than is there gets whole packets, or babble. */
  readonly packet: number;
  /** What the USB wire took for data that has just arrived, in ms: the probe was busy with it meanwhile. */
  readonly transferMs: (bytes: number) => number;
  run(command: Command, packet: DataView, data: Uint8Array): Promise<Uint8Array | undefined>;
}

export function createProbeEndpoints({ session, packet, transferMs, run }: EndpointOptions): ProbeEndpoints {
  const signal = createSignal();
  const state: {
    /** Counts resets of the bus: what was begun before one is not answered after it. */
    era: number;
    working: boolean;
    pending: Pending | undefined;
    replies: Uint8Array[];
  } = {
    era: 0,
    working: false,
    pending: undefined,
    replies: [],
  };
  const begin = async (command: Command, head: DataView, data: Uint8Array) => {
    const { era } = state;
    state.working = true;
    const credit = transferMs(data.length);
    session.target.access.time = Math.max(session.target.access.time, session.clock.now() - credit);
    const reply = await run(command, head, data);
    if (era === state.era && reply) state.replies.push(reply);
    state.working = false;
    signal.open();
  };
  const accept = (bytes: Uint8Array) => {
    const { pending } = state;
    if (pending) {
      pending.data.set(bytes.subarray(0, pending.data.length - pending.filled), pending.filled);
      pending.filled += bytes.length;
      if (pending.filled < pending.data.length) return;
      state.pending = undefined;
      void begin(pending.command, pending.packet, pending.data);
      return;
    }
    const head = new Uint8Array(packetLength);
    head.set(bytes.subarray(0, packetLength));
    const view = new DataView(head.buffer);
    const command = commandOf(session, view);
    const length = command.data?.(view, session) ?? 0;
    if (length === 0) void begin(command, view, new Uint8Array(0));
    else state.pending = { command, packet: view, data: new Uint8Array(length), filled: 0 };
  };
  const clear = () => {
    state.era++;
    state.pending = undefined;
    state.replies = session.leftOver ? [session.leftOver] : [];
  };
  return {
    out: {
      submit: async (transfer, cancel) => {
        while (state.working || session.hangs) await opened(signal, cancel);
        accept(transfer.data);
        return taken(transfer.data.length);
      },
      clear,
    },
    in: {
      submit: async (transfer, cancel): Promise<DeviceAnswer> => {
        while (state.replies.length === 0) await opened(signal, cancel);
        const reply = state.replies.shift() ?? new Uint8Array(0);
        if (reply.length <= transfer.length) return sent(reply, transfer.length);
        const fits = transfer.length - (transfer.length % packet);
        state.replies.unshift(reply.subarray(transfer.length));
        if (fits === transfer.length) return sent(reply, transfer.length);
        return { status: 'babble', bytes: transfer.length, data: reply.subarray(0, transfer.length) };
      },
      clear,
    },
  };
}

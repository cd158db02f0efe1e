// One ST-Link command and its data stage over bulk endpoints, every count checked. Knows packets, not what they mean.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { UsbLink } from '../ports.ts';
import { type Request, requestDetails, translated } from '../usb/link-failure.ts';
import { outOfStep } from './failure.ts';
import type { ProbeModel } from './models.ts';

/** Every call throws FlasherError: `stalled`, `unexpected-reply`, and what the link failed with. */
export interface ProbeExchange {
  /** Sends a command that has no reply. */
  send(what: Request, command: Uint8Array): Promise<void>;
  /** Sends a command and resolves with its reply of exactly `length` bytes. */
  ask(what: Request, command: Uint8Array, length: number): Promise<Uint8Array>;
  /** Sends a command, then `data`. */
  give(what: Request, command: Uint8Array, data: Uint8Array): Promise<void>;
  /** The next thing the probe has to say after a command, whatever it is; at most `length` bytes. */
  hear(what: Request, command: Uint8Array, length: number): Promise<Uint8Array>;
  /** Commands sent so far. */
  readonly commands: number;
}

/** OpenOCD waits 6 s, st-flash 3 s; the longest block takes 1 s at 480 kHz. */
const timeoutMs = 5_000;
/** Asking for less than the probe sends is an error of the bus (a read of one byte returns two). */
const minRoom = 64;

/** The commands of the debug interface of `link`, which is claimed. */
export function probeExchange(link: UsbLink, model: ProbeModel): ProbeExchange {
  let commands = 0;
  const put = async (what: Request, data: Uint8Array): Promise<void> => {
    const answer = await translated(what, () => link.bulkOut(model.out, data, timeoutMs));
    if (answer.status === 'stall') throw stalled(what);
    if (answer.status !== 'ok' || answer.bytes !== data.length)
      throw outOfStep(what, message('reply.accepted', { bytes: answer.bytes, of: data.length }));
  };
  const send = async (what: Request, command: Uint8Array): Promise<void> => {
    commands += 1;
    await put(what, command);
  };
  const hear = async (what: Request, command: Uint8Array, length: number): Promise<Uint8Array> => {
    await send(what, command);
    const room = Math.max(length, minRoom);
    const answer = await translated(what, () => link.bulkIn(model.in, room, timeoutMs));
    if (answer.status === 'stall') throw stalled(what);
    if (answer.status !== 'ok') throw outOfStep(what, message('reply.too-long'));
    return answer.data;
  };
  return {
    get commands() {
      return commands;
    },
    send,
    hear,
    ask: async (what, command, length) => {
      const reply = await hear(what, command, length);
      if (reply.length !== length)
        throw outOfStep(what, message('reply.length', { bytes: reply.length, expected: length }));
      return reply;
    },
    give: async (what, command, data) => {
      await send(what, command);
      await put(what, data);
    },
  };
}

function stalled(request: Request): FlasherError {
  return new FlasherError('stalled', message('stlink.refused', { request }), { details: requestDetails(request) });
}

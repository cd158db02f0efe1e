// The URB phase on the server's side: one imported device, its endpoints, the transfers under way. Plays the host
// controller for the device: transfers of one endpoint go one after the other, those of different endpoints do not wait
// for each other, and what a host controller does without a message (port reset) is recognised by its traces. Knows no
// socket; replies leave through `send`.

import type { ControlSetup, DeviceAnswer, DeviceTransfer, TransferStatus, UsbDevicePort } from '@odflash/core/ports';
import {
  MalformedPdu,
  type ReplyPdu,
  type Submit,
  type SubmitReply,
  type Unlink,
  urbFlags,
  urbStatus,
} from './wire.ts';

/** What one client may have under way; the kernel's own client stays far below. */
const maxTransfers = 1024;
const maxBytes = 16 * 1024 * 1024;

export interface UrbSessionOptions {
  readonly port: UsbDevicePort;
  /** Sends one reply; resolves when the peer takes more. */
  readonly send: (reply: ReplyPdu) => Promise<void>;
}

export interface UrbSession {
  /** Throws {@link MalformedPdu} when the client asks for more than any client would. */
  submit(urb: Submit): void;
  /** Resolves when the peer takes more. */
  unlink(request: Unlink): Promise<void>;
  /** Takes back what is under way. Resolves when nothing touches the port any more. */
  stop(): Promise<void>;
  /** Resolves when every transfer submitted so far has its answer or never gets one. */
  settled(): Promise<void>;
}

export function urbSession({ port, send }: UrbSessionOptions): UrbSession {
  const pending = new Map<number, { readonly cancel: AbortController; readonly bytes: number }>();
  const endpoints = new Map<number, Promise<void>>();
  const host = hostController(port);
  let held = 0;

  function forget(seqnum: number): AbortController | undefined {
    const entry = pending.get(seqnum);
    if (!entry) return undefined;
    pending.delete(seqnum);
    held -= entry.bytes;
    return entry.cancel;
  }

  async function carryOut(urb: Submit, cancel: AbortSignal): Promise<void> {
    if (cancel.aborted) return;
    const reply = await host(urb, cancel);
    // An unlinked transfer has been answered by RET_UNLINK, one of a device that has gone by the end of the connection.
    if (cancel.aborted || !reply) return;
    forget(urb.seqnum);
    await send(reply);
  }

  return {
    submit(urb) {
      if (pending.has(urb.seqnum)) throw new MalformedPdu(`transfer ${urb.seqnum} is under way already`);
      if (pending.size >= maxTransfers) throw new MalformedPdu(`more than ${maxTransfers} transfers under way`);
      if (held + urb.data.length > maxBytes) throw new MalformedPdu(`more than ${maxBytes} bytes under way`);
      const cancel = new AbortController();
      pending.set(urb.seqnum, { cancel, bytes: urb.data.length });
      held += urb.data.length;
      const turn = endpoints.get(addressOf(urb)) ?? Promise.resolve();
      endpoints.set(
        addressOf(urb),
        turn.then(() => carryOut(urb, cancel.signal)),
      );
    },
    async unlink(request) {
      const cancel = forget(request.target);
      cancel?.abort(new Error('taken back by the host'));
      const status = cancel ? urbStatus.unlinked : urbStatus.ok;
      await send({ type: 'RET_UNLINK', seqnum: request.seqnum, status });
    },
    async stop() {
      for (const seqnum of [...pending.keys()]) forget(seqnum)?.abort(new Error('the connection has ended'));
      await Promise.all(endpoints.values());
    },
    settled: async () => void (await Promise.all(endpoints.values())),
  };
}

const wireStatus: Readonly<Record<TransferStatus, number>> = {
  ok: urbStatus.ok,
  stall: urbStatus.stall,
  babble: urbStatus.overflow,
};

/**
 * What a host controller does for one transfer: the reply, or `undefined` if the device has left the bus meanwhile.
 * Remembers whether the device has been configured, because that distinguishes enumeration from reset.
 */
function hostController(port: UsbDevicePort): (urb: Submit, cancel: AbortSignal) => Promise<SubmitReply | undefined> {
  let configured = false;

  /** Returns how a request ended that the device must not see. */
  function intercept({ setup, length }: DeviceTransfer): TransferStatus | undefined {
    if (!setup) return undefined;
    // SET_ADDRESS is answered inside vhci; the one a user program sends would take the device off the bus.
    if (isRequest(setup, standardRequests.setAddress)) return 'stall';
    // A server is asked for a port reset like a hub, as in the kernel's stub driver (is_reset_device_cmd).
    if (isRequest(setup, standardRequests.resetPort) && setup.value === portReset) {
      port.busReset();
      configured = false;
      return 'ok';
    }
    // The kernel's reset of a port has no message; it begins like an enumeration (usb_reset_device, hub_port_init).
    if (configured && length === 64 && isRequest(setup, standardRequests.getDescriptor) && setup.value === 0x0100) {
      port.busReset();
      configured = false;
    }
    if (isRequest(setup, standardRequests.setConfiguration)) configured = true;
    return undefined;
  }

  return async (urb, cancel) => {
    const transfer = transferOf(urb);
    if (!transfer) return replyWith(urb, urbStatus.invalid);
    try {
      const ended = intercept(transfer);
      return ended ? replyWith(urb, wireStatus[ended]) : replyTo(urb, await port.submit(transfer, cancel));
    } catch {
      return port.unplugged.aborted ? undefined : replyWith(urb, urbStatus.protocol);
    }
  };
}

/** bmRequestType and bRequest of USB 2.0 table 9-4, and SetPortFeature of table 11-15. */
const standardRequests = {
  setAddress: [0x00, 0x05],
  getDescriptor: [0x80, 0x06],
  setConfiguration: [0x00, 0x09],
  resetPort: [0x23, 0x03],
} as const;

/** Feature selector PORT_RESET (USB 2.0 table 11-17). */
const portReset = 4;

function isRequest(setup: ControlSetup, [requestType, request]: readonly [number, number]): boolean {
  return setup.requestType === requestType && setup.request === request;
}

function addressOf(urb: Submit): number {
  return urb.endpoint === 0 || urb.direction === 'out' ? urb.endpoint : urb.endpoint | 0x80;
}

/** `undefined` for what no host controller could transfer. */
function transferOf(urb: Submit): DeviceTransfer | undefined {
  // No port has isochronous endpoints.
  if (urb.packets.length > 0) return undefined;
  if (urb.endpoint !== 0) return { endpoint: addressOf(urb), data: urb.data, length: urb.length };
  const view = new DataView(urb.setup.buffer, urb.setup.byteOffset, 8);
  const requestType = view.getUint8(0);
  const length = view.getUint16(6, true);
  // Without a data stage the direction means nothing (USB 2.0 §9.3.1).
  const direction = (requestType & 0x80) !== 0 ? 'in' : 'out';
  if (length > 0 && urb.direction !== direction) return undefined;
  if (urb.direction === 'out' && urb.data.length !== length) return undefined;
  return {
    endpoint: 0,
    setup: {
      requestType,
      request: view.getUint8(1),
      value: view.getUint16(2, true),
      index: view.getUint16(4, true),
    },
    data: urb.data,
    length: Math.min(length, urb.length),
  };
}

function replyTo(urb: Submit, answer: DeviceAnswer): SubmitReply {
  // More than there is room for would make vhci drop the connection; on the bus that is babble.
  const excess = answer.bytes > urb.length || answer.data.length > urb.length;
  const data = urb.direction === 'in' ? answer.data.slice(0, urb.length) : new Uint8Array(0);
  const actualLength = urb.direction === 'in' ? data.length : Math.min(answer.bytes, urb.length);
  const short = urb.direction === 'in' && actualLength < urb.length && (urb.flags & urbFlags.shortNotOk) !== 0;
  const ended = excess ? urbStatus.overflow : wireStatus[answer.status];
  const status = ended === urbStatus.ok && short ? urbStatus.short : ended;
  return { ...replyWith(urb, status), actualLength, data };
}

/** A reply without data. */
function replyWith(urb: Submit, status: number): SubmitReply {
  const packets = urb.packets.map((packet) => ({ ...packet, actualLength: 0, status: urbStatus.partial }));
  return {
    type: 'RET_SUBMIT',
    seqnum: urb.seqnum,
    status,
    actualLength: 0,
    startFrame: 0,
    errorCount: packets.length,
    data: new Uint8Array(0),
    packets,
  };
}

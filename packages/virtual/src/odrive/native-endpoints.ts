// The two bulk endpoints of the native interface: a request that was taken waits until the reply before it was fetched
// (legacy_protocol.cpp stops receiving while it has something to send). Both NAK while they have neither room nor data.

import type { DeviceAnswer } from '@odflash/core';
import { createGate, type Gate } from '../gate.ts';
import { sent, taken } from '../usb/answers.ts';
import type { Endpoint } from '../usb/function.ts';
import type { NativeServer } from './native-server.ts';

export interface NativeEndpoints {
  readonly out: Endpoint;
  readonly in: Endpoint;
}

export function createNativeEndpoints(serve: NativeServer): NativeEndpoints {
  const gate = createGate();
  let inbox: Uint8Array | undefined;
  let outbox: Uint8Array | undefined;
  let serving = false;
  /** Counts resets: what was being served before one is not answered after it. */
  let era = 0;

  const pump = async () => {
    if (serving) return;
    serving = true;
    while (inbox && !outbox) {
      const packet = inbox;
      inbox = undefined;
      gate.open();
      const then = era;
      const reply = await serve(packet);
      if (then === era && reply) {
        outbox = reply;
        gate.open();
      }
    }
    serving = false;
  };
  const clear = () => {
    era++;
    inbox = undefined;
    outbox = undefined;
  };
  return {
    out: {
      submit: async (transfer, cancel) => {
        while (inbox) await opened(gate, cancel);
        inbox = transfer.data.slice();
        void pump();
        return taken(transfer.data.length);
      },
      clear,
    },
    in: {
      submit: async (transfer, cancel): Promise<DeviceAnswer> => {
        while (!outbox) await opened(gate, cancel);
        const reply = outbox;
        outbox = undefined;
        void pump();
        return sent(reply, transfer.length);
      },
      clear,
    },
  };
}

/** The next opening of the gate; rejects when the host gives up or the device leaves. */
function opened(gate: Gate, cancel: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancel.reason);
    if (cancel.aborted) return stop();
    cancel.addEventListener('abort', stop, { once: true });
    void gate.wait().then(() => {
      cancel.removeEventListener('abort', stop);
      resolve();
    });
  });
}

// The two bulk endpoints of the native interface: a request that was taken waits until the reply before it was fetched
// (legacy_protocol.cpp stops receiving while it has something to send). Both NAK while they have neither room nor data.

import type { DeviceAnswer } from '@odflash/core/ports';
import { createSignal, opened, type Signal } from '../../host/signal.ts';
import { sent, taken } from '../../usb/answers.ts';
import type { Endpoint } from '../../usb/function.ts';
import type { NativeServer } from './native-server.ts';

export interface NativeEndpoints {
  readonly out: Endpoint;
  readonly in: Endpoint;
}

export function createNativeEndpoints(serve: NativeServer): NativeEndpoints {
  const gate = createSignal();
  const box: Boxes = { era: 0, serving: false, request: undefined, reply: undefined };
  const clear = () => {
    box.era++;
    box.request = undefined;
    box.reply = undefined;
  };
  return {
    out: {
      submit: async (transfer, cancel) => {
        while (box.request) await opened(gate, cancel);
        box.request = transfer.data.slice();
        void pump(box, gate, serve);
        return taken(transfer.data.length);
      },
      clear,
    },
    in: {
      submit: async (transfer, cancel): Promise<DeviceAnswer> => {
        while (!box.reply) await opened(gate, cancel);
        const { reply } = box;
        box.reply = undefined;
        void pump(box, gate, serve);
        return sent(reply, transfer.length);
      },
      clear,
    },
  };
}

interface Boxes {
  /** Counts resets: what was being served before one is not answered after it. */
  era: number;
  serving: boolean;
  request: Uint8Array | undefined;
  reply: Uint8Array | undefined;
}

async function pump(box: Boxes, gate: Signal, serve: NativeServer): Promise<void> {
  if (box.serving) return;
  box.serving = true;
  while (box.request && !box.reply) {
    const { request, era } = box;
    box.request = undefined;
    gate.open();
    const reply = await serve(request);
    if (era === box.era && reply) {
      box.reply = reply;
      gate.open();
    }
  }
  box.serving = false;
}

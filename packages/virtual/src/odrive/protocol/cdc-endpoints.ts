// The virtual COM port of a running board: takes whatever the host writes, as the firmware does, and answers in the protocol
// that its configuration names. Native packets in frames, or ASCII lines (Firmware/communication/interface_usb.cpp).

import { createDeframer, encodeFrame } from '@odflash/core/odrive';
import type { DeviceAnswer } from '@odflash/core/ports';
import { createSignal, opened } from '../../host/signal.ts';
import { sent, taken } from '../../usb/answers.ts';
import type { Endpoint } from '../../usb/function.ts';
import type { NativeServer } from './native-server.ts';

export interface CdcPort {
  /** The protocol of the port now. */
  protocol(): 'ascii' | 'fibre' | 'nothing';
  /** The answer to a line, without line end. */
  answer(line: string): Promise<string | undefined>;
  /** Answers a native packet. */
  readonly serve: NativeServer;
}

export interface CdcEndpoints {
  readonly out: Endpoint;
  readonly in: Endpoint;
}

/** MAX_LINE_LENGTH; what is longer is dropped up to its end. */
const maxLine = 256;
/** Answers that are not fetched: the firmware has no more room either. */
const maxPending = 4096;

export function createCdcEndpoints(port: CdcPort): CdcEndpoints {
  const gate = createSignal();
  let pending: number[] = [];
  let lines = createLines();
  let deframer = createDeframer();
  /** Lines and packets are served one after the other. */
  let work: Promise<void> = Promise.resolve();
  let era = 0;
  const send = (bytes: Iterable<number>) => {
    pending = [...pending, ...bytes].slice(-maxPending);
    gate.open();
  };
  const serve = (task: () => Promise<Iterable<number> | undefined>) => {
    const now = era;
    work = work.then(task).then((bytes) => {
      if (bytes && now === era) send(bytes);
    });
  };
  const take = (bytes: Uint8Array) => {
    const protocol = port.protocol();
    if (protocol === 'ascii') for (const line of lines(bytes)) serve(() => answerTo(port, line));
    if (protocol !== 'fibre') return;
    for (const packet of deframer.push(bytes)) serve(async () => framed(await port.serve(packet)));
  };
  const clear = () => {
    era++;
    pending = [];
    lines = createLines();
    deframer = createDeframer();
  };
  return {
    out: {
      submit: async ({ data }) => {
        take(data.slice());
        return taken(data.length);
      },
      clear,
    },
    in: {
      submit: async ({ length }, cancel): Promise<DeviceAnswer> => {
        while (pending.length === 0) await opened(gate, cancel);
        const packet = Uint8Array.from(pending.slice(0, Math.min(length, 64)));
        pending = pending.slice(packet.length);
        return sent(packet, length);
      },
      clear: () => undefined,
    },
  };
}

function framed(reply: Uint8Array | undefined): Uint8Array | undefined {
  return reply && encodeFrame(reply);
}

/** Cuts bytes into lines, which end with CR, LF or `!`. */
function createLines(): (bytes: Uint8Array) => string[] {
  let text = '';
  return (bytes) => {
    const complete: string[] = [];
    for (const byte of bytes) {
      const character = String.fromCharCode(byte);
      if (!/[\r\n!]/.test(character)) text += character;
      else {
        if (text.length <= maxLine) complete.push(text);
        text = '';
      }
    }
    return complete;
  };
}

/** A line may end with `*` and the xor of what stands before it: wrong, and the line is ignored; its answer gets one, too. */
async function answerTo(port: CdcPort, line: string): Promise<Iterable<number> | undefined> {
  const [body = '', checksum] = (line.split(';')[0] ?? '').split('*');
  if (checksum !== undefined && Number.parseInt(checksum, 10) !== xorOf(body)) return undefined;
  const answer = await port.answer(body);
  if (answer === undefined) return undefined;
  const told = answer.split('\n').map((text) => (checksum === undefined ? text : `${text}*${xorOf(text)}`));
  return new TextEncoder().encode(told.map((text) => `${text}\r\n`).join(''));
}

function xorOf(text: string): number {
  return [...text].reduce((sum, character) => sum ^ character.charCodeAt(0), 0);
}

// A link that expects one exact conversation: the next transfer must be the next line of the script.

import { LinkError, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { hexBytes } from '@odflash/core/bytes';
import type { ControlSetup, LinkFailure } from '@odflash/core/ports';

export const romInfo: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2',
  serial: '325E35633334',
};

/** One transfer that is expected, and how it ends. */
export interface Line {
  /** `IN a1 03 0 6` or `OUT 21 01 0 [21 00 00 00 08]` or `SET_INTERFACE 1`. */
  readonly expected: string;
  readonly answer: Uint8Array | 'stall' | 'babble' | LinkFailure | { readonly accepted: number };
}

const code = (value: number) => value.toString(16).padStart(2, '0');
const describeIn = (setup: ControlSetup, length: number) =>
  `IN ${code(setup.requestType)} ${code(setup.request)} ${setup.value} ${length}`;
const describeOut = (setup: ControlSetup, data: Uint8Array) =>
  `OUT ${code(setup.requestType)} ${code(setup.request)} ${setup.value} ` +
  (data.length > 16 ? `${data.length} bytes` : `[${hexBytes(data)}]`);

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(' ').filter(Boolean), (digits) => Number.parseInt(digits, 16));
}

type Ending = Line['answer'];

/** GETSTATE and its reply. */
export const state = (reply: number | Ending): Line => ({
  expected: 'IN a1 05 0 1',
  answer: typeof reply === 'number' ? Uint8Array.of(reply) : reply,
});

/** GETSTATUS and its reply: status and state, poll timeout 104 ms in dfuDNBUSY. */
export const status = (reply: number | Ending, bStatus = 0, poll = reply === 4 ? 104 : 0): Line => ({
  expected: 'IN a1 03 0 6',
  answer:
    typeof reply === 'number'
      ? Uint8Array.of(bStatus, poll & 0xff, (poll >> 8) & 0xff, (poll >> 16) & 0xff, reply, 0)
      : reply,
});

const ok = { accepted: -1 } as const;
export const abort = (answer: Ending = ok): Line => ({ expected: 'OUT 21 06 0 []', answer });
export const clearStatus = (answer: Ending = ok): Line => ({ expected: 'OUT 21 04 0 []', answer });
export const command = (data: string, answer: Ending = ok): Line => ({ expected: `OUT 21 01 0 [${data}]`, answer });
export const block = (number: number, length: number, answer: Ending = ok): Line => ({
  expected: `OUT 21 01 ${number} ${length} bytes`,
  answer,
});
export const upload = (number: number, length: number, answer: Ending = new Uint8Array(length)): Line => ({
  expected: `IN a1 02 ${number} ${length}`,
  answer,
});
export const select = (alternate: number, answer: Ending = ok): Line => ({
  expected: `SET_INTERFACE ${alternate}`,
  answer,
});

/** What a command looks like on a healthy ROM: DNLOAD, dfuDNBUSY, dfuDNLOAD-IDLE. */
export const done = (line: Line): Line[] => [line, status(4), status(5)];
export const setAddress = (address: string): Line[] => done(command(`21 ${address}`));
/** How a session begins or begins anew from dfuIDLE: agree on it, flush, agree again. */
export const inStep: Line[] = [state(2), state(2), abort(), state(2), state(2)];
/** From dfuDNLOAD-IDLE to dfuIDLE. */
export const toIdle: Line[] = [abort(), status(2)];

export interface ScriptedLink {
  readonly link: UsbLink;
  /** Throws unless exactly the whole script was spoken. */
  finished(): void;
}

export function scriptedLink(...script: readonly (Line | readonly Line[])[]): ScriptedLink {
  const lines = script.flat();
  let spoken = 0;
  const surprises: string[] = [];
  const next = (found: string): Line['answer'] => {
    const line = lines[spoken++];
    if (line?.expected === found) {
      if (line.answer === 'stall' || line.answer === 'babble' || typeof line.answer !== 'string') return line.answer;
      throw new LinkError(line.answer, `scripted ${line.answer}`);
    }
    const surprise = `transfer ${spoken}: expected ${line?.expected ?? 'nothing more'}, found ${found}`;
    surprises.push(surprise);
    throw new Error(surprise);
  };
  const refuse = () => Promise.reject(new Error('no bulk endpoints here'));
  return {
    link: {
      info: romInfo,
      controlIn: async (setup, length) => {
        const answer = next(describeIn(setup, length));
        if (answer === 'stall' || answer === 'babble') return { status: answer, data: new Uint8Array(0) };
        return { status: 'ok', data: answer instanceof Uint8Array ? answer : new Uint8Array(0) };
      },
      controlOut: async (setup, data) => {
        const answer = next(describeOut(setup, data));
        if (answer === 'stall' || answer === 'babble') return { status: answer, bytes: 0 };
        const accepted = typeof answer === 'object' && 'accepted' in answer ? answer.accepted : -1;
        return { status: 'ok', bytes: accepted < 0 ? data.length : accepted };
      },
      bulkIn: refuse,
      bulkOut: refuse,
      claim: async () => undefined,
      selectAlternate: async (_interface, alternate) => {
        next(`SET_INTERFACE ${alternate}`);
      },
      reset: async () => {
        next('RESET');
      },
      [Symbol.asyncDispose]: async () => undefined,
    },
    finished: () => {
      if (surprises.length > 0) throw new Error(surprises.join('\n'));
      if (spoken !== lines.length)
        throw new Error(`${spoken} of ${lines.length} transfers; next: ${lines[spoken]?.expected}`);
    },
  };
}

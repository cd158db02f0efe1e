// An ST-Link that expects one exact conversation: the next transfer must be the next line of the script. The lines are the
// commands real OpenOCD 0.12 and st-flash 1.7 were recorded with, byte for byte.

import { LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { hexBytes } from '@odflash/core/bytes';
import type { LinkFailure } from '@odflash/core/ports';

export const v2Info: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0x3748,
  release: 0x0100,
  path: '1-1',
  serial: '57FF72067882495118430667',
};

/** One command with its data stage. */
export interface Line {
  /** The command's bytes without the zeros that fill it up: `f2 36 f0 ed 00 e0`. */
  readonly command: string;
  /** Bytes the host sends after it. */
  readonly given?: Uint8Array;
  /** What the probe says after it. */
  readonly reply?: Uint8Array | LinkFailure | 'stall' | 'babble';
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(' ').filter(Boolean), (digits) => Number.parseInt(digits, 16));
}

export const ask = (command: string, reply: string | Uint8Array): Line => ({
  command,
  reply: typeof reply === 'string' ? bytes(reply) : reply,
});
export const fails = (command: string, failure: LinkFailure | 'stall' | 'babble'): Line => ({
  command,
  reply: failure,
});
export const send = (command: string): Line => ({ command });
export const give = (command: string, given: Uint8Array): Line => ({ command, given });

export const idle: Line = ask('f5', '01 00');
/** V2J37S7 in its idle mode, as it answers when it is opened. */
export const v2j37: readonly Line[] = [ask('f1', '29 47 83 04 48 37'), idle];
/** V2J17S4, what most clones were sold with. */
export const v2j17: readonly Line[] = [ask('f1', '24 44 83 04 48 37'), idle];
export const done = '80 00';
/** GETLASTRWSTATUS2. */
export const lastStatus = (status = '80', address = '00 00 00 00'): Line =>
  ask('f2 3e', `${status} 00 00 00 ${address} 00 00 00 00`);

function trimmed(packet: Uint8Array): string {
  const length = packet.findLastIndex((byte) => byte !== 0) + 1;
  return hexBytes(packet.subarray(0, Math.max(length, 1)));
}

/** What a line's command looks like with its own trailing zeros cut off. */
const expectedText = (line: Line) => trimmed(bytes(line.command));

export interface ScriptedProbe {
  readonly bus: UsbBus;
  /** Throws unless exactly the whole script was spoken. */
  finished(): void;
}

export function scriptedProbe(
  script: readonly (Line | readonly Line[])[],
  { info = v2Info, serial = info.serial ?? '' }: { info?: UsbDeviceInfo; serial?: string } = {},
): ScriptedProbe {
  const lines = script.flat();
  const surprises: string[] = [];
  let spoken = 0;
  let stage: Line | undefined;
  const surprise = (text: string): never => {
    surprises.push(`command ${spoken}: ${text}`);
    throw new Error(`command ${spoken}: ${text}`);
  };
  const link: UsbLink = {
    info,
    controlIn: async ({ value }) => ({ status: 'ok', data: descriptor(value, serial) }),
    controlOut: async () => surprise('no control transfers here'),
    bulkOut: async (endpoint, data) => {
      if (endpoint !== (info.productId === 0x3748 ? 2 : 1)) surprise(`sent to endpoint ${endpoint}`);
      if (stage?.given) {
        if (hexBytes(stage.given) !== hexBytes(data)) surprise(`other data: ${hexBytes(data.subarray(0, 32))}`);
        stage = undefined;
        return { status: 'ok', bytes: data.length };
      }
      const line = lines[spoken++];
      if (data.length !== 16) surprise(`a packet of ${data.length} bytes`);
      if (line === undefined || expectedText(line) !== trimmed(data))
        surprise(`expected ${line?.command ?? 'nothing more'}, found ${trimmed(data)}`);
      stage = line;
      return { status: 'ok', bytes: data.length };
    },
    bulkIn: async (_endpoint, room) => {
      const reply = stage?.reply;
      stage = undefined;
      if (reply === undefined) return surprise('asked for a reply there is not');
      if (reply === 'stall' || reply === 'babble') return { status: reply, data: new Uint8Array(0) };
      if (typeof reply === 'string') throw new LinkError(reply, `scripted ${reply}`);
      if (reply.length > room) return { status: 'babble', data: new Uint8Array(0) };
      return { status: 'ok', data: reply };
    },
    claim: async () => undefined,
    selectAlternate: async () => undefined,
    reset: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  return {
    bus: {
      list: async () => [info],
      open: async () => link,
      watch: () => ({ [Symbol.dispose]: () => undefined }),
    },
    finished: () => {
      if (surprises.length > 0) throw new Error(surprises.join('\n'));
      if (spoken !== lines.length)
        throw new Error(`${spoken} of ${lines.length} commands; next: ${lines[spoken]?.command}`);
    },
  };
}

/** Device descriptor, languages, and every string the serial number. */
function descriptor(value: number, serial: string): Uint8Array {
  if (value >> 8 === 1) return bytes('12 01 00 02 00 00 00 40 83 04 48 37 00 01 01 02 03 01');
  if (value === 0x0300) return bytes('04 03 09 04');
  const units = Array.from(serial, (unit) => unit.charCodeAt(0));
  return Uint8Array.from([2 + 2 * units.length, 3, ...units.flatMap((unit) => [unit & 0xff, unit >> 8])]);
}

// Commands of an ST-Link in a line each. Bytes only, as stlink/commands.ts makes them and other programs send them, too.

import { hex32 } from '../bytes.ts';
import { statusFacts } from '../stlink/status.ts';
import { parseExtendedVersion, parseVersion } from '../stlink/version.ts';
import { parseVoltage } from '../stlink/voltage.ts';
import { preview } from './preview.ts';

/** One command: its words, and what follows it. */
interface Meaning {
  /** From the packet's bytes. */
  readonly text: (packet: DataView) => string;
  /** `status`: a status first, then perhaps a word · `bytes`: nothing but bytes · `given`: the host sends bytes. */
  readonly next: 'status' | 'bytes' | 'given' | 'nothing';
}

const plain = (text: string, next: Meaning['next'] = 'status'): Meaning => ({ text: () => text, next });
const memory = (text: string, next: Meaning['next']): Meaning => ({
  text: (packet) => `${text} ${hex32(packet.getUint32(2, true))}, ${packet.getUint16(6, true)} bytes`,
  next,
});

/** By first byte; those of 0xF2 by the second. */
const commands: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0xf1, plain('GET_VERSION', 'bytes')],
  [0xf3, plain('exit DFU mode', 'nothing')],
  [0xf4, plain('exit SWIM mode', 'nothing')],
  [0xf5, plain('GET_CURRENT_MODE', 'bytes')],
  [0xf7, plain('GET_TARGET_VOLTAGE', 'bytes')],
  [0xfb, plain('GET_VERSION_EX', 'bytes')],
]);

const debugCommands: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0x07, memory('READMEM_32', 'bytes')],
  [0x08, memory('WRITEMEM_32', 'given')],
  [0x0c, memory('READMEM_8', 'bytes')],
  [0x0d, memory('WRITEMEM_8', 'given')],
  [0x21, plain('exit debug mode', 'nothing')],
  [0x30, plain('enter SWD')],
  [0x31, plain('READ_IDCODES')],
  [0x32, plain('RESETSYS')],
  [0x33, { text: (packet) => `READREG ${packet.getUint8(2)}`, next: 'status' }],
  [0x34, { text: (packet) => `WRITEREG ${packet.getUint8(2)} = ${hex32(packet.getUint32(3, true))}`, next: 'status' }],
  [
    0x35,
    {
      text: (packet) => `WRITEDEBUGREG ${hex32(packet.getUint32(2, true))} = ${hex32(packet.getUint32(6, true))}`,
      next: 'status',
    },
  ],
  [0x36, { text: (packet) => `READDEBUGREG ${hex32(packet.getUint32(2, true))}`, next: 'status' }],
  [0x3b, plain('GETLASTRWSTATUS')],
  [0x3c, { text: (packet) => `drive NRST ${['low', 'high', 'pulse'][packet.getUint8(2)] ?? '?'}`, next: 'status' }],
  [0x3e, plain('GETLASTRWSTATUS2')],
  [0x43, { text: (packet) => `SWD_SET_FREQ ${packet.getUint16(2, true)}`, next: 'status' }],
  [0x45, plain('READ_DAP_REG')],
  [0x46, plain('WRITE_DAP_REG')],
  [0x47, memory('READMEM_16', 'bytes')],
  [0x48, memory('WRITEMEM_16', 'given')],
  [0x4b, plain('INIT_AP')],
  [0x4c, plain('CLOSE_AP')],
  [0x61, { text: (packet) => `SET_COM_FREQ ${packet.getUint32(4, true)} kHz`, next: 'status' }],
  [0x62, plain('GET_COM_FREQ')],
]);

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function meaningOf(packet: Uint8Array): Meaning | undefined {
  const [first = 0, second = 0] = packet;
  return packet.length !== 16 ? undefined : first === 0xf2 ? debugCommands.get(second) : commands.get(first);
}

/** A command packet in words; `undefined` if it is not one that is known. */
export function probeRequest(packet: Uint8Array): string | undefined {
  return meaningOf(packet)?.text(viewOf(packet));
}

/** Whether the host sends bytes after that command. */
export function givesBytes(packet: Uint8Array): boolean {
  return meaningOf(packet)?.next === 'given';
}

/** The reply to that command in words. */
export function probeAnswer(packet: Uint8Array, reply: Uint8Array): string {
  const [first, second] = packet;
  if (first === 0xf1 && reply.length === 6) return parseVersion(reply).text;
  if (first === 0xfb && reply.length === 12) return parseExtendedVersion(reply).text;
  if (first === 0xf7 && reply.length === 8) return `${parseVoltage(reply)?.toFixed(2) ?? 'unmeasured,'} V`;
  if (meaningOf(packet)?.next !== 'status' || reply.length < 2) return preview(reply);
  const status = statusFacts(reply[0] ?? 0).name;
  const hasWord = reply.length >= 8 && second !== 0x62;
  return hasWord ? `${status}, ${hex32(viewOf(reply).getUint32(4, true))}` : status;
}

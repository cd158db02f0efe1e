// The command packets of the ST-Link, 16 bytes each (API v2 and v3). Bytes only; what they mean is in the names. Pure.

import type { Range } from '../bytes.ts';

/** A command packet is always 16 bytes, padded with zeros. */
const packetLength = 16;

const debug = 0xf2;

/** A packet of these bytes. `words` are appended, little-endian. */
function packet(bytes: readonly number[], ...words: readonly number[]): Uint8Array {
  const command = new Uint8Array(packetLength);
  command.set(bytes);
  const view = new DataView(command.buffer);
  words.forEach((word, index) => {
    view.setUint32(bytes.length + 4 * index, word, true);
  });
  return command;
}

function memory(operation: number, { address, length }: Range): Uint8Array {
  const command = packet([debug, operation], address);
  new DataView(command.buffer).setUint16(6, length, true);
  return command;
}

/** Width of one access in bits. */
export type AccessWidth = 8 | 16 | 32;

const readOperations: Readonly<Record<AccessWidth, number>> = { 8: 0x0c, 16: 0x47, 32: 0x07 };
const writeOperations: Readonly<Record<AccessWidth, number>> = { 8: 0x0d, 16: 0x48, 32: 0x08 };

/** The debug port's own registers, as port number for {@link probeCommands.writePort}. */
const debugPort = 0xffff;

export const probeCommands = {
  version: (): Uint8Array => packet([0xf1]),
  extendedVersion: (): Uint8Array => packet([0xfb]),
  mode: (): Uint8Array => packet([0xf5]),
  voltage: (): Uint8Array => packet([0xf7]),
  exitDfu: (): Uint8Array => packet([0xf3, 0x07]),
  exitDebug: (): Uint8Array => packet([debug, 0x21]),
  exitSwim: (): Uint8Array => packet([0xf4, 0x01]),
  /** Enters SWD. The core runs on. */
  enterSwd: (): Uint8Array => packet([debug, 0x30, 0xa3]),
  /** Drives NRST: 0 low, 1 released. */
  driveReset: (level: 0 | 1): Uint8Array => packet([debug, 0x3c, level]),
  idcodes: (): Uint8Array => packet([debug, 0x31]),
  readWord: (address: number): Uint8Array => packet([debug, 0x36], address),
  writeWord: (address: number, value: number): Uint8Array => packet([debug, 0x35], address, value),
  readRegister: (register: number): Uint8Array => packet([debug, 0x33, register]),
  writeRegister: (register: number, value: number): Uint8Array => packet([debug, 0x34, register], value),
  readMemory: (width: AccessWidth, range: Range): Uint8Array => memory(readOperations[width], range),
  writeMemory: (width: AccessWidth, range: Range): Uint8Array => memory(writeOperations[width], range),
  /** How the last memory command ended; with the address of a fault. */
  lastStatus: (): Uint8Array => packet([debug, 0x3e]),
  /** The same, without the address, for old firmware. */
  lastStatusOnly: (): Uint8Array => packet([debug, 0x3b]),
  setDivider: (divider: number): Uint8Array => packet([debug, 0x43, divider & 0xff, divider >> 8]),
  frequencies: (): Uint8Array => packet([debug, 0x62, 0]),
  setFrequency: (kHz: number): Uint8Array => packet([debug, 0x61, 0, 0], kHz),
  openPort: (port: number): Uint8Array => packet([debug, 0x4b, port]),
  /** Writes ABORT of the debug port. */
  abort: (value: number): Uint8Array => packet([debug, 0x46, debugPort & 0xff, debugPort >> 8, 0, 0], value),
} as const;

// The requests of DFU 1.1 §6 and the DfuSe commands of AN3156 §4 as setup packets and payloads. Pure data.

import type { ControlSetup } from '../ports.ts';

const toDevice = 0x21;
const toHost = 0xa1;

function request(requestType: number, code: number, value: number, interfaceNumber: number): ControlSetup {
  return { requestType, request: code, value, index: interfaceNumber };
}

/** Setup packets for one DFU interface. ABORT goes out with the OUT direction (`21 06`): as IN it leaves stale replies. */
export const dfuRequests = {
  /** DFU_DNLOAD (DFU 1.1 §6.1.1). */
  download: (interfaceNumber: number, block: number): ControlSetup => request(toDevice, 1, block, interfaceNumber),
  /** DFU_UPLOAD (§6.2). */
  upload: (interfaceNumber: number, block: number): ControlSetup => request(toHost, 2, block, interfaceNumber),
  /** DFU_GETSTATUS (§6.1.2); it executes what was downloaded. */
  getStatus: (interfaceNumber: number): ControlSetup => request(toHost, 3, 0, interfaceNumber),
  /** DFU_CLRSTATUS (§6.1.3). */
  clearStatus: (interfaceNumber: number): ControlSetup => request(toDevice, 4, 0, interfaceNumber),
  /** DFU_GETSTATE (§6.1.5). */
  getState: (interfaceNumber: number): ControlSetup => request(toHost, 5, 0, interfaceNumber),
  /** DFU_ABORT (§6.1.4). */
  abort: (interfaceNumber: number): ControlSetup => request(toDevice, 6, 0, interfaceNumber),
} as const;

/** wBlockNum of a DfuSe command. */
export const commandBlock = 0;

/** wBlockNum of the data at the address pointer; n reaches (n - 2) transfer sizes beyond it. */
export const firstDataBlock = 2;

function withAddress(opcode: number, address: number): Uint8Array {
  return new Uint8Array([opcode, address & 0xff, (address >>> 8) & 0xff, (address >>> 16) & 0xff, address >>> 24]);
}

/**
 * Payloads of DNLOAD with wBlockNum 0. There is none for a mass erase: it is `41` alone, so a shortened sector erase
 * would be one. That is why no GETSTATUS follows a DNLOAD whose byte count is wrong.
 */
export const dfuCommands = {
  /** Sets the address pointer (AN3156 §4.2). */
  setAddress: (address: number): Uint8Array => withAddress(0x21, address),
  /** Erases the sector at that address (AN3156 §4.3). */
  eraseSector: (address: number): Uint8Array => withAddress(0x41, address),
  /** Erases the whole chip if it is read-protected (AN3156 §4.4). */
  readUnprotect: (): Uint8Array => new Uint8Array([0x92]),
  /** A download without data: start the firmware at the address pointer. */
  leave: (): Uint8Array => new Uint8Array(0),
} as const;

/**
 * How long each kind of work may take in all, in ms. Twice the data sheet's worst and more (DS8626 table 40: 4 s for a
 * 128 KiB sector, 205 ms for 2 KiB, 32 s for the chip, all at x8), because giving up too early is what peers die of.
 */
export const dfuLimits = {
  /** Any request the ROM answers at once; 5 s because Windows has the same limit of its own. */
  request: 5_000,
  setAddress: 10_000,
  write: 10_000,
  erase: 10_000,
  /** One GETSTATUS of a device at work: no sector takes longer, so a lost reply costs half the limit, not all of it. */
  reply: 5_000,
  readUnprotect: 40_000,
  leave: 1_000,
} as const;

// An STM32F405 in memory behind no USB at all, as a target of its own: what the engine assumes of DFU, it would miss here. Flash
// only loses bits, an erase sets them, and power can be cut in the middle of either.

import { type FlashEnv, FlasherError, type UsbBus } from '@odflash/core';
import { mainFlash, type Parallelism, sectors } from '@odflash/core/board';
import type { Block, Range } from '@odflash/core/bytes';
import type { BoardEvidence, Hazards, Target, TargetProvider } from '@odflash/core/target';
import { type VirtualClock, virtualClock } from '@odflash/virtual';
import { sentence } from '../../../../test/support/in-english.ts';
import { type MemoryVault, memoryVault, v36 } from '../flash/bench.ts';

/** What is soldered into a socket. Survives every run. */
export interface Chip {
  readonly flash: Uint8Array;
  /** Its unique id, as ODrive writes it. */
  readonly serial: string;
  /** Which socket it is in. */
  socket: string;
  /** Bytes that can still be changed before the power goes; then every call fails until it is set again. */
  power: number;
  /** What was asked of it, by name. */
  readonly calls: string[];
}

export function chipWith(firmware: Uint8Array, socket = 'socket A'): Chip {
  const flash = new Uint8Array(mainFlash.length).fill(0xff);
  flash.set(firmware);
  return { flash, serial: '0102030405AB', socket, power: Number.POSITIVE_INFINITY, calls: [] };
}

interface ProviderOptions {
  readonly hazards?: (evidence: BoardEvidence) => Hazards;
  /** How long it takes until the chip answers again, in ms. */
  readonly awayMs?: number;
}

/** Finds that chip in its socket. */
export function memoryProvider(
  chip: Chip,
  { hazards = () => ({ findings: [] }), awayMs = 10 }: ProviderOptions = {},
): TargetProvider {
  return {
    kind: 'memory',
    needsDfuMode: true,
    find: async (_bus, selection = {}) => {
      const meant = selection.path === undefined || selection.path === chip.socket;
      if (!meant) throw new FlasherError('no-device', sentence(`There is no chip in ${selection.path}.`));
      return { path: chip.socket };
    },
    open: async (connection, { clock }) => memoryTarget(chip, { path: connection.path, clock, hazards, awayMs }),
    hazards,
    urgentOfAll: async () => undefined,
  };
}

interface TargetOptions extends Required<ProviderOptions> {
  readonly path: string;
  readonly clock: { sleep(ms: number, signal?: AbortSignal): Promise<void> };
}

function memoryTarget(chip: Chip, { path, clock, hazards, awayMs }: TargetOptions): Target {
  let width: Parallelism = 8;
  const asked = (what: string) => {
    chip.calls.push(what);
    if (chip.power <= 0) throw new FlasherError('disconnected', sentence('The chip does not answer.'));
  };
  const view = ({ address, length }: Range) =>
    chip.flash.subarray(address - mainFlash.address, address - mainFlash.address + length);
  const change = (range: Range, next: (byte: number, at: number) => number) => {
    const place = view(range);
    for (let at = 0; at < place.length; at++) {
      if (chip.power <= 0) throw new FlasherError('disconnected', sentence('The power went.'));
      chip.power -= 1;
      place[at] = next(place[at]!, at);
    }
  };
  const program = ({ address, data }: Block) =>
    change({ address, length: data.length }, (byte, at) => byte & data[at]!);
  return {
    kind: 'memory',
    device: { path },
    steps: {
      bringBack: { step: 'check-wiring', text: sentence('Press the chip into its socket.') },
      start: { step: 'power-cycle', text: sentence('Put the chip into its board.') },
    },
    anomalies: {},
    get width() {
      return width;
    },
    hazards,
    widest: () => 16,
    namedSuffices: false,
    identify: async () => {
      asked('identify');
      return {
        device: { path },
        key: { serial: chip.serial, path },
        sectors,
        isF405: true,
        board: { known: true, version: v36, evidence: 'otp' },
        optionBytes: { readProtection: 0, writeProtected: [], brownOut: 0, raw: new Uint8Array(16) },
        readProtected: false,
        otp: new Uint8Array(512),
      };
    },
    hold: async () => asked('hold'),
    read: async (range) => {
      asked('read');
      return view(range).slice();
    },
    matches: async ({ address, data }) => {
      asked('matches');
      const found = view({ address, length: data.length });
      const at = found.findIndex((byte, index) => byte !== data[index]);
      return at < 0 ? undefined : { address: address + at, expected: data[at]!, found: found[at]! };
    },
    rewrite: async (sector, blocks) => {
      asked('rewrite');
      change(sector, () => 0xff);
      for (const block of blocks) program(block);
    },
    program: async (block) => {
      asked('program');
      program(block);
    },
    parallelism: async (wanted) => {
      width = wanted;
      return width;
    },
    times: () => ({ erase: () => 1, program: () => 1, read: () => 1, compare: () => 1, seek: 0 }),
    recover: async (cause, { signal } = {}) => {
      await clock.sleep(awayMs, signal);
      if (chip.power <= 0)
        throw new FlasherError('device-did-not-return', sentence('The chipdid not reconnect.'), { cause });
    },
    start: async () => 'needs-power-cycle',
    unlock: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

export interface MemoryEnvironment {
  readonly env: FlashEnv;
  readonly vault: MemoryVault;
  readonly clock: VirtualClock;
}

/** A computer without USB. */
export function environmentWith(target: TargetProvider): MemoryEnvironment {
  const bus: UsbBus = {
    list: async () => [],
    open: () => Promise.reject(new Error('there is no USB here')),
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const [clock, vault] = [virtualClock(), memoryVault()];
  return { env: { bus, clock, vault, target }, vault, clock };
}

// A chip in memory as a Target, for what no honest device does on demand: fails at the n-th call, programs wrongly, takes
// a write and forgets it. Programs only clear bits; a failing call is executed, half executed or not at all.

import { type FlashEnv, FlasherError, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import { mainFlash, type Parallelism, type Sector, sectors } from '@odflash/core/board';
import type { Block, Range } from '@odflash/core/bytes';
import { dfuProvider } from '@odflash/core/dfu';
import type { Identity, Target, TargetOptions, TargetProvider } from '@odflash/core/target';
import { virtualClock } from '@odflash/virtual';
import { sentence } from '../../../../test/support/in-english.ts';
import { widestToAsk } from '../../src/dfu/device-feature.ts';
import { dfuHazards } from '../../src/dfu/hazards.ts';
import { dfuSteps } from '../../src/dfu/steps.ts';
import { dfuTimes } from '../../src/dfu/times.ts';
import { flashBase, memoryVault, v36 } from './bench.ts';

/** One thing that was asked of the chip. */
export interface Call {
  readonly what: 'read' | 'matches' | 'erase' | 'program' | 'parallelism' | 'recover' | 'start';
  readonly address?: number;
  readonly length?: number;
}

export interface FakeTarget extends Target {
  readonly flash: Uint8Array;
  readonly calls: Call[];
}

export interface FakeOptions {
  readonly holds?: Uint8Array;
  readonly identity?: Partial<Identity>;
  /** Throws to make a call fail; may change what was about to be programmed. Called before the call takes effect. */
  readonly before?: (call: Call, flash: Uint8Array) => void;
  /** Called after it took effect; throws to make an executed call fail. */
  readonly after?: (call: Call, flash: Uint8Array) => void;
  /** What is programmed for what was asked. */
  readonly corrupt?: (block: Block, width: Parallelism) => Uint8Array;
}

const device: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-1',
  serial: '356A38673332',
};

export function fakeTarget(options: FakeOptions = {}): FakeTarget {
  const flash = new Uint8Array(mainFlash.length).fill(0xff);
  if (options.holds) flash.set(options.holds);
  const calls: Call[] = [];
  let width: Parallelism = 8;
  const act = <T>(call: Call, effect: () => T): T => {
    calls.push(call);
    options.before?.(call, flash);
    const result = effect();
    options.after?.(call, flash);
    return result;
  };
  const stop = (asked: TargetOptions = {}) => {
    if (asked.signal?.aborted) throw new FlasherError('aborted', sentence('Stopped on request.'));
  };
  const view = (range: Range) => flash.subarray(range.address - flashBase, range.address - flashBase + range.length);
  const program = ({ address, data }: Block) => {
    const spoilt = options.corrupt?.({ address, data }, width) ?? data;
    act({ what: 'program', address, length: data.length }, () => {
      const place = view({ address, length: data.length });
      spoilt.forEach((byte, i) => {
        place[i]! &= byte;
      });
    });
  };
  const inBlocks = (block: Block, asked: TargetOptions | undefined, each: (piece: Block) => void) => {
    for (let at = 0; at < block.data.length; at += 2048) {
      stop(asked);
      const data = block.data.subarray(at, at + 2048);
      each({ address: block.address + at, data });
      asked?.onBytes?.(data.length);
    }
  };
  return {
    kind: 'dfu',
    device,
    flash,
    calls,
    steps: dfuSteps,
    hazards: dfuHazards,
    widest: widestToAsk,
    namedSuffices: false,
    anomalies: {},
    get width() {
      return width;
    },
    identify: async () => ({
      device,
      key: { serial: device.serial, path: device.path },
      sectors,
      isF405: true,
      board: { known: true, version: v36, evidence: 'otp' },
      optionBytes: { readProtection: 0, writeProtected: [], brownOut: 0, raw: new Uint8Array(16) },
      readProtected: false,
      ...options.identity,
    }),
    hold: async () => {},
    read: async (range, asked) =>
      act({ what: 'read', address: range.address, length: range.length }, () => {
        asked?.onBytes?.(range.length);
        return view(range).slice();
      }),
    matches: async (block, asked) =>
      act({ what: 'matches', address: block.address, length: block.data.length }, () => {
        stop(asked);
        asked?.onBytes?.(block.data.length);
        const found = view({ address: block.address, length: block.data.length });
        const at = found.findIndex((byte, i) => byte !== block.data[i]);
        return at < 0 ? undefined : { address: block.address + at, expected: block.data[at]!, found: found[at]! };
      }),
    rewrite: async (sector: Sector, blocks, asked) => {
      stop(asked);
      act({ what: 'erase', address: sector.address, length: sector.length }, () => view(sector).fill(0xff));
      for (const block of blocks) inBlocks(block, asked, program);
    },
    program: async (block, asked) => inBlocks(block, asked, program),
    parallelism: async (wanted) => act({ what: 'parallelism' }, () => (width = wanted)),
    times: (asked) => dfuTimes(asked, 2048),
    recover: async () => act({ what: 'recover' }, () => undefined),
    start: async () => act({ what: 'start' }, () => 'started' as const),
    unlock: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

/** A way to that chip, which is found where a board in DFU mode would be. */
export function providerOf(target: FakeTarget): TargetProvider {
  return { ...dfuProvider, open: async () => target };
}

/** A environment in which that chip is the only one. */
export function environmentOf(target: FakeTarget): FlashEnv {
  const bus: UsbBus = {
    list: async () => [device],
    open: async () => {
      throw new FlasherError('internal', sentence('a fake has no wire'));
    },
    watch: () => ({ [Symbol.dispose]: () => {} }),
  };
  return { bus, clock: virtualClock(), vault: memoryVault(), target: providerOf(target) };
}

/** What a wire throws. */
export function wireError(code: 'timeout' | 'stalled' | 'disconnected' = 'timeout'): FlasherError {
  return new FlasherError(code, sentence('the connection failed'));
}

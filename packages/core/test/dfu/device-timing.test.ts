// How carefully a device is treated, from what has gone wrong with it; how wide it may be asked to program; what steps take.

import { FlasherError } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../../test/support/in-english.ts';
import { controlInMs, controlOutMs, shortTransferMs } from '../../src/board/cost-model.ts';
import { programMs, typicalTimes } from '../../src/board/stm32f405.ts';
import { widestToAsk } from '../../src/dfu/device-feature.ts';
import { createDeviceTiming } from '../../src/dfu/device-timing.ts';
import { dfuTimes } from '../../src/dfu/times.ts';
import { firmware } from '../flash/bench.ts';

const trouble = new FlasherError('timeout', sentence('no answer'));

describe('a device', () => {
  it('is asked slowly for 16 operations after its first trouble, and for twice as many after each further one', () => {
    const timing = createDeviceTiming(2048);
    const slowFor = () => {
      let operations = 0;
      for (; timing.cautious; operations += 1) timing.succeeded();
      return operations;
    };
    expect(timing.cautious).toBe(false);
    const all = Array.from({ length: 11 }, () => {
      timing.note(trouble);
      return slowFor();
    });
    expect(all).toEqual([16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 4096, 4096]);
    timing.note(new FlasherError('stalled', sentence('no')));
    expect(timing.anomalies).toEqual({ timeout: 11, stalled: 1 });
  });

  it('always refuses while it is busy if it has done so three times', () => {
    const timing = createDeviceTiming(2048);
    const seen = [1, 2, 3, 4].map(() => {
      timing.refusedWhileBusy();
      return timing.refusesWhileBusy;
    });
    expect(seen).toEqual([false, false, true, true]);
  });

  it('gets as much time as its longest operation beyond the limit took, until it proves to be stuck', () => {
    const timing = createDeviceTiming(2048);
    timing.outlasted('erase', 900);
    timing.outlasted('erase', 500);
    expect([timing.initialDelay('erase'), timing.initialDelay('write'), timing.stallsInErase]).toEqual([900, 0, false]);
    timing.freed();
    expect([timing.initialDelay('erase'), timing.stallsInErase]).toEqual([0, true]);
  });

  it('gets half the block size after a refusal, in words; down to 1 KiB where it gives no reason', () => {
    const lengths = (size: number, told: boolean) => {
      const timing = createDeviceTiming(size);
      const all = [timing.transferLimit];
      while (timing.shorten({ told })) all.push(timing.transferLimit);
      return all;
    };
    expect(lengths(2048, false)).toEqual([2048, 1024]);
    expect(lengths(4096, false)).toEqual([4096, 2048, 1024]);
    expect(lengths(1500, false)).toEqual([1500, 1024]);
    expect(lengths(1024, false)).toEqual([1024]);
    expect(lengths(100, true)).toEqual([100, 48, 24, 12, 4]);
  });
});

describe('words are asked for', () => {
  const vectors = (stackPointer: number, handler = 0x0800_0401) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, stackPointer, true);
    new DataView(bytes.buffer).setUint32(4, handler, true);
    return bytes;
  };

  it('where the request can damage nothing: a stack pointer whose low byte is zero, or invalid vectors that are erased', () => {
    const widest = (bytes: Uint8Array, erasesVectors: boolean) => widestToAsk({ vectors: bytes, erasesVectors });
    expect(widest(firmware(1).slice(0, 8), false)).toBe(32);
    expect(widest(vectors(0x2001_ff00), false)).toBe(32);
    expect([widest(vectors(0x2001_fff8), false), widest(vectors(0x2001_fff8), true)]).toEqual([8, 8]);
    const erased = new Uint8Array(8).fill(0xff);
    expect([widest(erased, true), widest(erased, false)]).toEqual([32, 8]);
  });
});

describe('the time of a step', () => {
  it('is the sum of its full blocks and the remainder', () => {
    const { read, compare, program } = dfuTimes(32, 2048);
    expect(read(4096)).toBe(2 * controlInMs(2048));
    expect(read(4100)).toBe(2 * controlInMs(2048) + controlInMs(4));
    expect([compare(4100), read(0)]).toEqual([read(4100), 0]);
    const one = (bytes: number) => controlOutMs(bytes) + 2 * shortTransferMs + programMs(bytes, 32, typicalTimes[32]);
    expect(program(2052)).toBeCloseTo(one(2048) + one(4), 6);
  });
});

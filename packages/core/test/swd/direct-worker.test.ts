// Programming by the probe alone, word by word, where no program may run on the chip: what is sent where.

import { sectors } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { createDirectWorker } from '../../src/swd/direct-worker.ts';
import { pattern } from '../dfu/bench.ts';
import { jumpingClock } from '../usb/test-clock.ts';

interface Sent {
  readonly address: number;
  readonly length: number;
  readonly width: number;
}

/** A worker whose probe and flash controller note what they are asked for. */
function noting(halfWords = true) {
  const sent: Sent[] = [];
  const bytes = new Map<number, number>();
  const controls: string[] = [];
  const access = {
    writeMemory: async ({ address, data }: { address: number; data: Uint8Array }, width: number) => {
      sent.push({ address, length: data.length, width });
      for (const [index, byte] of data.entries()) bytes.set(address + index, byte);
    },
  };
  const controller = {
    unlock: async () => void controls.push('unlock'),
    control: async () => void controls.push('control'),
    settle: async () => void controls.push('settle'),
    lock: async () => void controls.push('lock'),
  };
  const parts = { abilities: { halfWords }, clock: jumpingClock() };
  return { worker: createDirectWorker(access as never, controller as never, parts as never), sent, bytes, controls };
}

const what = 'request.program' as never;
const { address } = sectors[1]!;

describe('a block', () => {
  it('is sent in pieces of a KiB, each to its own place', async () => {
    const { worker, sent, bytes, controls } = noting();
    const data = pattern(2 * 1024 + 300);
    const told: number[] = [];
    await worker.work({ what, block: { address, data }, width: 32 }, { onBytes: (count) => told.push(count) });
    expect(sent).toEqual([
      { address, length: 1024, width: 32 },
      { address: address + 1024, length: 1024, width: 32 },
      { address: address + 2048, length: 300, width: 32 },
    ]);
    expect([...data].every((byte, index) => bytes.get(address + index) === byte)).toBe(true);
    expect(told).toEqual([1024, 1024, 300]);
    // The controller has done one piece before the next one comes, and is locked at the end.
    expect(controls).toEqual(['unlock', 'control', 'settle', 'settle', 'settle', 'lock']);
  });

  it('that stays erased is not sent, but counted', async () => {
    const { worker, sent } = noting();
    const data = pattern(3 * 1024).fill(0xff, 1024, 2048);
    const told: number[] = [];
    await worker.work({ what, block: { address, data }, width: 8 }, { onBytes: (count) => told.push(count) });
    expect(sent.map((piece) => piece.address)).toEqual([address, address + 2048]);
    expect(told).toEqual([1024, 1024, 1024]);
  });

  it('is sent in bytes by a probe that has no half words', async () => {
    for (const [halfWords, asked, used] of [
      [false, 16, 8],
      [true, 16, 16],
      [false, 32, 32],
      [false, 8, 8],
    ] as const) {
      const { worker, sent } = noting(halfWords);
      await worker.work({ what, block: { address, data: pattern(8) }, width: asked });
      expect(sent.map(({ width }) => width)).toEqual([used]);
    }
  });

  it('is not begun after a stop', async () => {
    const { worker, sent } = noting();
    const stop = new AbortController();
    const data = pattern(4 * 1024);
    const working = worker.work(
      { what, block: { address, data }, width: 32 },
      {
        signal: stop.signal,
        onBytes: () => stop.abort(),
      },
    );
    await expect(working).rejects.toMatchObject({ code: 'aborted' });
    expect(sent).toHaveLength(1);
  });
});

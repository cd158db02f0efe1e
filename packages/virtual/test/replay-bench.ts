// Sessions that are recorded, written as a file and replayed.

import { acceptWarnings, type FlashEnv, flash, isFlasherError, type MemoryImage, type UsbBus } from '@odflash/core';
import { openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import { parseTrace, type Trace, traceEncoder } from '@odflash/core/trace';
import { type TraceEntry, tracedBus } from '@odflash/core/usb';
import { expect } from 'vitest';
import {
  createVirtualBoard,
  type HostName,
  memoryVault,
  ReplayDifference,
  replayBus,
  seededRandom,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '../src/index.ts';

export const base = 0x0800_0000;

export function firmware(seed: number, length = 3000): MemoryImage {
  const data = seededRandom(seed, 'firmware').fill(new Uint8Array(length));
  new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(data.buffer).setUint32(4, base + 0x401, true);
  return { format: 'raw', segments: [{ address: base, data }], notes: [] };
}

/** A trace as it comes out of a file. */
export function throughFile(entries: readonly TraceEntry[]): Trace {
  const encoder = traceEncoder();
  const header = { odflash: '0.1.0', platform: 'test', host: 'virtual', begun: '' };
  const text = [encoder.header(header), ...entries.map((entry) => encoder.entry(entry, 0))].join('');
  return parseTrace(new TextEncoder().encode(text));
}

export type Session<T> = (bus: UsbBus, clock: VirtualClock) => Promise<T>;

export interface Recording<T> {
  readonly result: T;
  readonly trace: Trace;
}

export async function record<T>(profile: string, session: Session<T>, host: HostName = 'linux'): Promise<Recording<T>> {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const entries: TraceEntry[] = [];
  // What is handed over uncopied has to be copied here.
  const keep = (entry: TraceEntry) => entries.push('data' in entry ? { ...entry, data: entry.data.slice() } : entry);
  const result = await session(tracedBus(virtualBus([board], { clock, host }), keep, clock), clock);
  return { result, trace: throughFile(entries) };
}

/** Everything that came of a flash: report or error, and every event. */
export const flashing =
  (image: MemoryImage): Session<Result> =>
  async (bus, clock) => {
    const events: unknown[] = [];
    const env: FlashEnv = { bus, clock, vault: memoryVault() };
    const report = await flash(env, {
      image,
      ask: acceptWarnings,
      onEvent: (event) => events.push(event),
    }).catch((error: unknown) => {
      if (!isFlasherError(error)) throw error;
      return { code: error.code, message: error.message, board: error.board, details: error.details };
    });
    return resultOf({ report, events });
  };

/** The result of a session: everything but numbers, and the numbers, of which times are exact to the nanosecond at best. */
export interface Result {
  readonly words: unknown;
  readonly numbers: readonly number[];
}

function resultOf(value: unknown): Result {
  const numbers: number[] = [];
  const text = JSON.stringify(value, (_key, item) => {
    if (item instanceof Uint8Array) return Buffer.from(item).toString('hex');
    if (typeof item !== 'number') return item;
    numbers.push(item);
    return '#';
  });
  return { words: JSON.parse(text), numbers };
}

export function expectSame(found: Result, expected: Result): void {
  expect(found.words).toEqual(expected.words);
  const apart = found.numbers.map((number, index) => Math.abs(number - (expected.numbers[index] ?? Number.NaN)));
  expect(Math.max(0, ...apart)).toBeLessThan(0.001);
}

export async function replayed<T>(trace: Trace, session: Session<T>): Promise<T> {
  const clock = virtualClock();
  const bus = replayBus(trace, { clock });
  const result = await session(bus, clock);
  bus.finished();
  return result;
}

/** A short session whose every request is easy to name. */
export const looking: Session<void> = async (bus, clock) => {
  await using target = await openDfuTarget({ bus, device: await findRom(bus), clock });
  await target.read({ address: base, length: 16 });
};

export async function difference(run: Promise<unknown>): Promise<ReplayDifference> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  expect(cause).toBeInstanceOf(ReplayDifference);
  return cause as ReplayDifference;
}

// Reading and comparing flash through a session: counted block by block, tried again when the connection fails.

import type { Block, Range } from '../bytes.ts';
import type { Mismatch, TargetOptions } from '../target/target.ts';
import type { Phase } from './events.ts';
import type { Count } from './open/meter.ts';
import { type Session, withRetry } from './open/session.ts';

/** What the reading is for. */
export interface Purpose {
  readonly phase: Phase;
  readonly sector?: number | undefined;
}

/** The bytes of `range`. */
export function readRange(session: Session, range: Range, purpose: Purpose): Promise<Uint8Array> {
  const ms = readMs(session, range.length);
  return reading(session, { bytes: range.length, ms }, purpose, (options) => session.target.read(range, options));
}

/** Where the chip first differs from `blocks`, which are compared in order. */
export async function compareBlocks(
  session: Session,
  blocks: readonly Block[],
  purpose: Purpose,
): Promise<Mismatch | undefined> {
  for (const block of blocks) {
    const compare = (options: TargetOptions) => session.target.matches(block, options);
    const bytes = block.data.length;
    const mismatch = await reading(session, { bytes, ms: compareMs(session, bytes) }, purpose, compare);
    if (mismatch) return mismatch;
  }
  return undefined;
}

/** Expected milliseconds to read one run of `length` bytes. */
export function readMs(session: Session, length: number): number {
  const times = session.target.times(session.target.width);
  return times.seek + times.read(length);
}

/** Expected milliseconds to compare one run of `length` bytes. */
export function compareMs(session: Session, length: number): number {
  const times = session.target.times(session.target.width);
  return times.seek + times.compare(length);
}

/** Signal and byte count in the form a target takes them. */
export function targetOptions(session: Session, onBytes: Count): TargetOptions {
  return { onBytes, signal: session.signal };
}

function reading<T>(
  session: Session,
  cost: { readonly bytes: number; readonly ms: number },
  purpose: Purpose,
  read: (options: TargetOptions) => Promise<T>,
): Promise<T> {
  const task = { ...purpose, ...cost };
  const once = () => session.meter.track([task], (count) => read(targetOptions(session, count)));
  return withRetry(session, once, { sector: purpose.sector });
}

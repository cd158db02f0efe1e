// Updates that end before the first change.

import type { FlasherError } from '@odflash/core';
import { expect } from 'vitest';
import { failure } from '../flash/bench.ts';
import { type Bench, firmwareImage, run } from './bench.ts';

/** Firmware 0.4 has half as many values as 0.5, which makes these tests quick. */
export const small = firmwareImage('v3.6-56V', '0.4.12', 7, 20 * 1024);

/** Ends in that error, with the board running as before and not one byte of its flash changed. */
export async function refuses(it: Bench, spec: Parameters<typeof run>[1], code: string): Promise<FlasherError> {
  const before = it.board.flash.slice();
  const error = await failure(run(it, { image: small, ...spec }));
  expect(error).toMatchObject({ code });
  // Nothing is said of a board that was never met.
  expect(error.board ?? 'untouched').toBe('untouched');
  expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  expect(it.board.running()).toBe('odrive');
  return error;
}

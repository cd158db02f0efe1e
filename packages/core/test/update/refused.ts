import { expect } from 'vitest';
import { failure } from '../flash/bench.ts';
import { type Bench, type RunSpec, run } from './bench.ts';

/** Ends in that error with not one byte of the flash changed, and the board running what it ran. */
export async function refuses(it: Bench, spec: RunSpec, code: string) {
  const before = it.board.flash.slice();
  const running = it.board.running();
  const error = await failure(run(it, spec));
  expect(error).toMatchObject({ code, board: 'untouched' });
  expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  expect(it.board.running()).toBe(running);
  return error;
}

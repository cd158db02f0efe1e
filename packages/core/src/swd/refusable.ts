// A read that a chip may refuse.

import { isFlasherError } from '../errors.ts';

/** What a chip refuses to show, twice in a row, is `undefined`, which says something, too. Any other failure is thrown on. */
export async function refusable<T>(read: () => Promise<T>): Promise<T | undefined> {
  for (let refusals = 0; refusals < 2; refusals += 1) {
    try {
      return await read();
    } catch (error) {
      if (!isFlasherError(error) || error.details.kind !== 'fault') throw error;
    }
  }
  return undefined;
}

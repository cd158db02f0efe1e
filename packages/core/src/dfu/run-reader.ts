// Uploads of one run, defended against stale replies. A link that once lost its step may deliver the answer to the
// request before (an IN reply that was not fetched stays in the endpoint; libusb #147). A shorter answer shows that by its
// length, but two blocks are equally long: so a block equal to the one before is not believed.

import { firstDifference } from '../bytes.ts';
import { type DfuExchange, uploadState } from './exchange.ts';
import { wrongState } from './failure.ts';
import { dfuState } from './status.ts';

export interface RunReader {
  /** A new run: nothing to compare with. */
  begin(): void;
  /** The next block. Throws FlasherError as {@link DfuExchange}. */
  next(block: number, length: number): Promise<Uint8Array>;
}

export function createRunReader(exchange: Pick<DfuExchange, 'upload' | 'state' | 'status'>): RunReader {
  let previous: Uint8Array | undefined;
  // True inside a stretch of equal blocks (erased flash): a GETSTATE between them makes every stale reply show by its
  // length, one short transfer instead of reading each block twice.
  let separate = false;

  const separator = async () => {
    const state = await uploadState(exchange);
    if (state !== dfuState.uploadIdle) throw wrongState('UPLOAD', state);
  };

  return {
    begin: () => {
      previous = undefined;
      separate = false;
    },
    next: async (block, length) => {
      const separated = separate;
      if (separated) await separator();
      let data = await exchange.upload(block, length);
      separate = previous !== undefined && firstDifference(previous, data) < 0;
      if (separate && !separated) {
        await separator();
        data = await exchange.upload(block, length);
        separate = previous !== undefined && firstDifference(previous, data) < 0;
      }
      previous = data;
      return data;
    },
  };
}

// The mailbox between probe and stub, as stub/flash-stub.S lays it out. Pure.

import { eraseControl, programControl } from './flash-controller.ts';
import type { FlashJob } from './worker.ts';

/** Bits of OPERATION. */
const operations = { erase: 1, program: 2, checksum: 4 } as const;

/** Offsets in bytes of what is read or written by itself. */
export const mailboxOffsets = { written: 0, done: 36, taken: 40, result: 44 } as const;
export const mailboxLength = 48;

/** Where the queue lies in SRAM. */
export interface Queue {
  readonly start: number;
  readonly end: number;
}

function order(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => {
    view.setUint32(4 * index, word, true);
  });
  return bytes;
}

/** The words from WRITTEN to REQUEST for a job with that number. */
export function flashOrder(job: FlashJob, queue: Queue, number: number): Uint8Array {
  const { erase, block, width } = job;
  const operation = (erase ? operations.erase : 0) | (block ? operations.program : 0);
  const eraseCr = erase ? eraseControl(erase.index, width) : 0;
  const [address, length] = block ? [block.address, block.data.length] : [0, 0];
  return order([0, operation, eraseCr, programControl(width), address, length, queue.start, queue.end, number]);
}

/** The same for a checksum of whole words. */
export function checksumOrder(address: number, length: number, number: number): Uint8Array {
  return order([0, operations.checksum, 0, 0, address, length, 0, 0, number]);
}

/** How the word DONE says that the job with that number stands. */
export function jobState(done: number, job: number): 'open' | 'done' | 'failed' {
  if (done === job) return 'done';
  return done === ~job >>> 0 ? 'failed' : 'open';
}

// What became of one attempt, judged by the tool's exit status and by what is in the board's flash, seen from outside.

import type { VirtualBoard } from '@odflash/virtual';

/** What a board would start at power-on with the switch on RUN. */
export type Start = 'the old image' | 'the new image' | 'nothing' | 'half an image';

export type Outcome =
  /** Exit status 0, and the flash holds the image and, everywhere else, what it held before. */
  | { readonly kind: 'survived' }
  /** Exit status 0, and the flash is not right. */
  | { readonly kind: 'silent'; readonly starts: Start }
  | { readonly kind: 'failed'; readonly status: number; readonly killed: boolean; readonly starts: Start };

export interface Attempt {
  readonly outcome: Outcome;
  readonly seconds: number;
  /** Whether the fault came to pass. */
  readonly struck: boolean;
  /** The last thing the tool said. */
  readonly lastWords: string;
}

export interface Ended {
  readonly status: number;
  readonly timedOut: boolean;
}

/** Sectors 0 and 1, which the image needs, are erased; what lies behind it there is not part of it. */
const touched = 2 * 16 * 1024;

export function judge(board: VirtualBoard, before: Uint8Array, image: Uint8Array, ended: Ended): Outcome {
  const starts = startOf(board, before, image);
  const untouched = equal(board.flash.subarray(touched), before.subarray(touched));
  const right = untouched && equal(board.flash.subarray(0, image.length), image);
  if (ended.status !== 0 || ended.timedOut)
    return { kind: 'failed', status: ended.status, killed: ended.timedOut, starts };
  return right ? { kind: 'survived' } : { kind: 'silent', starts };
}

function startOf(board: VirtualBoard, before: Uint8Array, image: Uint8Array): Start {
  if (!board.bootVerdict().starts) return 'nothing';
  if (equal(board.flash.subarray(0, touched), before.subarray(0, touched))) return 'the old image';
  return equal(board.flash.subarray(0, image.length), image) ? 'the new image' : 'half an image';
}

function equal(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.compare(found, expected) === 0;
}

/** Waits until the flash is at rest: a dead tool's erase continues. GETSTATE (DFU 1.1 §6.1.5) starts nothing. */
export async function atRest(board: VirtualBoard): Promise<void> {
  board.injectFaults('');
  const setup = { requestType: 0xa1, request: 5, value: 0, index: 0 };
  const transfer = { endpoint: 0, setup, data: new Uint8Array(0), length: 1 };
  await board.socket.port?.submit(transfer, AbortSignal.timeout(60_000)).catch(() => undefined);
}

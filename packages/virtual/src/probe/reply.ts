// Replies. All come from the one buffer of the probe, so a reply that says less than it is long ends in what was there before.

import { type Session, statuses } from './session.ts';

/** `length` bytes that begin with the status; the rest is what the buffer holds. */
export function withStatus({ buffer }: Session, status: number, length = 2): Uint8Array {
  buffer[0] = status;
  buffer[1] = 0;
  return buffer.slice(0, length);
}

/** Eight bytes: the status and a word. The word is left alone where there is none. */
export function withWord(session: Session, status: number, word: number): Uint8Array {
  if (status === statuses.ok) putWord(session, 4, word);
  return withStatus(session, status, 8);
}

export function putWord({ buffer }: Session, offset: number, word: number): void {
  for (let at = 0; at < 4; at++) buffer[offset + at] = word >>> (8 * at);
}

/** Plain bytes, without a status. */
export function plain({ buffer }: Session, bytes: ArrayLike<number>): Uint8Array {
  buffer.set(bytes);
  return buffer.slice(0, bytes.length);
}

// Reads of a board that is examined, announced so that progress knows how long they take.

import type { Range } from '../../bytes.ts';
import type { OpenBoard } from '../../flash/open/open.ts';
import { readMs, readRange } from '../../flash/reading.ts';

/** `bytes` are about to be read. */
export function announce({ session }: OpenBoard, bytes: number): void {
  if (bytes === 0) return;
  const ms = readMs(session, bytes);
  session.meter.announce('inspect', ms);
  session.emit({ type: 'inspecting', bytes, ms });
}

/** The bytes of that range. */
export function readAnnounced(board: OpenBoard, range: Range): Promise<Uint8Array> {
  announce(board, range.length);
  return readRange(board.session, range, { phase: 'inspect' });
}

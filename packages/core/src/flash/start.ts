// Starting what is in the flash of an open board, as it is.

import { vectorTable } from '../image/vector.ts';
import type { StartOutcome } from '../target/target.ts';
import { type Board, operate } from './open/open.ts';
import { knownOf } from './preflight/evidence.ts';
import { isHazardous } from './preflight/which-board.ts';
import { readRange } from './reading.ts';
import type { BoardRequest } from './request.ts';
import { vectorBytes } from './run/vectors.ts';

/** `not-startable`: nothing in the flash would start. */
export type Started = StartOutcome | 'not-startable';

/**
 * Starts what is in the flash, if it would start. Unseen where it cannot be read, and without `consent` where the board may
 * be in danger: leaving it needs no consent, looking at the flash does. The board is not to be used afterwards.
 */
export function startOn(board: Board, request: BoardRequest, { consent }: { consent: boolean }): Promise<Started> {
  return operate(board, request, async (open) => {
    const { session, identity } = open;
    const { board: version, readProtected } = identity;
    const isUntold = !version.known && version.why === 'layout-untold';
    if (readProtected || isUntold || (!consent && isHazardous(knownOf(open, request)))) return session.target.start();
    const vectors = await readRange(session, vectorBytes, { phase: 'inspect' });
    return vectorTable(vectors).plausible ? session.target.start() : 'not-startable';
  });
}

/** Starts what is in the flash unseen: also a read-protected chip leaves the bootloader (AN3156 table 4). */
export function leaveOn(board: Board, request: Pick<BoardRequest, 'signal'>): Promise<StartOutcome> {
  return operate(board, request, ({ session }) => session.target.start());
}

// Starting what is in the flash of a board that is followed. Whatever comes of it, the connection is closed.

import type { Board } from '../../flash/open/open.ts';
import type { BoardRequest } from '../../flash/request.ts';
import { leaveOn, type Started, startOn } from '../../flash/start.ts';
import type { BoardContext } from '../context/board-context.ts';
import { boardInDfu } from '../context/in-dfu.ts';

/** Starts what is in the flash, if it would start, see {@link startOn}. */
export function startInDfu(
  context: BoardContext,
  request: BoardRequest,
  { consent }: { consent: boolean },
): Promise<Started> {
  return leaving(context, request, (board) => startOn(board, request, { consent }));
}

/** Starts what is in the flash unseen, see {@link leaveOn}. */
export function leaveDfu(context: BoardContext, request: BoardRequest): Promise<Started> {
  return leaving(context, request, (board) => leaveOn(board, request));
}

async function leaving(
  context: BoardContext,
  request: BoardRequest,
  leave: (board: Board) => Promise<Started>,
): Promise<Started> {
  try {
    return await leave(await boardInDfu(context, request));
  } finally {
    await context.board.release();
  }
}

// A run with one board, which is followed while it restarts. Types only.

import type { RunningBoardRequest } from '../request.ts';
import type { RunContext } from './context.ts';
import type { FollowedBoard } from './followed-board.ts';

/** Work with a board that is followed while it restarts. */
export interface BoardContext<R extends RunningBoardRequest = RunningBoardRequest> extends RunContext<R> {
  readonly board: FollowedBoard;
}

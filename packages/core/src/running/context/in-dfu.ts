// A board in DFU mode, opened once for as long as it stays there.

import { openWithRetry } from '../../discovery/open-with-retry.ts';
import { openBoard } from '../../engine.ts';
import type { Board } from '../../flash/open/open.ts';
import type { BoardRequest } from '../../flash/request.ts';
import { message } from '../../messages/message.ts';
import type { BoardContext } from './board-context.ts';

/** The board as it is open, or opened now. Throws FlasherError. */
export function boardInDfu(context: BoardContext, request: BoardRequest): Promise<Board> {
  const { board, env } = context;
  const open = () => openBoard(env, request, { told: board.introduction });
  return board.inDfu(() => openWithRetry(context, open, message('driver.bootloader-awaited')));
}

/** The request of a whole run, as it is made of the board in DFU mode. */
export function requestInDfu({ request, board }: BoardContext): BoardRequest {
  return {
    selection: board.chip,
    board: request.board,
    signal: request.signal,
  };
}

// Before anything is changed on a board whose firmware runs: what stopping it means is asked, what a person must do first is
// waited for, and then it is stopped.

import type { Asking } from '../ask/settle.ts';
import type { OpenBoard } from './open/open.ts';
import { withRetry } from './open/session.ts';
import type { BoardQuestion } from './preflight/which-board.ts';
import type { ChangeRequest } from './request.ts';
import { settleStop } from './settle-stop.ts';

/** Stops the firmware, if the connection leaves it running, when everything about it is settled. Throws `not-confirmed`. */
export async function stopFirmware(
  { session }: OpenBoard,
  request: Asking & Pick<ChangeRequest, 'beforeStop'>,
  question: BoardQuestion,
): Promise<void> {
  await settleStop(request, question);
  await request.beforeStop?.(question.hazards.beforeStop);
  await withRetry(session, () => session.target.hold(session.signal && { signal: session.signal }));
}

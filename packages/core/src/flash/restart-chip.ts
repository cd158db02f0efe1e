// A chip restarted through the connection that reaches it, with whatever firmware is in its flash.

import { requireYes, settleDangers } from '../ask/settle.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Identity } from '../target/identity.ts';
import { type Board, operate } from './open/open.ts';
import { withRetry } from './open/session.ts';
import { evidenceOf } from './preflight/evidence.ts';
import { unknownStartup } from './preflight/startup-unknown.ts';
import { checkBoard } from './preflight/which-board.ts';
import type { BoardRequest } from './request.ts';
import { settleStop } from './settle-stop.ts';

/** Which chip was restarted; `ms` is how long that took. */
export interface ChipRestart {
  readonly identity: Identity;
  readonly ms: number;
}

/** Throws FlasherError: `image-implausible` if nothing runs afterwards, `not-confirmed`. The flash is untouched. */
export function restartOn(opened: Board, request: BoardRequest): Promise<ChipRestart> {
  return operate(opened, request, async (board) => {
    const { session, identity } = board;
    const question = await evidenceOf(board, request);
    const stopping = question.hazards.stopping ?? [];
    const startup = await unknownStartup(board, question);
    const findings = [...checkBoard(question), ...stopping, ...startup];
    session.emit({ type: 'findings', findings });
    await settleDangers(request, findings, identity.key);
    await requireYes(request, startup);
    await settleStop(request, question);
    const outcome = await withRetry(session, () => session.target.start());
    if (outcome === 'started') return { identity, ms: session.meter.elapsed };
    throw new FlasherError('image-implausible', message('flash.nothing-runs'), {
      next: message('common.sentences', {
        sentences: [session.target.steps.start.text, message('next.flash-if-step-fails')],
      }),
    });
  });
}

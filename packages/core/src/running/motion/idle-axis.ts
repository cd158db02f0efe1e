// Brings one axis to idle: never asked, and tried again until it reads idle or the board is gone.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { idleAxes } from '../../odrive/commands.ts';
import type { BoardContext } from '../context/board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';

/** Throws FlasherError: `axis-armed` where the axis does not obey. */
export async function idleAxis(context: BoardContext, axis: string): Promise<void> {
  const isIdle = await withRunningBoard(context, ({ odrive }) =>
    idleAxes(odrive, context.env.clock, { axes: [axis], signal: context.request.signal }),
  );
  if (isIdle) return;
  throw new FlasherError('axis-armed', message('live.axis-not-idle', { axis }), {
    details: { axes: [axis] },
    next: message('next.secure-load-and-switch-off'),
  });
}

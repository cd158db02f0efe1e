// Which line of a shell the code that runs was typed in. Ctrl-C ends a line for good: a loop in it that Node cannot stop reaches no
// board any more.

import { AsyncLocalStorage } from 'node:async_hooks';
import { FlasherError } from '@odflash/core';
import type { BoardSession } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';

const lines = new AsyncLocalStorage<AbortSignal>();

/** Runs what was typed, and what comes of it later, as a line that the signal ends. */
export function runLine<T>(ended: AbortSignal, work: () => T): T {
  return lines.run(ended, work);
}

/** Whether the code that runs now is of that line. */
export function isInLine(ended: AbortSignal): boolean {
  return lines.getStore() === ended;
}

/** The session, for every line that was not ended. */
export function forLinesThatRun(session: BoardSession): BoardSession {
  const unlessEnded =
    <I extends readonly unknown[], T>(ask: (...inputs: I) => Promise<T>) =>
    async (...inputs: I): Promise<T> => {
      stopIfEnded();
      return await ask(...inputs);
    };
  const asked = {
    read: unlessEnded(session.read),
    readMany: unlessEnded(session.readMany),
    write: unlessEnded(session.write),
    call: unlessEnded(session.call),
  };
  return Object.assign(Object.create(session) as BoardSession, asked);
}

function stopIfEnded(): void {
  if (lines.getStore()?.aborted) throw new FlasherError('aborted', commandMessage('end.interrupted'));
}

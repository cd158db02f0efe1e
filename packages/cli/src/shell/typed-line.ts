// Which line of a shell the code that runs was typed in. Ctrl-C ends a line for good: a loop in it that Node cannot stop reaches no
// board any more.

import { AsyncLocalStorage } from 'node:async_hooks';
import { FlasherError, isFlasherError } from '@odflash/core';
import type { BoardSession } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { say } from '../render/say.ts';

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
      try {
        return await ask(...inputs);
      } catch (thrown) {
        throw inWords(thrown);
      }
    };
  const asked = {
    read: unlessEnded(session.read),
    readMany: unlessEnded(session.readMany),
    write: unlessEnded(session.write),
    call: unlessEnded(session.call),
  };
  return Object.assign(Object.create(session) as BoardSession, asked);
}

/** What a person's own code shows of a failure that it catches: the engine's is a code with parameters. */
function inWords(thrown: unknown): unknown {
  if (!isFlasherError(thrown)) return thrown;
  const { message, stack } = thrown;
  thrown.message = say(thrown.text);
  if (stack !== undefined) thrown.stack = stack.replace(message, () => thrown.message);
  return thrown;
}

function stopIfEnded(): void {
  if (lines.getStore()?.aborted) throw new FlasherError('aborted', commandMessage('end.interrupted'));
}

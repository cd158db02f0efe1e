// Node's console as a script of a shell sees it: an endless loop that prints, and gives nothing else a turn, ends when its reader has gone
// (`| head`). Node tells of that only in the next turn.

import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';

/** Printed in the turn in which the reader went. What gives others a turn is stopped in the usual way. */
const maxUnread = 1000;

/** `told`: aborted once the stream has told that nothing can be written any more. */
export function ownConsole(told: AbortSignal, stream: NodeJS.WriteStream = process.stdout): Console {
  let unread = 0;
  return new Proxy(console, {
    get(real, name) {
      const value: unknown = Reflect.get(real, name, real);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        if (stream.errored && !told.aborted && ++unread > maxUnread)
          throw new FlasherError('aborted', commandMessage('end.interrupted'));
        return Reflect.apply(value, real, words);
      };
    },
  });
}

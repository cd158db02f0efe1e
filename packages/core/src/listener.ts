// Events to listeners.

import { messageOf } from './errors.ts';
import type { Log } from './ports.ts';

/** A listener that throws has a bug of its own; the board must not suffer for it. */
export function listener<E extends { readonly type: string }>(
  log: Log | undefined,
  onEvent: ((event: E) => void) | undefined,
): (event: E) => void {
  return (event) => {
    try {
      onEvent?.(event);
    } catch (thrown) {
      const text = messageOf(thrown);
      log?.({ level: 'warn', scope: 'flash', text: `The listener failed on a ${event.type} event: ${text}` });
    }
  };
}

// What a parser says of a file, with the file's name in front: parsers see bytes, people see names.

import { FlasherError, isFlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';

/** What `parse` gives or throws. `next` stands in for the next step where the file is not firmware. */
export function withFileName<T>(path: string, parse: () => T, next?: Said): T {
  try {
    return parse();
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    const { code, text, details, retryable } = thrown;
    throw new FlasherError(code, commandMessage('file.content', { path, text }), {
      details: { ...details, path },
      next: next ?? thrown.next,
      retryable,
      cause: thrown,
    });
  }
}

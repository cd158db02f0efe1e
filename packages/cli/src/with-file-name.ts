// What a parser says of a file, with the file's name in front: parsers see bytes, people see names.

import { FlasherError, isFlasherError } from '@odflash/core';
import { say } from './render/say.ts';

/** What `parse` gives or throws. `next` stands in for the next step where the file is none of firmware. */
export function withFileName<T>(path: string, parse: () => T, next?: string): T {
  try {
    return parse();
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    const { code, text, details, retryable } = thrown;
    throw new FlasherError(code, `${path}: ${say(text)}`, {
      details: { ...details, path },
      next: next ?? thrown.next,
      retryable,
      cause: thrown,
    });
  }
}

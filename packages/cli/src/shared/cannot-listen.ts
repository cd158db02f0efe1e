// The failure of a server whose address cannot be had.

import { FlasherError } from '@odflash/core';

/** `where` as a sentence begins with it; `example` is an option with an address that may be free. */
export function cannotListen(where: string, example: string, cause: unknown): FlasherError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new FlasherError('usage', `Cannot listen on ${where} (${reason}).`, {
    next: `Choose another address with ${example.split(' ')[0]}, e.g. ${example}.`,
    cause,
  });
}

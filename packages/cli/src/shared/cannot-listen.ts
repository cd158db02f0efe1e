// The failure of a server whose address cannot be had.

import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';

/** An address (that of USB/IP if none was named), or a port of this computer. */
type Where = { readonly address?: string | undefined } | { readonly port: number };

/** `option` names the address; `example` is one that may be free. */
export function cannotListen(
  where: Where,
  { option, example, cause }: { readonly option: string; readonly example: string; readonly cause: unknown },
): FlasherError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new FlasherError('usage', commandMessage('usage.cannot-listen', { ...where, reason }), {
    next: commandMessage('next.choose-address', { option, example }),
    cause,
  });
}

// How the address of a server is written: as every program reads it, so that it can be copied from what we say.

import { standardPort } from './wire.ts';

/** `127.0.0.1:3240`, `[::1]:3240`. Port absent: 3240. */
export function serverAddressText({
  host,
  port = standardPort,
}: {
  readonly host: string;
  readonly port?: number | undefined;
}): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

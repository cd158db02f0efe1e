// A USB/IP server on node:net: listens, lists, hands out. It knows nothing of the devices behind the ports it exports, and
// trusts no client: what is malformed, too long, too much or too slow ends that connection and nothing else.

import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Log } from '@odflash/core';
import type { UsbSocket } from '@odflash/core/ports';
import { type ConnectionOptions, serveConnection } from './connection.ts';
import { exportSockets } from './exports.ts';
import { defaultLimits, standardPort, type WireLimits } from './wire.ts';

/** Where to listen, and what is exported. */
export interface UsbipServerOptions {
  /** Address to listen on. Default 127.0.0.1: USB/IP has no password and no encryption. */
  readonly host?: string | undefined;
  /** TCP port; 0 lets the system choose. Default 3240. */
  readonly port?: number | undefined;
  /** Connections at a time; further ones are closed at once. Default 64. */
  readonly maxConnections?: number | undefined;
  /** How long a client may take to say what it wants, in ms. Default 10 000. An imported device may idle forever. */
  readonly handshakeMs?: number | undefined;
  /** Lists a device only until a client imports it, as Linux's usbipd does. Default false. */
  readonly hideImported?: boolean | undefined;
  readonly limits?: WireLimits | undefined;
  readonly log?: Log | undefined;
}

/** A server that listens. */
export interface UsbipServer extends AsyncDisposable {
  /** Where it listens. */
  readonly host: string;
  readonly port: number;
  /** Open connections. */
  readonly connections: number;
}

/**
 * Exports every socket under its path as busid, listed while something is plugged in. Disposing closes all connections,
 * which unplugs the devices from their clients. Rejects with the system's error when the address cannot be had, and
 * with RangeError when a path cannot be a busid.
 */
export async function serveUsbip(
  sockets: readonly UsbSocket[],
  options: UsbipServerOptions = {},
): Promise<UsbipServer> {
  const exported = exportSockets(sockets, options);
  const open = new Map<Socket, Promise<void>>();
  const connection: ConnectionOptions = {
    exported,
    handshakeMs: options.handshakeMs ?? 10_000,
    limits: options.limits ?? defaultLimits,
    log: options.log ?? (() => undefined),
  };
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 }, (socket) => {
    open.set(
      socket,
      serveConnection(socket, connection).finally(() => open.delete(socket)),
    );
  });
  server.maxConnections = options.maxConnections ?? 64;
  try {
    await listen(server, options.host ?? '127.0.0.1', options.port ?? standardPort);
  } catch (cause) {
    exported[Symbol.dispose]();
    throw cause;
  }
  const { address, port } = server.address() as AddressInfo;
  return {
    host: address,
    port,
    get connections() {
      return open.size;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open.keys()) socket.destroy();
      await Promise.all([closed, ...open.values()]);
      exported[Symbol.dispose]();
    },
  };
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A failing accept (no file descriptors left) concerns that one client.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

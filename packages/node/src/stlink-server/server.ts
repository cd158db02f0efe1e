// A server like ST's stlink-server: probes on any bus, for programs with its protocol, OpenOCD first of all. Trusts no
// client: what is malformed ends that connection and nothing else.

import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Log, UsbBus } from '@odflash/core';
import { serveClient } from './connection.ts';
import { createProbes } from './probes.ts';
import { stlinkServerPort } from './wire.ts';

/** Where the server listens. */
export interface StlinkServerOptions {
  /** Address to listen on. Default 127.0.0.1: the protocol has no password and no encryption. */
  readonly host?: string | undefined;
  /** TCP port; 0 lets the system choose. Default 7184. */
  readonly port?: number | undefined;
  readonly log?: Log | undefined;
}

/** A server that runs; disposing of it closes all connections. */
export interface StlinkServer extends AsyncDisposable {
  /** Where it listens. */
  readonly host: string;
  readonly port: number;
}

/** Connections at a time; further ones are closed at once. */
const maxConnections = 16;

/** Serves the ST-Links of `bus`. Rejects with the system's error when the address cannot be had. */
export async function serveStlink(bus: UsbBus, options: StlinkServerOptions = {}): Promise<StlinkServer> {
  const probes = createProbes(bus);
  const open = new Map<Socket, Promise<void>>();
  const log = options.log ?? (() => undefined);
  const server = createServer({ noDelay: true }, (socket) => {
    open.set(
      socket,
      serveClient(socket, probes, log).finally(() => open.delete(socket)),
    );
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? stlinkServerPort, options.host ?? '127.0.0.1', () => {
      server.off('error', reject);
      // A failing accept (no file descriptors left) concerns that one client.
      server.on('error', () => undefined);
      resolve();
    });
  });
  const { address, port } = server.address() as AddressInfo;
  return {
    host: address,
    port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open.keys()) socket.destroy();
      await Promise.all([closed, ...open.values()]);
    },
  };
}

// The built page on loopback, as any static host would serve it.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const dist: string = fileURLToPath(new URL('../../apps/web/dist/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export interface Site extends AsyncDisposable {
  readonly url: string;
  /** From now on nobody answers at this address. */
  close(): Promise<void>;
}

export async function serveSite(folder: string = dist): Promise<Site> {
  const server = createServer(async ({ url = '/' }, reply) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    const bytes = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined;
    const type = types[extname(file)] ?? 'application/octet-stream';
    if (bytes) reply.writeHead(200, { 'content-type': type }).end(bytes);
    else reply.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, close, [Symbol.asyncDispose]: close };
}

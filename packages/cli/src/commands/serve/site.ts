// A folder of files as a web site on loopback: only these files, only to pages of this address, with strict headers.

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Files by their path below the site, such as `index.html`. */
export interface SiteFiles {
  readonly names: readonly string[];
  /** Throws what reading it throws. */
  read(name: string): Uint8Array;
}

export interface Site extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

const host = '127.0.0.1';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
};

/** The page says the same in its own policy; what only a header can say is added here. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; " +
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'usb=(self), screen-wake-lock=(self), camera=(), microphone=(), geolocation=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Throws what listening throws. */
export async function serveFiles(files: SiteFiles, wanted: number): Promise<Site> {
  const server = createServer(answer(files));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where a file differs: other sites load the script of the button, and what it opens reports to them how it goes. */
function headersFor({ url = '' }: IncomingMessage, name: string): Readonly<Record<string, string>> {
  const isOpened = /[?&]button=/.test(url);
  return {
    ...headers,
    ...(name === 'button.js' && { 'cross-origin-resource-policy': 'cross-origin' }),
    ...(isOpened && { 'cross-origin-opener-policy': 'unsafe-none' }),
  };
}

function answer({ names, read }: SiteFiles): RequestListener {
  const known = new Set(names);
  return (request, reply) => {
    const status = refusal(request);
    const name = nameOf(request);
    if (status !== undefined) refuse(reply, status);
    else if (name === undefined || !known.has(name)) refuse(reply, 404);
    else {
      try {
        send(reply, name, read(name), request);
      } catch {
        refuse(reply, 500);
      }
    }
  };
}

function refuse(reply: ServerResponse, status: number): void {
  reply.writeHead(status, headers).end();
}

/** A name of another site that was made to lead here (DNS rebinding) is not ours. */
function refusal(request: IncomingMessage): number | undefined {
  if (!isOwnHost(request)) return 421;
  return request.method === 'GET' || request.method === 'HEAD' ? undefined : 405;
}

function isOwnHost({ headers: { host: named }, socket }: IncomingMessage): boolean {
  const { localPort } = socket;
  return [`localhost:${localPort}`, `${host}:${localPort}`].includes(named?.toLowerCase() ?? '');
}

function nameOf({ url = '/' }: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, '')).slice(1);
    return path === '' ? 'index.html' : path;
  } catch {
    return undefined;
  }
}

function send(reply: ServerResponse, name: string, bytes: Uint8Array, request: IncomingMessage): void {
  // The names of these files contain a digest of their contents.
  const forever = name.startsWith('assets/');
  reply.writeHead(200, {
    ...headersFor(request, name),
    'content-type': types[name.replace(/^.*\./s, '')] ?? 'application/octet-stream',
    'content-length': bytes.length,
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  reply.end(request.method === 'HEAD' ? undefined : bytes);
}

// One GET: over HTTP(S), or from a file: URL for a mirror on a disk. Bytes are counted, it ends, and what may pass by itself is
// tried again. Knows no GitHub and no firmware.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Clock, FlasherError, type Log, textOf } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { retry } from '@odflash/core/retry';
import { downloadFailed, hostOf, refusal, requestFailed, shownUrl } from './failure.ts';

interface GetRequest {
  /** More bytes than this are not taken; counted after unpacking, so a compressed bomb does not get far either. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bytes at an address. Throws FlasherError, mostly `download-failed`, or the signal's reason. */
export type Get = (url: string, request: GetRequest) => Promise<Uint8Array>;

export interface HttpParts {
  /** Real time: servers do not live on a virtual clock. */
  readonly clock: Clock;
  /** What makes the requests; Node's own by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly log?: Log | undefined;
}

/** A hundred releases have some 2 MB; nested without end, 4 MiB of JSON take 200 MB to read. */
export const maxListBytes: number = 4 * 1024 * 1024;

/** What is not there after that long is given up in a try, in ms: 0.6 MB at 5 KB/s. */
const patienceMs = 120_000;

export function httpGet(parts: HttpParts): Get {
  const { clock, log } = parts;
  const onFailure = (failure: unknown, _attempt: number, isLast: boolean): void => {
    const text = message('server.retrying', { failure: textOf(failure) });
    if (!isLast) log?.({ level: 'warn', scope: 'catalogue', text });
  };
  return (url, request) =>
    retry('download', () => getOnce(parts, url, request), { clock, signal: request.signal, onFailure });
}

async function getOnce(
  { clock, fetch = globalThis.fetch, log }: HttpParts,
  url: string,
  { limit, signal }: GetRequest,
): Promise<Uint8Array> {
  using time = timeLimit(clock);
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'odflash' },
      signal: signal ? AbortSignal.any([signal, time.signal]) : time.signal,
    });
    const bytes = await bodyOf(response, url, limit);
    const text = `GET ${shownUrl(url)}: ${response.status}, ${bytes.length} B`;
    log?.({ level: 'debug', scope: 'catalogue', text });
    const from = response.url || url;
    const hosts = { host: hostOf(url), to: hostOf(from) };
    if (url.startsWith('https:') && !from.startsWith('https:'))
      throw downloadFailed('refused', url, message('server.insecure-redirect', hosts));
    const wrong = refusal(response, from);
    if (wrong) throw wrong;
    return bytes;
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!time.signal.aborted) throw requestFailed(thrown, url, clock);
    throw downloadFailed('timeout', url, message('server.silent', { host: hostOf(url) }), { cause: thrown });
  }
}

/** Aborts when {@link patienceMs} have passed. Time comes from the clock, so tests need not wait. */
function timeLimit(clock: Clock) {
  const over = new AbortController();
  const late = new AbortController();
  // The sleep ends with an error once the answer is there.
  clock.sleep(patienceMs, over.signal).then(
    () => late.abort(),
    () => undefined,
  );
  return { signal: late.signal, [Symbol.dispose]: () => over.abort() };
}

async function bodyOf({ body, headers }: Response, url: string, limit: number): Promise<Uint8Array> {
  let length = Number(headers.get('content-length') ?? 0) > limit ? limit + 1 : 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) throw tooLarge(url, hostOf(url), limit);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(url: string, what: string, limit: number): FlasherError {
  return downloadFailed('too-large', url, message('release.too-large', { what, bytes: limit }), { details: { limit } });
}

export const fileGet: Get = async (url, { limit, signal }) => {
  const path = fileURLToPath(url);
  const bytes = await readFile(path, { signal }).catch((cause: NodeJS.ErrnoException) => {
    signal?.throwIfAborted();
    const { code: system = '' } = cause;
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(system))
      throw downloadFailed('not-found', url, message('release.file-absent', { path }), { cause });
    const text = message('release.file-unreadable', { path, system });
    throw new FlasherError('file-unreadable', text, { details: { path }, cause });
  });
  if (bytes.length > limit) throw tooLarge(url, path, limit);
  return new Uint8Array(bytes);
};

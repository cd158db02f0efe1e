// One GET: over HTTP(S), or from a file: URL for a mirror on a disk. Bytes are counted, silence ends it, what may pass by
// itself is tried again. Knows no GitHub and no firmware.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Clock, FlasherError, isFlasherError, type Log, textOf } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { pauseAfter, retry, retryPolicy } from '@odflash/core/retry';
import { downloadFailed, hostOf, refusal, requestFailed, shownUrl } from './failure.ts';

interface GetRequest {
  /** What is wanted, as a media type. */
  readonly accept: string;
  /** More bytes than this are not taken; counted after unpacking, so a compressed bomb does not get far either. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bytes at an address. Throws FlasherError, mostly `download-failed`, or the signal's reason. */
export type Get = (url: string, request: GetRequest) => Promise<Uint8Array>;

export interface HttpParts {
  /** Real time: servers do not live on a virtual clock. */
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly log?: Log | undefined;
}

/** A hundred releases have some 2 MB; nested without end, 4 MiB of JSON take 200 MB to read. */
export const maxListBytes: number = 4 * 1024 * 1024;

/** A try ends after so long without a single byte, and after so long altogether, in ms. */
const silenceMs = 15_000;
const totalMs = 180_000;

export function httpGet(parts: HttpParts): Get {
  const { clock, log } = parts;
  const policy = retryPolicy('download');
  const onFailure = (failure: unknown, attempt: number, isLast: boolean): void => {
    if (isLast || !isFlasherError(failure)) return;
    const seconds = pauseAfter(policy, attempt) / 1000;
    const text = message('server.retrying', { failure: textOf(failure), seconds });
    log?.({ level: 'warn', scope: 'catalogue', text });
  };
  return (url, request) =>
    retry(policy, () => getOnce(parts, url, request), { clock, signal: request.signal, onFailure });
}

async function getOnce(parts: HttpParts, url: string, { accept, limit, signal }: GetRequest): Promise<Uint8Array> {
  const { clock, fetch = globalThis.fetch, log } = parts;
  using time = timeLimit(clock);
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'odflash', accept },
      signal: signal ? AbortSignal.any([signal, time.signal]) : time.signal,
    });
    const bytes = await bodyOf(response, url, limit, time.heard);
    const text = `GET ${shownUrl(url)}: ${response.status}, ${bytes.length} B`;
    log?.({ level: 'debug', scope: 'catalogue', text });
    const from = response.url || url;
    if (url.startsWith('https:') && !from.startsWith('https:'))
      throw downloadFailed(
        'refused',
        url,
        message('server.insecure-redirect', { host: hostOf(url), to: hostOf(from) }),
      );
    const wrong = refusal(response, from, bytes);
    if (wrong) throw wrong;
    return bytes;
  } catch (thrown) {
    signal?.throwIfAborted();
    if (time.signal.aborted)
      throw downloadFailed('timeout', url, message('server.silent', { host: hostOf(url) }), { cause: thrown });
    throw requestFailed(thrown, url, clock);
  }
}

/** Aborts after a silence. Time comes from the clock, so tests need not wait. */
function timeLimit(clock: Clock) {
  const over = new AbortController();
  const late = new AbortController();
  const end = clock.now() + totalMs;
  let silent = clock.now() + silenceMs;
  const watch = async (): Promise<void> => {
    for (let left = silenceMs; left > 0; left = Math.min(silent, end) - clock.now())
      await clock.sleep(left, over.signal);
    late.abort();
  };
  // It ends with the sleep being aborted.
  watch().catch(() => undefined);
  const heard = (): void => {
    silent = clock.now() + silenceMs;
  };
  return { signal: late.signal, heard, [Symbol.dispose]: () => over.abort() };
}

async function bodyOf({ body, headers }: Response, url: string, limit: number, heard: () => void): Promise<Uint8Array> {
  heard();
  let length = Number(headers.get('content-length') ?? 0) > limit ? limit + 1 : 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) {
    heard();
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) throw tooLarge(url, hostOf(url), limit);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(url: string, what: string, limit: number): FlasherError {
  const text = message('release.too-large', { what, bytes: limit });
  return downloadFailed('too-large', url, text, { details: { limit } });
}

export const fileGet: Get = async (url, { limit, signal }) => {
  const path = fileURLToPath(url);
  try {
    const bytes = new Uint8Array(await readFile(path, { signal }));
    if (bytes.length > limit) throw tooLarge(url, path, limit);
    return bytes;
  } catch (cause) {
    signal?.throwIfAborted();
    if (isFlasherError(cause)) throw cause;
    const system = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(system))
      throw downloadFailed('not-found', url, message('release.file-absent', { path }), { cause });
    throw new FlasherError('file-unreadable', message('release.file-unreadable', { path, system }), {
      details: { path },
      cause,
    });
  }
};

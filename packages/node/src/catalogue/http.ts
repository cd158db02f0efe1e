// One GET: over HTTP(S), or from a file: URL for a mirror on a disk. Bytes are counted, it ends, and what may pass by itself is
// tried again. Knows no GitHub and no firmware.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Clock, FlasherError, textOf } from '@odflash/core';
import { message } from '@odflash/core/messages';
import type { LogEntry } from '@odflash/core/ports';
import { retry } from '@odflash/core/retry';
import { downloadFailed, hostOf, refusal, requestFailed, shownUrl } from './failure.ts';

interface GetRequest {
  /** More bytes than this are not taken; counted after unpacking, so a compressed bomb does not get far either. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bytes at an address. Throws FlasherError, mostly `download-failed`, or the signal's reason. */
export type Get = (url: string, request: GetRequest) => Promise<Uint8Array>;

/** Writes a line of the catalogue into the log. */
export type Note = (level: LogEntry['level'], text: LogEntry['text']) => void;

export interface HttpParts {
  /** Real time: servers do not live on a virtual clock. */
  readonly clock: Clock;
  /** What makes the requests; Node's own by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * When a try is given up, in ms: without the first bytes of an answer, and without its last (0.6 MB at 5 KB/s). The first also
 * ends what Node 20 never does: a request to a server that hangs up as soon as it is connected (undici 6.24, seen on Linux).
 */
const limitMs = { answer: 30_000, whole: 120_000 };

export function httpGet({ clock, fetch = globalThis.fetch }: HttpParts, note: Note): Get {
  const getOnce: Get = async (url, { limit, signal }) => {
    // By the clock, so tests need not wait. Aborted at the end in any case: that ends the sleeps.
    const late = new AbortController();
    const answered = new AbortController();
    const giveUpAfter = (ms: number, unless: AbortSignal): Promise<void> =>
      clock.sleep(ms, unless).then(
        () => late.abort(),
        () => undefined,
      );
    void giveUpAfter(limitMs.whole, late.signal);
    void giveUpAfter(limitMs.answer, AbortSignal.any([late.signal, answered.signal]));
    try {
      const either = AbortSignal.any([late.signal, ...(signal ? [signal] : [])]);
      const response = await fetch(url, { headers: { 'user-agent': 'odflash' }, signal: either });
      answered.abort();
      const bytes = await bodyOf(response, url, limit);
      note('debug', `GET ${shownUrl(url)}: ${response.status}, ${bytes.length} B`);
      const wrong = refusal(response, url);
      if (wrong) throw wrong;
      return bytes;
    } catch (cause) {
      signal?.throwIfAborted();
      if (!late.signal.aborted) throw requestFailed(cause, url, clock);
      throw downloadFailed('timeout', url, message('server.silent', { host: hostOf(url) }), { cause });
    } finally {
      late.abort();
    }
  };
  const onFailure = (failure: unknown, _attempt: number, isLast: boolean): void => {
    if (!isLast) note('warn', message('server.retrying', { failure: textOf(failure) }));
  };
  return (url, request) => retry('download', () => getOnce(url, request), { clock, signal: request.signal, onFailure });
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

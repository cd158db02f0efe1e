// One GET over HTTP(S): redirects and bytes are counted, silence ends it, and whatever is not the thing asked for becomes an
// error that says why. Knows no GitHub and no firmware.

import type { Clock, Log } from '@odflash/core';
import { downloadFailed, shownUrl } from './download-error.ts';
import { hostOf, requestFailed } from './http-failure.ts';
import { type Answer, looksLikeWebPage, refusal, webPage } from './http-refusal.ts';
import { type Progress, type SilenceWatch, type TimeLimits, watchSilence } from './silence-watch.ts';

interface GetRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** More bytes than this are not taken; counted after unpacking, so a compressed bomb does not get far either. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** What was asked for (status 200), or word that it has not changed (304). */
export type Reply = Answer;

/** Throws FlasherError, mostly `download-failed`, or the signal's reason. */
export type Get = (url: string, request: GetRequest) => Promise<Reply>;

export interface HttpParts {
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: Log;
  readonly limits?: TimeLimits;
}

const defaultLimits: TimeLimits = { silenceMs: 15_000, totalMs: 180_000 };

/** GitHub needs one: a file's address leads once to where the file is stored. */
const maxRedirects = 5;
const redirects: readonly number[] = [301, 302, 303, 307, 308];
/** Enough of an error's body to recognise it. */
const refusalBytes = 64 * 1024;

export function httpGet({ clock, fetch = globalThis.fetch, log, limits = defaultLimits }: HttpParts): Get {
  return async (url, request) => {
    const onSlow = ({ ms, bytes }: Progress): void =>
      log?.({
        level: 'warn',
        scope: 'catalogue',
        text: `${hostOf(url)} is slow: ${bytes} B in ${Math.round(ms / 1000)} s.`,
      });
    using watch = watchSilence({ clock, limits, signal: request.signal, onSlow });
    try {
      const answer = await answerOf(await follow(fetch, url, request, watch), request, watch);
      log?.({
        level: 'debug',
        scope: 'catalogue',
        text: `GET ${shownUrl(url)}: ${answer.status}, ${answer.bytes.length} B`,
      });
      if (answer.status !== 200 && answer.status !== 304) throw refusal(answer, clock);
      if (answer.status === 200 && looksLikeWebPage(answer)) throw webPage(answer);
      return answer;
    } catch (thrown) {
      request.signal?.throwIfAborted();
      if (watch.late) throw tooLate(watch.late, url, thrown);
      throw requestFailed(thrown, url, clock);
    }
  };
}

/** Where the address leads. Redirects are followed by hand: counted, and never from HTTPS to HTTP. */
async function follow(
  fetch: typeof globalThis.fetch,
  url: string,
  { headers = {} }: GetRequest,
  watch: SilenceWatch,
): Promise<{ readonly response: Response; readonly url: string }> {
  let at = url;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await fetch(at, {
      redirect: 'manual',
      signal: watch.signal,
      headers: { 'user-agent': 'odflash', ...headers },
    });
    watch.heard(0);
    if (!redirects.includes(response.status)) return { response, url: at };
    await response.body?.cancel();
    at = nextHop(response.headers.get('location'), at);
  }
  throw downloadFailed('redirect', url, `${hostOf(url)} leads from one address to the next without end.`);
}

function tooLate(late: 'out of time' | 'slow', url: string, cause: unknown): Error {
  return late === 'out of time'
    ? downloadFailed('timeout', url, `${hostOf(url)} did not answer in time.`, { cause })
    : downloadFailed('too-slow', url, `${hostOf(url)} sends so slowly that it would not end in time.`, { cause });
}

function nextHop(location: string | null, from: string): string {
  if (location === null || !URL.canParse(location, from))
    throw downloadFailed('redirect', from, `${hostOf(from)} says the file is elsewhere, but not where.`);
  const { protocol, href } = new URL(location, from);
  const allowed = protocol === 'https:' || (protocol === 'http:' && from.startsWith('http:'));
  if (allowed) return href;
  throw downloadFailed('redirect', from, `${hostOf(from)} leads to an address that is not safe (${protocol}).`);
}

async function answerOf(
  { response, url }: { readonly response: Response; readonly url: string },
  { limit }: GetRequest,
  watch: SilenceWatch,
): Promise<Answer> {
  const { status, headers, body } = response;
  const wanted = status === 200;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const announced = Number(headers.get('content-length') ?? 0);
  if (wanted && announced > limit) {
    await body?.cancel();
    throw largerThan(limit, url);
  }
  // A packed answer announces the length of the package.
  if (announced > 0 && !headers.has('content-encoding')) watch.expect(announced);
  for await (const chunk of body ?? []) {
    watch.heard(chunk.length);
    chunks.push(chunk);
    length += chunk.length;
    if (wanted && length > limit) throw largerThan(limit, url);
    if (!wanted && length > refusalBytes) break;
  }
  return { url, status, headers, bytes: joined(chunks, length) };
}

function largerThan(limit: number, url: string): Error {
  const text = `${hostOf(url)} sends more than ${limit / 1024 / 1024} MiB: that is not what was asked for.`;
  return downloadFailed('too-large', url, text, { details: { limit } });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

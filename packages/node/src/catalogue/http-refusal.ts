// Answers that are not the thing asked for: limits, errors, login pages. Reads status, headers and the start of a body.
// GitHub, "Rate limits for the REST API": 403 or 429, x-ratelimit-remaining 0 and x-ratelimit-reset in UTC epoch seconds for
// the primary limit; retry-after in seconds, or only a sentence in the body, for the secondary ones.

import type { Clock, FlasherError } from '@odflash/core';
import { downloadFailed } from './download-error.ts';
import { hostOf } from './http-failure.ts';

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** The error behind an answer that is neither 200 nor 304. */
export function refusal(answer: Answer, clock: Clock): FlasherError {
  const { status, url } = answer;
  const host = hostOf(url);
  const details = { status };
  if (isRateLimit(answer)) return rateLimit(answer, clock);
  if (status === 511 || looksLikeLogin(answer)) return webPage(answer);
  if (status === 404 || status === 410)
    return downloadFailed('not-found', url, `There is nothing at that address of ${host} (HTTP ${status}).`, {
      details,
    });
  if (status >= 500 || status === 408)
    return downloadFailed('server', url, `${host} is in trouble (HTTP ${status}).`, { details });
  if (status >= 400) return downloadFailed('refused', url, `${host} refuses to answer (HTTP ${status}).`, { details });
  return downloadFailed('bad-reply', url, `${host} answers what makes no sense here (HTTP ${status}).`, { details });
}

/** Some networks answer every request with a page that wants a login (captive portal, RFC 8952). */
export function webPage({ url, status }: Answer): FlasherError {
  const text = `${hostOf(url)} answered with a web page: the login page of this network, most likely.`;
  return downloadFailed('web-page', url, text, { details: { status } });
}

export function looksLikeWebPage({ headers, bytes }: Pick<Answer, 'headers' | 'bytes'>): boolean {
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) return true;
  return /^\s*<(!doctype\s+html|html|head|meta|script)\b/i.test(startOf(bytes));
}

/** GitHub's own pages for 404 and 5xx are HTML too, so only refusals that portals use count. */
function looksLikeLogin(answer: Answer): boolean {
  return [401, 403, 407].includes(answer.status) && looksLikeWebPage(answer);
}

function startOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 2048));
}

function isRateLimit({ status, headers, bytes }: Answer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after') || /rate limit/i.test(startOf(bytes))
  );
}

const maxWaitMs = 24 * 60 * 60 * 1000;

function rateLimit({ url, status, headers }: Answer, clock: Clock): FlasherError {
  // Measured on the server's own clock where it tells, so that a wrong one here does not make nonsense of the minutes.
  const now = Date.parse(headers.get('date') ?? '') || clock.date().getTime();
  const until = resetTime(headers, now);
  const known = until !== undefined && until > now && until - now <= maxWaitMs;
  const when = known ? ` until ${clockText(until)} UTC (in ${minutesText(until - now)})` : ' for now';
  const text = `${hostOf(url)} answers no more questions from this network${when}: its rate limit is used up.`;
  const details = {
    status,
    ...(known && { until: new Date(until).toISOString(), waitSeconds: Math.ceil((until - now) / 1000) }),
  };
  return downloadFailed('rate-limit', url, text, { details });
}

function resetTime(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(after)) return now + Number(after) * 1000;
  const reset = headers.get('x-ratelimit-reset') ?? '';
  if (/^\d{1,12}$/.test(reset)) return Number(reset) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : date;
}

function clockText(time: number): string {
  return new Date(time).toISOString().slice(11, 16);
}

function minutesText(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
}

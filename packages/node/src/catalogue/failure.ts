// Why a file or a list did not arrive, as data: a reason, whether it may pass by itself, and what to do. From what fetch throws
// (undici and Node's TLS put a code on the cause), and from answers that are not the thing asked for. Makes no request.

import { type Clock, type ErrorDetails, FlasherError, isFlasherError } from '@odflash/core';
import { jsonIn } from '@odflash/core/checks';
import { type Message, message, type ServerTrouble } from '@odflash/core/messages';

/**
 * `details.reason` of `download-failed`, as docs/errors/download-failed.md explains it, with what to do where the code's own next
 * step is not the best one.
 */
const nextSteps = {
  'bad-list': undefined,
  certificate: 'next.pass-certificate',
  clock: 'next.set-clock',
  connection: undefined,
  'no-mirror': 'next.pass-mirror',
  'no-network': undefined,
  'not-found': 'next.check-address',
  offline: 'next.run-without-offline',
  'rate-limit': 'next.wait-for-rate-limit',
  refused: 'next.open-address-in-browser',
  server: undefined,
  timeout: undefined,
  'too-large': 'next.check-address',
  'web-page': 'next.sign-in-to-network',
} as const;
type Reason = keyof typeof nextSteps;

/** What may pass by itself. */
const passing: readonly Reason[] = ['connection', 'timeout', 'server'];

export function downloadFailed(
  reason: Reason,
  url: string,
  text: Message,
  { details, cause }: { readonly details?: ErrorDetails | undefined; readonly cause?: unknown } = {},
): FlasherError {
  const known = { reason, url: shownUrl(url), ...details };
  const retryable = passing.includes(reason);
  const step = nextSteps[reason];
  return new FlasherError('download-failed', text, { details: known, retryable, next: step && message(step), cause });
}

/** Whether nothing is at the address. */
export function isNotFound(thrown: unknown): boolean {
  return isFlasherError(thrown) && thrown.details.reason === 'not-found';
}

export function badList(url: string, why: Message): FlasherError {
  return downloadFailed('bad-list', url, message('release.list-invalid', { why }));
}

/** JSON that another program wrote. Throws `download-failed` (`bad-list`). */
export function parseJson(bytes: Uint8Array, url: string): unknown {
  const value = jsonIn(bytes);
  if (value === undefined) throw badList(url, message('list.not-json'));
  return value;
}

/** An address without its query: what redirects lead to carries signatures of half a page. */
export function shownUrl(url: string): string {
  return url.replace(/[?#].*/s, '');
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

/** Codes of getaddrinfo and connect, of undici, zlib, llhttp and OpenSSL (X509_verify_cert_error_string) as Node names them. */
const causes: readonly (readonly [RegExp, Reason, ServerTrouble])[] = [
  [/^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/, 'clock', 'certificate-date'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'no-network', 'not-found'],
  [/UNREACH$|^ENETDOWN$|^EADDRNOTAVAIL$/, 'no-network', 'unreachable'],
  [/^ECONNREFUSED$/, 'refused', 'refuses-connections'],
  [/TIMEDOUT$|_TIMEOUT$/, 'timeout', 'timed-out'],
  // undici 7 gives it no code.
  [/^HPE_|does not match the HTTP/, 'refused', 'no-http'],
  [/^ERR_SSL_|^EPROTO$/, 'certificate', 'no-https'],
  [/CERT|ISSUER|LEAF_SIGNATURE/, 'certificate', 'certificate-untrusted'],
  [/^redirect|^ERR_INVALID_URL$|URL scheme/, 'refused', 'bad-redirects'],
];

/** `download-failed` for whatever a request threw. */
export function requestFailed(thrown: unknown, url: string, clock: Clock): FlasherError {
  if (isFlasherError(thrown)) return thrown;
  let root = thrown;
  // The error closest to what happened. Where several addresses were tried, Node gives it the code of the first.
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  const system = root instanceof Error && 'code' in root && typeof root.code === 'string' ? root.code : undefined;
  const detail = system ?? (root instanceof Error ? root.message : String(root));
  const [, reason = 'connection', trouble] = causes.find(([form]) => form.test(detail)) ?? [];
  const today = trouble === 'certificate-date' ? clock.date().toISOString().slice(0, 10) : undefined;
  const said = message('server.trouble', { host: hostOf(url), trouble, detail, today });
  return downloadFailed(reason, url, said, { details: { system }, cause: thrown });
}

/** What is wrong with an answer to a request for `url`; `undefined` if it is what was asked for. */
export function refusal(
  { status, headers, url: came }: Pick<Response, 'status' | 'headers' | 'url'>,
  url: string,
): FlasherError | undefined {
  const from = came || url;
  const host = hostOf(from);
  const failed = (reason: Reason, text: Message) => downloadFailed(reason, from, text, { details: { status } });
  if (url.startsWith('https:') && !from.startsWith('https:'))
    return downloadFailed('refused', url, message('server.insecure-redirect', { host: hostOf(url), to: host }));
  // Some networks answer every request with a page that wants a login (captive portal, RFC 8952).
  const isPage = /^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '');
  if (isPage && (status < 300 || [401, 403, 407, 511].includes(status)))
    return failed('web-page', message('server.web-page', { host }));
  if (status === 200) return undefined;
  // GitHub, "Rate limits for the REST API": the reset time is in UTC epoch seconds.
  if (status === 429 || headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after')) {
    const reset = Number(headers.get('x-ratelimit-reset'));
    const until = reset > 0 && reset < 1e11 ? new Date(reset * 1000).toISOString().slice(11, 16) : undefined;
    return failed('rate-limit', message('server.rate-limit', { host, until }));
  }
  const isPassing = status >= 500 || status === 408;
  const reason = status === 404 || status === 410 ? 'not-found' : isPassing ? 'server' : 'refused';
  return failed(reason, message('server.answered', { host, status }));
}

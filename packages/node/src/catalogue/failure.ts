// Why a file or a list did not arrive, as data: a reason, whether it may pass by itself, and what to do. From what fetch throws
// (undici and Node's TLS put a code on the cause), and from answers that are not the thing asked for. Makes no request.

import { type Clock, type ErrorDetails, FlasherError, isFlasherError } from '@odflash/core';
import { jsonIn } from '@odflash/core/checks';
import { type Message, message, type ServerTrouble } from '@odflash/core/messages';

/** `details.reason` of `download-failed`; docs/errors/download-failed.md explains them. */
type Reason =
  | 'bad-list'
  | 'certificate'
  | 'clock'
  | 'connection'
  | 'no-mirror'
  | 'no-network'
  | 'not-found'
  | 'offline'
  | 'rate-limit'
  | 'refused'
  | 'server'
  | 'timeout'
  | 'too-large'
  | 'web-page';

/** What to do, where the code's own next step is not the best one. */
const nextSteps: Readonly<Partial<Record<Reason, Message>>> = {
  'rate-limit': message('next.wait-for-rate-limit'),
  refused: message('next.open-address-in-browser'),
  'web-page': message('next.sign-in-to-network'),
  clock: message('next.set-clock'),
  certificate: message('next.pass-certificate'),
  'not-found': message('next.check-address'),
  'too-large': message('next.check-address'),
  offline: message('next.run-without-offline'),
  'no-mirror': message('next.pass-mirror'),
};

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
  return new FlasherError('download-failed', text, { details: known, retryable, next: nextSteps[reason], cause });
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
  const { code, text } = rootOf(thrown);
  const detail = code ?? text;
  const [, reason = 'connection', trouble] = causes.find(([form]) => form.test(detail)) ?? [];
  const today = trouble === 'certificate-date' ? clock.date().toISOString().slice(0, 10) : undefined;
  const said = message('server.trouble', { host: hostOf(url), trouble, detail, today });
  return downloadFailed(reason, url, said, { details: code === undefined ? {} : { system: code }, cause: thrown });
}

/** The error closest to what happened. Where several addresses were tried, Node gives it the code of the first. */
function rootOf(thrown: unknown): { readonly code?: string | undefined; readonly text: string } {
  let root = thrown;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  if (!(root instanceof Error)) return { text: String(root) };
  return { code: 'code' in root && typeof root.code === 'string' ? root.code : undefined, text: root.message };
}

/** What is wrong with an answer from `url`; `undefined` if it is what was asked for. */
export function refusal(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  url: string,
): FlasherError | undefined {
  const host = hostOf(url);
  const failed = (reason: Reason, text: Message): FlasherError =>
    downloadFailed(reason, url, text, { details: { status } });
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

// Why a file or a list did not arrive, as data: a reason, whether it may pass by itself, and what to do. From what fetch throws
// (undici and Node's TLS put a code on the cause), and from answers that are not the thing asked for. Makes no request.

import { type Clock, type ErrorDetails, FlasherError, isFlasherError } from '@odflash/core';
import { jsonIn } from '@odflash/core/checks';

const anotherWay = 'Or pass a firmware file, or a mirror with --release-url.';

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

/** What may pass by itself. */
const passing: readonly Reason[] = ['connection', 'timeout', 'server'];

/** What to do, where the code's own next step is not the best one. */
const nextSteps: Readonly<Partial<Record<Reason, string>>> = {
  'rate-limit': 'Wait until then, or use --offline (cached downloads), --release-url (a mirror) or a firmware file.',
  refused: `Open that address in a browser: the network may require a login. ${anotherWay}`,
  'web-page': `Open any page in a browser on this machine and sign in to the network. ${anotherWay}`,
  clock: "Check this machine's date and time, then run the same command again.",
  certificate: `Sign in to the network, or pass your company's certificate to Node with NODE_EXTRA_CA_CERTS=FILE. ${anotherWay}`,
  'not-found': `Check the address. ${anotherWay}`,
  'too-large': `Check the address. ${anotherWay}`,
  offline: `Run it once without --offline. ${anotherWay}`,
  'no-mirror': 'Pass the folder made by odflash catalogue mirror, or the address of its manifest.json.',
};

export function downloadFailed(
  reason: Reason,
  url: string,
  text: string,
  { details, cause }: { readonly details?: ErrorDetails | undefined; readonly cause?: unknown } = {},
): FlasherError {
  const known = { reason, url: shownUrl(url), ...details };
  const retryable = passing.includes(reason);
  return new FlasherError('download-failed', text, { details: known, retryable, next: nextSteps[reason], cause });
}

export function badList(url: string, what: string): FlasherError {
  return downloadFailed('bad-list', url, `Invalid list of releases: ${what}.`);
}

/** JSON that another program wrote. Throws `download-failed` (`bad-list`). */
export function parseJson(bytes: Uint8Array, url: string): unknown {
  const value = jsonIn(bytes);
  if (value === undefined) throw badList(url, 'truncated, or not JSON');
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
const causes: readonly (readonly [RegExp, Reason, string])[] = [
  [/^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/, 'clock', 'presented a TLS certificate that is not valid today'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'no-network', 'cannot be found: no network, or no name service'],
  [/UNREACH$|^ENETDOWN$|^EADDRNOTAVAIL$/, 'no-network', 'cannot be reached from this machine'],
  [/^ECONNREFUSED$/, 'refused', 'refuses connections'],
  [/TIMEDOUT$|_TIMEOUT$/, 'timeout', 'did not answer in time'],
  [/^HPE_/, 'refused', 'does not speak HTTP'],
  [/^ERR_SSL_|^EPROTO$/, 'certificate', 'does not speak HTTPS: a proxy or a login page answers instead'],
  [
    /CERT|ISSUER|LEAF_SIGNATURE/,
    'certificate',
    'presented an untrusted TLS certificate (captive portal or TLS-inspecting proxy?)',
  ],
  [/^redirect|^ERR_INVALID_URL$|URL scheme/, 'refused', 'redirects to addresses that cannot be followed'],
];

/** `download-failed` for whatever a request threw. */
export function requestFailed(thrown: unknown, url: string, clock: Clock): FlasherError {
  if (isFlasherError(thrown)) return thrown;
  const { code, message } = rootOf(thrown);
  const [, reason = 'connection', text = `could not be reached (${code ?? message})`] =
    causes.find(([form]) => form.test(code ?? message)) ?? [];
  const today =
    reason === 'clock' ? ` The clock of this machine is set to ${clock.date().toISOString().slice(0, 10)}.` : '';
  const details = code === undefined ? {} : { system: code };
  return downloadFailed(reason, url, `${hostOf(url)} ${text}.${today}`, { details, cause: thrown });
}

/** The error closest to what happened; with several addresses tried there is one for each (RFC 8305). */
function rootOf(thrown: unknown, depth = 0): { readonly code?: string | undefined; readonly message: string } {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const inner = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  if (inner instanceof Error && depth < 4) return rootOf(inner, depth + 1);
  const { message } = thrown;
  return 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code, message } : { message };
}

/** What is wrong with an answer from `url`; `undefined` if it is what was asked for. */
export function refusal(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  url: string,
  bytes: Uint8Array,
): FlasherError | undefined {
  const failed = (reason: Reason, text: string): FlasherError =>
    downloadFailed(reason, url, `${hostOf(url)} ${text}.`, { details: { status } });
  if (isWebPage(headers, bytes) && (status < 300 || [401, 403, 407, 511].includes(status)))
    return failed('web-page', 'answered with a web page, most likely the login page of this network');
  if (status === 200) return undefined;
  // GitHub, "Rate limits for the REST API": the reset time is in UTC epoch seconds.
  if (status === 429 || headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after')) {
    const reset = Number(headers.get('x-ratelimit-reset'));
    const when =
      reset > 0 && reset < 1e11 ? ` until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC` : ' for now';
    return failed('rate-limit', `accepts no more requests from this network${when}: rate limit exceeded`);
  }
  if (status === 404 || status === 410) return failed('not-found', `found nothing at that address (HTTP ${status})`);
  if (status >= 500 || status === 408) return failed('server', `reported a server error (HTTP ${status})`);
  if (status < 400) return failed('refused', `sent an unexpected response (HTTP ${status})`);
  return failed('refused', `refused the request (HTTP ${status})`);
}

/** Some networks answer every request with a page that wants a login (captive portal, RFC 8952). */
function isWebPage(headers: Headers, bytes: Uint8Array): boolean {
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) return true;
  return /^\s*<(!doctype\s+html|html|head|meta|script)\b/i.test(new TextDecoder().decode(bytes.subarray(0, 2048)));
}

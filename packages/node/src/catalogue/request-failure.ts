// Why a request came to nothing, as a reason: from what fetch throws (undici and Node's TLS put a code on the cause), and from
// answers that are not the thing asked for. Makes no request.

import { type Clock, type FlasherError, isFlasherError } from '@odflash/core';
import { type DownloadReason, downloadFailed, hostOf } from './download-error.ts';

/** What was asked for. */
export interface Answer {
  /** Where it came from in the end. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Codes of getaddrinfo and connect, of undici, zlib, llhttp and OpenSSL (X509_verify_cert_error_string) as Node names them. */
const causes: readonly (readonly [RegExp, DownloadReason, string])[] = [
  [/^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/, 'clock', 'presented a TLS certificate that is not valid today'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'no-network', 'cannot be found: no network, or no name service'],
  [/UNREACH$|^ENETDOWN$|^EADDRNOTAVAIL$/, 'no-network', 'cannot be reached from this machine'],
  [/^ECONNREFUSED$/, 'refused', 'refuses connections'],
  [/TIMEDOUT$|_TIMEOUT$/, 'timeout', 'did not answer in time'],
  [/^Z_/, 'connection', 'sent compressed data that cannot be unpacked'],
  [/^HPE_/, 'bad-reply', 'does not speak HTTP'],
  [/^ERR_SSL_|^EPROTO$/, 'certificate', 'does not speak HTTPS: a proxy or a login page answers instead'],
  [
    /CERT|ISSUER|LEAF_SIGNATURE/,
    'certificate',
    'presented an untrusted TLS certificate (captive portal or TLS-inspecting proxy?)',
  ],
  [/^redirect|^ERR_INVALID_URL$|URL scheme/, 'redirect', 'redirects to addresses that cannot be followed'],
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
function rootOf(thrown: unknown, depth = 0): { readonly code?: string; readonly message: string } {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const inner = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  if (inner instanceof Error && depth < 4) return rootOf(inner, depth + 1);
  const { message } = thrown;
  return 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code, message } : { message };
}

/** What is wrong with an answer; `undefined` if it is what was asked for. */
export function refusal(answer: Answer): FlasherError | undefined {
  const { status, url, headers } = answer;
  const host = hostOf(url);
  const failed = (reason: DownloadReason, text: string): FlasherError =>
    downloadFailed(reason, url, `${host} ${text}.`, { details: { status } });
  if (isWebPage(answer) && (status < 300 || [401, 403, 407, 511].includes(status)))
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
  if (status >= 400) return failed('refused', `refused the request (HTTP ${status})`);
  if (status > 300 && status !== 304) return failed('redirect', 'redirected without a target address');
  return failed('bad-reply', `sent an unexpected response (HTTP ${status})`);
}

/** Some networks answer every request with a page that wants a login (captive portal, RFC 8952). */
function isWebPage({ headers, bytes }: Answer): boolean {
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) return true;
  const start = new TextDecoder().decode(bytes.subarray(0, 2048));
  return /^\s*<(!doctype\s+html|html|head|meta|script)\b/i.test(start);
}

// What fetch throws, as a reason: undici and Node's TLS put a code on the cause. Knows those codes, makes no request.

import { type Clock, type FlasherError, isFlasherError } from '@odflash/core';
import { type DownloadReason, downloadFailed } from './download-error.ts';

interface Verdict {
  readonly reason: DownloadReason;
  readonly text: string;
}

const unreachable: Verdict = {
  reason: 'no-network',
  text: 'cannot be reached: there is no way to it from this machine',
};
const nameless: Verdict = {
  reason: 'no-network',
  text: 'cannot be found: there is no network, or no name service in it',
};
const broken: Verdict = { reason: 'connection', text: 'broke the connection off' };
const silent: Verdict = { reason: 'timeout', text: 'did not answer in time' };
const damaged: Verdict = { reason: 'connection', text: 'sent compressed data that cannot be unpacked' };
const stranger: Verdict = {
  reason: 'certificate',
  text: 'shows a certificate nobody vouches for: a login page, or a network that looks into what is encrypted',
};
const noTls: Verdict = { reason: 'certificate', text: 'does not speak HTTPS: a proxy or a login page answers for it' };

/** llhttp's codes, HPE_INVALID_CONSTANT and its like. */
const noHttp: Verdict = { reason: 'bad-reply', text: 'does not speak HTTP' };

/** Codes of getaddrinfo and connect, of undici, zlib and OpenSSL (X509_verify_cert_error_string) as Node names them. */
const verdicts: Readonly<Record<string, Verdict>> = {
  ENOTFOUND: nameless,
  EAI_AGAIN: nameless,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ECONNREFUSED: { reason: 'refused', text: 'refuses connections' },
  ECONNRESET: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  Z_DATA_ERROR: damaged,
  Z_BUF_ERROR: damaged,
  DEPTH_ZERO_SELF_SIGNED_CERT: stranger,
  SELF_SIGNED_CERT_IN_CHAIN: stranger,
  UNABLE_TO_GET_ISSUER_CERT: stranger,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: stranger,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: stranger,
  ERR_TLS_CERT_ALTNAME_INVALID: stranger,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  EPROTO: noTls,
};

const outOfTime: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

/** `download-failed` for whatever a request threw. */
export function requestFailed(thrown: unknown, url: string, clock: Clock): FlasherError {
  if (isFlasherError(thrown)) return thrown;
  const host = hostOf(url);
  const code = codeOf(thrown);
  const details = code === undefined ? {} : { system: code };
  if (code !== undefined && outOfTime.has(code)) {
    const today = clock.date().toISOString().slice(0, 10);
    const text = `The certificate of ${host} is not valid today, and this machine's clock says that today is ${today}.`;
    return downloadFailed('clock', url, text, { details, cause: thrown });
  }
  const verdict = code === undefined ? undefined : (verdicts[code] ?? (code.startsWith('HPE_') ? noHttp : undefined));
  const text = verdict?.text ?? `could not be asked (${code ?? messageOf(thrown)})`;
  return downloadFailed(verdict?.reason ?? 'connection', url, `${host} ${text}.`, { details, cause: thrown });
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

/** The code closest to what happened; with several addresses tried there is one error for each (RFC 8305). */
function codeOf(thrown: unknown, depth = 0): string | undefined {
  if (!(thrown instanceof Error) || depth > 4) return undefined;
  if (thrown instanceof AggregateError) {
    const [first] = thrown.errors;
    const inner = codeOf(first, depth + 1);
    if (inner !== undefined) return inner;
  }
  const inner = codeOf(thrown.cause, depth + 1);
  if (inner !== undefined) return inner;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message;
}

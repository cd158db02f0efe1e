// What can go wrong on the way to a file, as data: whether it may pass by itself, and what to do. Makes the errors, knows no
// HTTP.

import { type ErrorDetails, FlasherError } from '@odflash/core';

/** `details.reason` of `download-failed`; docs/errors/download-failed.md explains them. */
export type DownloadReason =
  | 'no-network'
  | 'connection'
  | 'timeout'
  | 'server'
  | 'rate-limit'
  | 'refused'
  | 'web-page'
  | 'clock'
  | 'certificate'
  | 'redirect'
  | 'not-found'
  | 'cut-short'
  | 'bad-list'
  | 'bad-reply'
  | 'too-large'
  | 'offline'
  | 'no-mirror';

/** What may pass by itself; a connection that breaks off without a word makes a list `cut-short`. */
const passing: readonly DownloadReason[] = ['connection', 'timeout', 'server', 'cut-short'];

const anotherWay = 'Or pass a firmware file, or a mirror with --release-url.';

/** What to do, where the code's own next step is not the best one. */
const nextSteps: Readonly<Partial<Record<DownloadReason, string>>> = {
  'rate-limit': 'Wait until then, or use --offline (cached downloads), --release-url (a mirror) or a firmware file.',
  refused: `Open that address in a browser: the network may require a login. ${anotherWay}`,
  'web-page': `Open any page in a browser on this machine and sign in to the network. ${anotherWay}`,
  clock: "Check this machine's date and time, then run the same command again.",
  certificate: `Sign in to the network, or pass your company's certificate to Node with NODE_EXTRA_CA_CERTS=FILE. ${anotherWay}`,
  redirect: `Open that address in a browser to see where it leads. ${anotherWay}`,
  'not-found': `Check the address. ${anotherWay}`,
  'too-large': `Check the address. ${anotherWay}`,
  offline: `Run it once without --offline. ${anotherWay}`,
  'no-mirror': 'Pass the folder made by odflash catalogue mirror, or the address of its manifest.json.',
};

export function downloadFailed(
  reason: DownloadReason,
  url: string,
  text: string,
  { details, cause }: { readonly details?: ErrorDetails; readonly cause?: unknown } = {},
): FlasherError {
  const next = nextSteps[reason];
  return new FlasherError('download-failed', text, {
    details: { reason, url: shownUrl(url), ...details },
    retryable: passing.includes(reason),
    next,
    cause,
  });
}

export function badList(url: string, what: string): FlasherError {
  return downloadFailed('bad-list', url, `Invalid list of releases: ${what}.`);
}

/** JSON that another program wrote. Throws `download-failed` (`cut-short`). */
export function parseJson(bytes: Uint8Array, url: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const text = 'Invalid list of releases: truncated, or not JSON.';
    throw downloadFailed('cut-short', url, text, { cause });
  }
}

/** An address without its query: what redirects lead to carries signatures of half a page. */
export function shownUrl(url: string): string {
  return url.replace(/[?#].*/s, '');
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

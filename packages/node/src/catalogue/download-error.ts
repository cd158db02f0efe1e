// What can go wrong on the way to a file, as data: whether it may pass by itself, and what to do. Makes the errors, knows no
// HTTP.

import { type ErrorDetails, FlasherError } from '@odflash/core';

interface ReasonFacts {
  /** Whether it is worth trying again at once. */
  readonly passing: boolean;
  /** What to do, where the code's own next step is not the best one. */
  readonly next?: string;
}

const anotherWay = 'Or name a firmware file, or a mirror with --release-url.';

/** `details.reason` of `download-failed`; docs/errors/download-failed.md explains them. */
export type DownloadReason =
  | 'no-network'
  | 'connection'
  | 'timeout'
  | 'too-slow'
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

const reasons: Readonly<Record<DownloadReason, ReasonFacts>> = {
  'no-network': { passing: false },
  connection: { passing: true },
  timeout: { passing: true },
  // What crawled for minutes will crawl again.
  'too-slow': { passing: false, next: `Try another network, or later. ${anotherWay}` },
  server: { passing: true },
  'rate-limit': {
    passing: false,
    next: 'Wait until then. --offline takes what was downloaded before, --release-url names a mirror, and a firmware file needs neither.',
  },
  refused: {
    passing: false,
    next: `Open that address in a browser: something on the way may want a login. ${anotherWay}`,
  },
  'web-page': {
    passing: false,
    next: `Open any page in a browser on this machine and sign in to the network. ${anotherWay}`,
  },
  clock: { passing: false, next: "Check this machine's date and time, then run the same command again." },
  certificate: {
    passing: false,
    next: `Sign in to the network, or tell Node your company's certificate with NODE_EXTRA_CA_CERTS=FILE. ${anotherWay}`,
  },
  redirect: { passing: false, next: `Open that address in a browser to see where it leads. ${anotherWay}` },
  'not-found': { passing: false, next: `Check the address. ${anotherWay}` },
  // A connection that breaks without a word looks like this.
  'cut-short': { passing: true },
  'bad-list': { passing: false },
  'bad-reply': { passing: false },
  'too-large': { passing: false, next: `Check the address. ${anotherWay}` },
  offline: { passing: false, next: `Run it once without --offline. ${anotherWay}` },
  'no-mirror': {
    passing: false,
    next: 'Name the folder that odflash catalogue mirror made, or the address where its manifest.json lies.',
  },
};

export function downloadFailed(
  reason: DownloadReason,
  url: string,
  text: string,
  extra: { readonly details?: ErrorDetails; readonly cause?: unknown } = {},
): FlasherError {
  const { passing, next } = reasons[reason];
  return new FlasherError('download-failed', text, {
    details: { reason, url: shownUrl(url), ...extra.details },
    retryable: passing,
    ...(next && { next }),
    ...(extra.cause !== undefined && { cause: extra.cause }),
  });
}

/** An address without its query: what redirects lead to carries signatures of half a page. */
export function shownUrl(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

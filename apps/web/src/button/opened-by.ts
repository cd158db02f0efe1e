// What the address of the page says when a button opened it: which release is wanted, and who is informed.

interface OpenedBy {
  /** Origin of the site with the button. */
  readonly origin: string;
}

/** A release as people name it; anything else is ignored. */
const releaseName = /^[\w.-]{1,32}$/;

/** `?release=0.5.6`, or nothing. */
export function wantedRelease(query: URLSearchParams): string | undefined {
  const release = query.get('release')?.replace(/^fw-v/, '') ?? '';
  return releaseName.test(release) ? release : undefined;
}

/** `?button=https://example.org`: an origin and nothing more, of a page that was opened by another one. */
export function openedBy(query: URLSearchParams): OpenedBy | undefined {
  const named = query.get('button') ?? '';
  const url = URL.canParse(named) ? new URL(named) : undefined;
  if (!url || url.origin !== named || !/^https?:$/.test(url.protocol)) return undefined;
  return { origin: url.origin };
}

export { reportTo } from './report.ts';

// The next page of a paginated answer (Link header, RFC 8288). Pure.

import { downloadFailed } from './download-error.ts';
import { hostOf } from './http-failure.ts';

/** The address with `rel="next"`, or `undefined` on the last page. Throws `download-failed` if it leads elsewhere. */
export function nextPage(link: string | null, url: string): string | undefined {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(/<([^<>]*)>([^<>]*)/g)) {
    if (!/;\s*rel\s*=\s*"?(?:[^";]*\s)?next(?=["\s;,]|$)/i.test(parameters)) continue;
    const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
    // An API turns its own pages; a list that goes on at another server is somebody else's.
    if (next?.origin === new URL(url).origin) return next.href;
    throw downloadFailed(
      'bad-reply',
      url,
      `The list of ${hostOf(url)} goes on at another address: ${target.slice(0, 200)}.`,
    );
  }
  return undefined;
}

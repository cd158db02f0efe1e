// What --release-url can mean: GitHub's list of releases of a fork (or of an Enterprise server), or a mirror on a web server or
// in a folder. Pure.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FlasherError } from '@odflash/core';
import { message, type ReleaseMessages } from '@odflash/core/messages';

/** In the folder of a mirror. */
export const manifestName = 'manifest.json';

export interface ReleasePlace {
  readonly kind: 'repository' | 'mirror';
  /** The list's address, or the manifest's. */
  readonly url: string;
}

/** The newest hundred releases, as many as the API gives at once. */
const repository = (url: string): ReleasePlace => ({ kind: 'repository', url: `${url}?per_page=100` });

/**
 * `http(s)://…/releases` is asked as GitHub's API, and a repository's page on GitHub means the API's list; any other address,
 * path or file: URL is a mirror. Throws `usage`.
 */
export function releasePlace(text: string): ReleasePlace {
  const isAddress = /^[a-z][a-z0-9+.-]+:/i.test(text);
  if (isAddress && !URL.canParse(text)) throw notAPlace(text, 'no-address');
  const url = isAddress ? new URL(text) : pathToFileURL(resolve(text));
  const { protocol, username, password, host, pathname, origin } = url;
  if (!['https:', 'http:', 'file:'].includes(protocol)) throw notAPlace(text, 'no-http-or-folder');
  if (username !== '' || password !== '') throw notAPlace(text, 'has-credentials');
  if (protocol === 'file:' && host !== '') throw notAPlace(text, 'other-machine');
  const [, fork] = /^\/([^/]+\/[^/]+?)(?:\.git)?(?:\/releases)?\/?$/.exec(pathname) ?? [];
  if (host === 'github.com' && fork) return repository(`https://api.github.com/repos/${fork}/releases`);
  if (protocol !== 'file:' && pathname.endsWith('/releases')) return repository(origin + pathname);
  if (!pathname.endsWith('.json')) url.pathname = `${pathname.replace(/\/$/, '')}/${manifestName}`;
  return { kind: 'mirror', url: url.href };
}

function notAPlace(place: string, why: ReleaseMessages['release.place-invalid']['why']): FlasherError {
  const next = message('next.pass-place-of-releases');
  return new FlasherError('usage', message('release.place-invalid', { place, why }), { next });
}

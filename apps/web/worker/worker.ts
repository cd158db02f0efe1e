// The service worker: the page without a network, after one visit. Knows the files of the build it belongs to; nothing of boards.
//
// * A version is one cache, filled before it counts, each file held against the SHA-256 of the build: what is served is never a mix.
// * A new version waits until no tab uses the old one, or until a person asks for it. It never reloads a tab by itself, and a tab of
//   the version before continues finding its files: their names contain their contents.

import type { OfflineFile } from './files.ts';

declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build. */
declare const __ODFLASH_FILES__: { readonly version: string; readonly files: readonly OfflineFile[] };

const { version, files } = __ODFLASH_FILES__;
const prefix = 'odflash-page-';
const mine = `${prefix}${version}`;
const firmware = 'odflash-firmware';
const scope = new URL(self.registration.scope);
const home = scope.href;
const byUrl = new Map(files.map((file) => [new URL(file.path, scope).href, file]));

self.addEventListener('install', (event) =>
  event.waitUntil(Promise.all([fill(files.filter(({ later }) => !later)), keepList()])),
);
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener('message', (event) => {
  if (event.data === 'complete') event.waitUntil(fill(files));
  if (event.data === 'replace') event.waitUntil(self.skipWaiting());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOpened = url.searchParams.has('button');
  if (request.method !== 'GET' || !url.href.startsWith(home)) return;
  url.search = '';
  url.hash = '';
  const isPage = request.mode === 'navigate' && [home, `${home}index.html`].includes(url.href);
  if (isPage) event.respondWith(isOpened ? kept(home).then(withOpener) : kept(home));
  else if (url.href.startsWith(`${home}firmware/`)) event.respondWith(newest(request));
  else if (url.href.startsWith(`${home}assets/`) || byUrl.has(url.href)) event.respondWith(kept(url.href));
});

/** Fetches what this version does not have yet. Throws if a file is not that of the build. */
async function fill(wanted: readonly OfflineFile[]): Promise<void> {
  const cache = await caches.open(mine);
  await Promise.all(
    wanted.map(async ({ path, sha256 }) => {
      const url = new URL(path, scope).href;
      if (await cache.match(url)) return;
      // A name that contains its contents may come from any cache; `integrity` proves the others.
      const named = path.startsWith('assets/') ? 'default' : 'no-cache';
      const answer = await fetch(url, { cache: named, integrity: `sha256-${sha256}`, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
      await cache.put(url, answer);
    }),
  );
}

/** Of this version, else of the one before, else from the network. */
async function kept(url: string): Promise<Response> {
  const own = await (await caches.open(mine)).match(url);
  return own ?? (await caches.match(url)) ?? fetch(url);
}

/** A page that a button opened shows the site with the button how it goes, which this policy would keep it from. */
function withOpener({ body, status, statusText, headers: given }: Response): Response {
  const headers = new Headers(given);
  headers.delete('cross-origin-opener-policy');
  return new Response(body, { status, statusText, headers });
}

/** Releases may be added at any time; the page checks their SHA-256 itself. */
async function newest(request: Request): Promise<Response> {
  const cache = await caches.open(firmware);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const before = await cache.match(request.url);
    if (before) return before;
    throw error;
  }
}

/** The first visit has fetched the list of releases before this worker served it. Without one the page works as well. */
async function keepList(): Promise<void> {
  await newest(new Request(`${home}firmware/manifest.json`)).catch(() => undefined);
}

/** Keeps the version before: a tab may still use it. */
async function tidy(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== mine);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

// What is remembered from one run to the next: asked for again only if it changed, used alone when offline, and never
// believed.

import { boardVersion, type Vault } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../src/folders.ts';
import {
  filePath,
  firstPage,
  hexFile,
  listPath,
  open,
  publish,
  refused,
  releasesAnswer,
  type Server,
  serve,
  testVault,
} from './bench.ts';
import { githubDigest, sha256 } from './github-json.ts';

const board = boardVersion('v3.6-56V')!;
const name = 'ODriveFirmware_v3.6-56V.hex';
const tag = 'fw-v0.5.6';
const bytes = hexFile();
const file = filePath(tag, name);

/** Answers like GitHub: 304 to whoever has the current state already. */
function publishTagged(server: Server, etag: string, digest: string | null = githubDigest(bytes)): void {
  publish(server, [{ tag, assets: [{ name, bytes, digest }] }]);
  const list = releasesAnswer(server, [{ tag, assets: [{ name, bytes, digest }] }], { etag });
  server.route(firstPage, (_, __, { headers }) =>
    headers['if-none-match'] === etag ? { status: 304, headers: { etag } } : list,
  );
}

describe('a list', () => {
  it('is asked for with its ETag and not sent again while it is the same', async () => {
    await using server = await serve();
    publishTagged(server, 'W/"first"');
    const cache = testVault();
    const versions = async () => (await open(server.base + listPath, { cache }).catalogue.releases(board)).length;
    expect([await versions(), await versions(), await versions()]).toEqual([1, 1, 1]);
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, 'W/"first"', 'W/"first"']);
  });

  it('that has changed replaces what was known', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    await open(server.base + listPath, { cache }).catalogue.entries();
    server.route(firstPage, releasesAnswer(server, [{ tag: 'fw-v0.5.7', assets: [name] }], { etag: '"b"' }));
    const [entry] = await open(server.base + listPath, { cache }).catalogue.entries();
    expect(entry?.version).toBe('0.5.7');
    const offline = open(server.base + listPath, { cache, offline: true });
    expect((await offline.catalogue.entries()).map(({ version }) => version)).toEqual(['0.5.7']);
  });

  it('is read once in a run', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const { catalogue } = open(server.base + listPath);
    const [release] = await catalogue.releases(board);
    await catalogue.releases(board);
    await catalogue.fetch(release!);
    expect(server.paths()).toEqual([firstPage, file]);
  });

  it('that failed is asked for again in the same run', async () => {
    await using server = await serve();
    server.route(firstPage, (times) => (times === 1 ? { status: 404 } : releasesAnswer(server, [])));
    const { catalogue } = open(server.base + listPath);
    await refused(catalogue.entries(), 'download-failed', 'not-found');
    expect(await catalogue.entries()).toEqual([]);
  });

  it('of another place is not mistaken for this one', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    await open(server.base + listPath, { cache }).catalogue.entries();
    const other = open(`${server.base}/repos/somebody/fork/releases`, { cache, offline: true });
    await refused(other.catalogue.entries(), 'download-failed', 'offline');
  });
});

describe('offline', () => {
  async function cached(digest: string | null = githubDigest(bytes)) {
    const server = await serve();
    publishTagged(server, '"a"', digest);
    const cache = testVault();
    const { catalogue } = open(server.base + listPath, { cache });
    const [entry] = await catalogue.entries();
    await catalogue.fetch(entry!);
    await server[Symbol.asyncDispose]();
    return { place: server.base + listPath, cache };
  }

  it.each([['a published', githubDigest(bytes)] as const, ['no published', null] as const])(
    'gives list and file of before, with %s digest',
    async (_, digest) => {
      const { place, cache } = await cached(digest);
      const { catalogue } = open(place, { cache, offline: true });
      const [entry] = await catalogue.releases(board);
      expect(await catalogue.fetch(entry!)).toEqual({ bytes, verified: digest ? 'publisher' : 'not-verified' });
    },
  );

  it('gives all pages of before', async () => {
    await using server = await serve();
    const link = `<${server.base}${listPath}?page=2>; rel="next"`;
    server.route(firstPage, releasesAnswer(server, [{ tag: 'fw-v0.5.6', assets: [name] }], { link }));
    server.route(`${listPath}?page=2`, releasesAnswer(server, [{ tag: 'fw-v0.4.12', assets: [name] }]));
    const cache = testVault();
    const online = await open(server.base + listPath, { cache }).catalogue.entries();
    expect(await open(server.base + listPath, { cache, offline: true }).catalogue.entries()).toEqual(online);
    expect(server.asked.length).toBe(2);
  });

  it('asks nobody, and says what to do about what was never downloaded', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    const nothing = open(server.base + listPath, { cache, offline: true });
    const error = await refused(nothing.catalogue.entries(), 'download-failed', 'offline');
    expect(error.next).toMatch(/without --offline/);
    expect(server.asked.length).toBe(0);
    await open(server.base + listPath, { cache }).catalogue.entries();
    const { catalogue } = open(server.base + listPath, { cache, offline: true });
    const [entry] = await catalogue.entries();
    await refused(catalogue.fetch(entry!), 'download-failed', 'offline');
    expect(server.paths()).toEqual([firstPage]);
  });

  it('does not hand out a file that was damaged on the disk', async () => {
    const { place, cache } = await cached();
    const key = `file-${sha256(bytes)}`;
    cache.files.get(key)![10]! ^= 0xff;
    const { catalogue, log } = open(place, { cache, offline: true });
    const [entry] = await catalogue.entries();
    await refused(catalogue.fetch(entry!), 'download-failed', 'offline');
    expect(log).toContainEqual(expect.objectContaining({ level: 'warn', text: expect.stringContaining(key) }));
  });
});

describe('a file', () => {
  it('is downloaded once for all runs, and kept under its digest', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    for (let run = 0; run < 3; run++) {
      const { catalogue } = open(server.base + listPath, { cache });
      const [entry] = await catalogue.entries();
      expect((await catalogue.fetch(entry!)).bytes).toEqual(bytes);
    }
    expect(server.paths().filter((path) => path === file).length).toBe(1);
    expect(cache.files.get(`file-${sha256(bytes)}`)).toEqual(bytes);
  });

  it('that was damaged on the disk is downloaded again', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    cache.files.set(`file-${sha256(bytes)}`, bytes.subarray(1));
    const { catalogue } = open(server.base + listPath, { cache });
    const [entry] = await catalogue.entries();
    expect((await catalogue.fetch(entry!)).bytes).toEqual(bytes);
    expect(cache.files.get(`file-${sha256(bytes)}`)).toEqual(bytes);
  });

  it('without a published digest must stay what it was when it was first downloaded', async () => {
    await using server = await serve();
    publishTagged(server, '"a"', null);
    const cache = testVault();
    const first = open(server.base + listPath, { cache });
    const [entry] = await first.catalogue.entries();
    await first.catalogue.fetch(entry!);
    cache.files.delete(`file-${sha256(bytes)}`);
    const other = hexFile(2);
    expect(other.length).toBe(bytes.length);
    server.route(file, { body: other });
    const error = await refused(open(server.base + listPath, { cache }).catalogue.fetch(entry!), 'checksum-mismatch');
    expect(error.message).toMatch(/first downloaded/);
    server.route(file, { body: bytes });
    expect((await open(server.base + listPath, { cache }).catalogue.fetch(entry!)).bytes).toEqual(bytes);
  });
});

describe('a cache that cannot be used', () => {
  const broken = (error: Error): Vault => {
    const fail = () => Promise.reject(error);
    return { put: fail, get: fail, list: fail, remove: fail, locate: (key) => key };
  };

  it('is no reason to fail', async () => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const log: string[] = [];
    const { catalogue } = open(server.base + listPath, {
      cache: broken(new Error('EROFS: read-only file system')) as never,
      log: ({ text }) => log.push(text),
    });
    const [entry] = await catalogue.entries();
    expect((await catalogue.fetch(entry!)).bytes).toEqual(bytes);
    expect(log.join('\n')).toMatch(/Nothing is kept for next time: EROFS/);
  });

  it.each([
    ['cut short', '{"url":'],
    ['of another kind', '{"sha256":"0"}'],
    ['null', 'null'],
    ['with an entry that leads elsewhere', JSON.stringify({ url: 'URL', entries: [{ url: 'file:///etc/passwd' }] })],
    ['of another place', JSON.stringify({ url: 'URL&page=2', etag: '"a"', entries: [] })],
    ['with no entries at all', JSON.stringify({ url: 'URL', etag: '"a"' })],
  ])('because a list in it is %s, is written anew', async (_, text) => {
    await using server = await serve();
    publishTagged(server, '"a"');
    const cache = testVault();
    await open(server.base + listPath, { cache }).catalogue.entries();
    const [key] = [...cache.files.keys()].filter((each) => each.startsWith('list-'));
    cache.files.set(key!, new TextEncoder().encode(text.replaceAll('URL', server.base + firstPage)));
    expect((await open(server.base + listPath, { cache }).catalogue.entries()).length).toBe(1);
    expect(server.asked.at(-1)?.headers['if-none-match']).toBeUndefined();
    await open(server.base + listPath, { cache }).catalogue.entries();
    expect(server.asked.at(-1)?.headers['if-none-match']).toBe('"a"');
  });
});

describe('the folder of the cache', () => {
  it.each([
    ['linux', {}, '/home/me/.cache/odflash'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/odflash'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/odflash'],
    ['darwin', {}, '/home/me/Library/Caches/odflash'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/odflash/Cache'],
  ] as const)('on %s with %o', (platform, env, folder) => {
    expect(cacheFolder({ platform, env, home: '/home/me' })?.replaceAll('\\', '/')).toBe(folder);
  });
});

// What is remembered from one run to the next: used alone when offline, and never believed. And what a file was when it was
// first downloaded: it must stay that, and it tells what a file on the disk is.

import { boardVersion, type Vault } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { firstDownloadOf } from '../../src/catalogue/cache.ts';
import { cacheFolder } from '../../src/folders.ts';
import {
  bytes,
  fetchNewest,
  filePath,
  firstPage,
  hexFile,
  listPath,
  name,
  open,
  publish,
  refused,
  releasesAnswer,
  serve,
  tag,
  testVault,
} from './bench.ts';
import { githubDigest, sha256 } from './github-json.ts';

const board = boardVersion('v3.6-56V')!;
const digest = githubDigest(bytes);
const file = filePath(tag, name);
const key = `file-${sha256(bytes)}`;

/** A server that published `bytes`, and a cache whose catalogue has downloaded them once. */
async function known(published: string | null) {
  const server = await serve();
  publish(server, [{ tag, assets: [{ name, bytes, digest: published }] }]);
  const cache = testVault();
  const place = server.base + listPath;
  const again = (offline = false) => fetchNewest(open(place, { cache, offline }));
  expect((await again()).bytes).toEqual(bytes);
  return { server, cache, place, again };
}

describe('a list', () => {
  it('is read once in a run, and asked for again if it failed', async () => {
    await using server = await serve();
    publish(server, [{ tag, assets: [{ name, bytes, digest }] }]);
    const list = releasesAnswer(server, [{ tag, assets: [{ name, bytes, digest }] }]);
    server.route(firstPage, (times) => (times === 1 ? { status: 404 } : list));
    const { catalogue } = open(server.base + listPath);
    await refused(catalogue.entries(), 'download-failed', 'not-found');
    const [release] = await catalogue.releases(board);
    await catalogue.releases(board);
    await catalogue.fetch(release!);
    expect(server.paths()).toEqual([firstPage, firstPage, file]);
  });

  it('that has changed replaces what was known', async () => {
    const { server, cache, place } = await known(digest);
    server.route(firstPage, releasesAnswer(server, [{ tag: 'fw-v0.5.7', assets: [name] }]));
    await open(place, { cache }).catalogue.entries();
    const offline = await open(place, { cache, offline: true }).catalogue.entries();
    expect(offline.map(({ version }) => version)).toEqual(['0.5.7']);
    await server[Symbol.asyncDispose]();
  });

  it('that was kept and is damaged since does not count', async () => {
    const { server, cache, place } = await known(digest);
    await server[Symbol.asyncDispose]();
    const [kept] = [...cache.files.keys()].filter((each) => each.startsWith('page-'));
    cache.files.set(kept!, cache.files.get(kept!)!.subarray(0, 100));
    await refused(open(place, { cache, offline: true }).catalogue.entries(), 'download-failed', 'offline');
  });

  it('that was kept is read as if it came from the network', async () => {
    const { server, cache, place } = await known(digest);
    await server[Symbol.asyncDispose]();
    const [kept] = [...cache.files.keys()].filter((each) => each.startsWith('page-'));
    const moved = new TextDecoder()
      .decode(cache.files.get(kept!))
      .replaceAll(/"http:[^"]*hex"/g, '"file:///etc/passwd"');
    cache.files.set(kept!, new TextEncoder().encode(moved));
    await refused(open(place, { cache, offline: true }).catalogue.entries(), 'download-failed', 'bad-list');
  });

  it('that is refused does not replace the one that was kept', async () => {
    const { server, cache, place } = await known(digest);
    server.route(firstPage, { body: '{"message":"Moved"}' });
    await refused(open(place, { cache }).catalogue.entries(), 'download-failed', 'bad-list');
    const [entry] = await open(place, { cache, offline: true }).catalogue.entries();
    expect(entry?.version).toBe('0.5.6');
    await server[Symbol.asyncDispose]();
  });
});

describe('offline', () => {
  it.each([
    [digest, 'publisher'],
    [null, 'not-verified'],
  ])('list and file of before are given, with the published digest %s', async (published, verified) => {
    const { server, again } = await known(published);
    await server[Symbol.asyncDispose]();
    expect(await again(true)).toEqual({ bytes, verified });
  });

  it('nothing is asked, and it is said what to do about what was never downloaded', async () => {
    await using server = await serve();
    publish(server, [{ tag, assets: [{ name, bytes, digest }] }]);
    const cache = testVault();
    const place = server.base + listPath;
    const error = await refused(fetchNewest(open(place, { cache, offline: true })), 'download-failed', 'offline');
    expect(inEnglish(error.next)).toMatch(/without --offline/);
    await open(place, { cache }).catalogue.entries();
    await refused(fetchNewest(open(place, { cache, offline: true })), 'download-failed', 'offline');
    const other = open(`${server.base}/repos/another/fork/releases`, { cache, offline: true });
    await refused(other.catalogue.entries(), 'download-failed', 'offline');
    expect(server.paths()).toEqual([firstPage]);
  });

  it('a file that was damaged on the disk is not handed out', async () => {
    const { server, cache, place } = await known(digest);
    await server[Symbol.asyncDispose]();
    cache.files.get(key)![10]! ^= 0xff;
    const opened = open(place, { cache, offline: true });
    await refused(fetchNewest(opened), 'download-failed', 'offline');
    expect(opened.log).toContainEqual(expect.objectContaining({ level: 'warn', text: saying(new RegExp(key)) }));
  });
});

describe('a file', () => {
  it('is downloaded once for all runs, kept under its digest, and again only if it was damaged on the disk', async () => {
    const { server, cache, again } = await known(digest);
    await again();
    expect(server.paths().filter((path) => path === file).length).toBe(1);
    cache.files.set(key, bytes.subarray(1));
    expect((await again()).bytes).toEqual(bytes);
    expect(cache.files.get(key)).toEqual(bytes);
    await server[Symbol.asyncDispose]();
  });

  const replaced = hexFile(2);
  const longer = hexFile(3, 5000);

  it.each<[string, string | null, Uint8Array, string | null]>([
    ['one of the same size, both without a digest', null, replaced, null],
    ['one of another size, both without a digest', null, longer, null],
    ['one with a digest of its own', digest, replaced, githubDigest(replaced)],
    ['one that has a digest now', null, replaced, githubDigest(replaced)],
    ['one that has none any more', digest, longer, null],
  ])('that was replaced by %s is refused, whatever is kept of it', async (_, before, other, after) => {
    const { server, cache, again } = await known(before);
    publish(server, [{ tag, assets: [{ name, bytes: other, digest: after }] }]);
    const isSeen = other.length !== bytes.length || after !== null;
    // What is kept is the first download: nothing else is asked for, and nothing else can come.
    if (isSeen) await refused(again(), 'checksum-mismatch');
    else expect((await again()).bytes).toEqual(bytes);
    cache.files.delete(key);
    const error = await refused(again(), 'checksum-mismatch');
    expect(inEnglish(error.text)).toMatch(/first download/);
    expect(inEnglish(error.next)).toContain('publisher');
    publish(server, [{ tag, assets: [{ name, bytes, digest: before }] }]);
    expect((await again()).bytes).toEqual(bytes);
    await server[Symbol.asyncDispose]();
  });

  it.each([null, digest])('on the disk is recognised by the digest of what was downloaded', async (published) => {
    const { server, cache } = await known(published);
    expect(await firstDownloadOf(cache, sha256(bytes))).toEqual({ board: 'v3.6-56V', version: '0.5.6' });
    expect(await firstDownloadOf(cache, sha256(replaced))).toBeUndefined();
    await server[Symbol.asyncDispose]();
  });

  it.each(['{"board":', '{"board":"v9.9","version":"0.5.6"}', '{"board":"v3.6-56V","version":6}', 'null'])(
    'on the disk is not recognised by a record that is damaged: %s',
    async (text) => {
      const cache = testVault();
      cache.files.set(`release-${sha256(bytes)}.json`, new TextEncoder().encode(text));
      expect(await firstDownloadOf(cache, sha256(bytes))).toBeUndefined();
    },
  );
});

it('a cache that cannot be used is no reason to fail', async () => {
  const fail = () => Promise.reject(new Error('EROFS: read-only file system'));
  const cache: Vault = { put: fail, get: fail, list: fail, remove: fail, locate: (each) => each };
  await using server = await serve();
  publish(server, [{ tag, assets: [{ name, bytes, digest }] }]);
  const log: string[] = [];
  const opened = open(server.base + listPath, { cache: cache as never, log: ({ text }) => log.push(inEnglish(text)) });
  expect((await fetchNewest(opened)).bytes).toEqual(bytes);
  expect(log.join('\n')).toMatch(/The download cache cannot be written: EROFS/);
  expect(await firstDownloadOf(cache, sha256(bytes))).toBeUndefined();
});

describe('the folder of the cache', () => {
  it.each([
    ['linux', {}, '/home/me/.cache/odflash'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/odflash'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/odflash'],
    ['darwin', {}, '/home/me/Library/Caches/odflash'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/odflash/Cache'],
  ] as const)('on %s with %o is %s', (platform, env, folder) => {
    expect(cacheFolder({ platform, env, home: '/home/me' })?.replaceAll('\\', '/')).toBe(folder);
  });
});

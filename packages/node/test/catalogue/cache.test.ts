// What is remembered from one run to the next: used alone when offline, and never believed. And what a file was when it was
// first downloaded: it must stay that, and it tells what a file on the disk is.

import type { Vault } from '@odflash/core';
import { memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { firstDownloadOf } from '../../src/catalogue/downloads.ts';
import {
  bytes,
  fetchNewest,
  filePath,
  firstPage,
  githubDigest,
  hexFile,
  name,
  open,
  publish,
  published,
  refused,
  serve,
  sha256,
  tag,
} from './bench.ts';

const digest = githubDigest(bytes);
const file = filePath(tag, name);
const key = `file-${sha256(bytes)}`;

/** A server that published `bytes`, and a cache whose catalogue has downloaded them once. */
async function known(given: string | null = digest) {
  const server = await serve({ tag, assets: [{ name, bytes, digest: given }] });
  const cache = memoryVault();
  const opened = (offline = false) => open(server.list, { cache, offline });
  const again = (offline = false) => fetchNewest(opened(offline));
  expect((await again()).bytes).toEqual(bytes);
  return { server, cache, opened, again, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('a list', () => {
  it('is downloaded once per run, and again after a failure', async () => {
    await using server = await serve();
    const { catalogue } = open(server.list);
    await refused(catalogue.entries(), 'download-failed', 'not-found');
    publish(server, published);
    await catalogue.entries();
    await fetchNewest({ catalogue });
    expect(server.asked).toEqual([firstPage, firstPage, file]);
  });

  it('replaces the cached one if it is valid, and does not if it is refused', async () => {
    await using run = await known();
    publish(run.server, { tag: 'fw-v0.5.7', assets: [name] });
    await run.opened().catalogue.entries();
    run.server.route(firstPage, { body: '{"message":"Moved"}' });
    await refused(run.opened().catalogue.entries(), 'download-failed', 'bad-list');
    const offline = await run.opened(true).catalogue.entries();
    expect(offline.map(({ version }) => version)).toEqual(['0.5.7']);
  });

  it('from the cache is checked like one from the network, and ignored if it is damaged', async () => {
    await using run = await known();
    const [kept = ''] = [...run.cache.files.keys()].filter((each) => each.startsWith('page-'));
    const whole = run.cache.files.get(kept)!;
    run.cache.files.set(kept, whole.subarray(0, 100));
    await refused(run.opened(true).catalogue.entries(), 'download-failed', 'offline');
    const moved = new TextDecoder().decode(whole).replaceAll(/"http:[^"]*hex"/g, '"file:///etc/passwd"');
    run.cache.files.set(kept, new TextEncoder().encode(moved));
    await refused(run.opened(true).catalogue.entries(), 'download-failed', 'bad-list');
  });
});

describe('offline', () => {
  it.each([
    [digest, 'publisher'],
    [null, 'not-verified'],
  ])('the cached list and file are used, with published digest %s, and no request is made', async (given, verified) => {
    await using run = await known(given);
    expect(await run.again(true)).toEqual({ bytes, verified });
    expect(run.server.asked).toEqual([firstPage, file]);
  });

  it('a file that was never downloaded fails with the next step', async () => {
    await using server = await serve(published);
    const cache = memoryVault();
    const offline = (place = server.list) => open(place, { cache, offline: true });
    const error = await refused(fetchNewest(offline()), 'download-failed', 'offline');
    expect(inEnglish(error.next)).toMatch(/without --offline/);
    await open(server.list, { cache }).catalogue.entries();
    await refused(fetchNewest(offline()), 'download-failed', 'offline');
    await refused(fetchNewest(offline(`${server.base}/repos/another/fork/releases`)), 'download-failed', 'offline');
    expect(server.asked).toEqual([firstPage]);
  });
});

describe('a file', () => {
  it('is downloaded once for all runs, cached by its digest, and again only if the cached copy is damaged', async () => {
    await using run = await known();
    await run.again();
    run.cache.files.set(key, bytes.subarray(1));
    const offline = run.opened(true);
    await refused(fetchNewest(offline), 'download-failed', 'offline');
    expect(offline.log).toContainEqual(expect.objectContaining({ level: 'warn', text: saying(new RegExp(key)) }));
    expect((await run.again()).bytes).toEqual(bytes);
    expect(run.cache.files.get(key)).toEqual(bytes);
    expect(run.server.asked.filter((path) => path === file).length).toBe(2);
  });

  const replaced = hexFile(2);
  const longer = hexFile(3, 5000);

  it.each<[string, string | null, Uint8Array, string | null]>([
    ['one of the same size, both without a digest', null, replaced, null],
    ['one of another size, both without a digest', null, longer, null],
    ['one with a digest of its own', digest, replaced, githubDigest(replaced)],
    ['one that has a digest now', null, replaced, githubDigest(replaced)],
    ['one that has none any more', digest, longer, null],
  ])('that was replaced by %s is refused, with or without a cached copy', async (_, before, other, after) => {
    await using run = await known(before);
    publish(run.server, { tag, assets: [{ name, bytes: other, digest: after }] });
    const isSeen = other.length !== bytes.length || after !== null;
    // What is kept is the first download: nothing else is asked for, and nothing else can come.
    if (isSeen) await refused(run.again(), 'checksum-mismatch');
    else expect((await run.again()).bytes).toEqual(bytes);
    run.cache.files.delete(key);
    const error = await refused(run.again(), 'checksum-mismatch');
    expect(inEnglish(error.text)).toMatch(/first download/);
    expect(inEnglish(error.next)).toContain('publisher');
    publish(run.server, { tag, assets: [{ name, bytes, digest: before }] });
    expect((await run.again()).bytes).toEqual(bytes);
  });

  it.each([null, digest])('on the disk is recognised by the digest of the first download (%s)', async (given) => {
    await using run = await known(given);
    expect(await firstDownloadOf(run.cache, sha256(bytes))).toEqual({ board: 'v3.6-56V', version: '0.5.6' });
    expect(await firstDownloadOf(run.cache, sha256(replaced))).toBeUndefined();
    const damages = ['{"board":', '{"board":"v9.9","version":"0.5.6"}', '{"board":"v3.6-56V","version":6}', 'null'];
    for (const text of damages) {
      run.cache.files.set(`release-${sha256(bytes)}.json`, new TextEncoder().encode(text));
      expect(await firstDownloadOf(run.cache, sha256(bytes))).toBeUndefined();
    }
  });
});

it('a cache that cannot be used does not cause a failure', async () => {
  const fail = () => Promise.reject(new Error('EROFS: read-only file system'));
  const cache: Vault = { put: fail, get: fail, list: fail, remove: fail, locate: (each) => each };
  await using server = await serve(published);
  const opened = open(server.list, { cache: cache as never });
  expect((await fetchNewest(opened)).bytes).toEqual(bytes);
  expect(opened.log).toContainEqual(
    expect.objectContaining({ text: saying(/The download cache cannot be written: EROFS/) }),
  );
  expect(await firstDownloadOf(cache, sha256(bytes))).toBeUndefined();
});

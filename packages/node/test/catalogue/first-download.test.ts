// What a release's file was when it was first downloaded: it must stay that, and it tells what a file on the disk is.

import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { firstDownloadOf } from '../../src/catalogue/cache.ts';
import {
  filePath,
  firstPage,
  hexFile,
  listPath,
  open,
  publish,
  refused,
  releasesAnswer,
  serve,
  testVault,
} from './bench.ts';
import { githubDigest, sha256 } from './github-json.ts';

const board = boardVersion('v3.6-56V')!;
const name = 'ODriveFirmware_v3.6-56V.hex';
const tag = 'fw-v0.5.6';
const bytes = hexFile();
const replaced = hexFile(2);
const longer = hexFile(3, 5000);

/** A server that published `bytes` once, and a cache that knows it. */
async function known(digest: string | null) {
  const server = await serve();
  publish(server, [{ tag, assets: [{ name, bytes, digest }] }]);
  const cache = testVault();
  const fetchAgain = async () => {
    const { catalogue } = open(server.base + listPath, { cache });
    const [entry] = await catalogue.releases(board);
    return catalogue.fetch(entry!);
  };
  expect((await fetchAgain()).bytes).toEqual(bytes);
  return { server, cache, fetchAgain };
}

describe('a release whose file was replaced', () => {
  it.each<[string, string | null, Uint8Array, string | null]>([
    ['by one of the same size, both without a digest', null, replaced, null],
    ['by one of another size, both without a digest', null, longer, null],
    ['by one with a digest of its own', githubDigest(bytes), replaced, githubDigest(replaced)],
    ['by one that has a digest now', null, replaced, githubDigest(replaced)],
    ['by one that has none any more', githubDigest(bytes), longer, null],
  ])('%s is refused, whatever is kept of it', async (_, before, other, after) => {
    const { server, cache, fetchAgain } = await known(before);
    publish(server, [{ tag, assets: [{ name, bytes: other, digest: after }] }]);
    server.route(firstPage, releasesAnswer(server, [{ tag, assets: [{ name, bytes: other, digest: after }] }]));
    const isSeen = other.length !== bytes.length || after !== null;
    // What is kept is the first download: nothing else is asked for, and nothing else can come.
    if (isSeen) await refused(fetchAgain(), 'checksum-mismatch');
    else expect((await fetchAgain()).bytes).toEqual(bytes);
    cache.files.delete(`file-${sha256(bytes)}`);
    const error = await refused(fetchAgain(), 'checksum-mismatch');
    expect(error.message).toMatch(/first downloaded/);
    expect(error.next).toContain('publisher');
    await server[Symbol.asyncDispose]();
  });

  it('is good again when it is what it was', async () => {
    const { server, cache, fetchAgain } = await known(null);
    server.route(filePath(tag, name), { body: replaced });
    cache.files.delete(`file-${sha256(bytes)}`);
    await refused(fetchAgain(), 'checksum-mismatch');
    server.route(filePath(tag, name), { body: bytes });
    expect((await fetchAgain()).bytes).toEqual(bytes);
    await server[Symbol.asyncDispose]();
  });
});

describe('a file on the disk', () => {
  it.each([null, githubDigest(bytes)])('is recognised by the digest of what was downloaded', async (digest) => {
    const { server, cache } = await known(digest);
    expect(await firstDownloadOf(cache, sha256(bytes))).toEqual({ board: 'v3.6-56V', version: '0.5.6' });
    expect(await firstDownloadOf(cache, sha256(replaced))).toBeUndefined();
    await server[Symbol.asyncDispose]();
  });

  it.each([
    ['cut short', '{"board":'],
    ['a board that does not exist', '{"board":"v9.9","version":"0.5.6"}'],
    ['no version', '{"board":"v3.6-56V","version":6}'],
    ['null', 'null'],
  ])('is not recognised by a record that is damaged: %s', async (_, text) => {
    const { server, cache } = await known(null);
    cache.files.set(`release-${sha256(bytes)}.json`, new TextEncoder().encode(text));
    expect(await firstDownloadOf(cache, sha256(bytes))).toBeUndefined();
    await server[Symbol.asyncDispose]();
  });

  it('is not recognised where the cache cannot be read', async () => {
    const fail = () => Promise.reject(new Error('EACCES'));
    const vault = { put: fail, get: fail, list: fail, remove: fail, locate: (key: string) => key };
    expect(await firstDownloadOf(vault, sha256(bytes))).toBeUndefined();
  });
});

it('a digest that was kept in the first form of its record still counts', async () => {
  const { server, cache, fetchAgain } = await known(null);
  const current = [...cache.files.keys()].find((key) => key.startsWith('first-'))!;
  const kept = cache.files.get(current)!;
  cache.files.delete(current);
  const url = `${server.base}${filePath(tag, name)}`;
  cache.files.set(`digest-${sha256(new TextEncoder().encode(`${bytes.length} ${url}`)).slice(0, 32)}.json`, kept);
  cache.files.delete(`file-${sha256(bytes)}`);
  server.route(filePath(tag, name), { body: replaced });
  await refused(fetchAgain(), 'checksum-mismatch');
  await server[Symbol.asyncDispose]();
});

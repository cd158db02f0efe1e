// The releases of another repository, from lists as GitHub gives them.

import { boardVersion } from '@odflash/core';
import { boardVersions } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { compareVersions } from '../../src/catalogue/entry.ts';
import {
  bytes,
  filePath,
  firstPage,
  listPath,
  name,
  open,
  pageOf,
  publish,
  published,
  refused,
  releasesAnswer,
  type Server,
  serve,
} from './bench.ts';
import { githubDigest, type ReleaseWish } from './github-json.ts';

async function offered(server: Server, board: string) {
  const { catalogue } = open(server.base + listPath);
  const releases = await catalogue.releases(boardVersion(board)!);
  return releases.map(({ version, name: file }) => `${version} ${file}`);
}

const everyFormat = (stem: string) => ['hex', 'elf', 'bin'].map((ending) => `ODriveFirmware_${stem}.${ending}`);

describe('the releases of a repository for a board', () => {
  it('are those whose file names exactly that board, newest first by number', async () => {
    await using server = await serve();
    publish(server, [
      { tag: 'fw-v0.4.9', assets: everyFormat('v3.6-56V') },
      { tag: 'fw-v0.5.6', assets: [...everyFormat('v3.6-56V'), ...everyFormat('v3.6-24V')] },
      { tag: 'fw-v0.4.12', assets: everyFormat('v3.6-56V') },
      { tag: 'fw-v0.5.5', assets: everyFormat('v3.6-24V') },
    ]);
    expect(await offered(server, 'v3.6-56V')).toEqual([`0.5.6 ${name}`, `0.4.12 ${name}`, `0.4.9 ${name}`]);
    expect(await offered(server, 'v3.6-24V')).toEqual([
      '0.5.6 ODriveFirmware_v3.6-24V.hex',
      '0.5.5 ODriveFirmware_v3.6-24V.hex',
    ]);
  });

  it('are none rather than those of a neighbour board, voltage or family', async () => {
    await using server = await serve();
    const near = [
      'v3.5-48V',
      'v3.6-48V',
      'v3.6',
      'v3.5-24V-2',
      'v3.5-240V',
      'v3.7-56V',
      'v4.1-58V',
      'v3.3-24V',
      'v3.3',
    ];
    publish(server, [{ tag: 'fw-v0.5.6', assets: near.map((stem) => `ODriveFirmware_${stem}.hex`) }]);
    const exact = await Promise.all(
      boardVersions.map(async ({ name: board }) => [board, await offered(server, board)]),
    );
    expect(exact.filter(([, found]) => found!.length > 0)).toEqual([
      ['v3.3', ['0.5.6 ODriveFirmware_v3.3.hex']],
      ['v3.5-48V', ['0.5.6 ODriveFirmware_v3.5-48V.hex']],
    ]);
  });

  it('are HEX files, whose lines carry checksums, or else ELF, never raw binaries', async () => {
    await using server = await serve();
    const stem = 'ODriveFirmware_v3.5-24V';
    publish(server, [
      { tag: 'fw-v0.5.6', assets: [`${stem}.bin`, `${stem}.hex`, `${stem}.elf`] },
      { tag: 'fw-v0.5.5', assets: [`${stem}.bin`, `${stem}.elf`] },
      { tag: 'fw-v0.5.4', assets: [`${stem}.bin`, `${stem}.map`, 'Source.zip'] },
    ]);
    expect(await offered(server, 'v3.5-24V')).toEqual([`0.5.6 ${stem}.hex`, `0.5.5 ${stem}.elf`]);
  });

  it('leave out drafts, unfinished uploads and tags of other things', async () => {
    await using server = await serve();
    const others = [
      'v9.9.8',
      'odrivetool-v9.9.7',
      'fw-v9.9',
      'fw-9.9.9',
      'fw-v9.9.9-',
      'fw-v9.9.9-../x',
      'fw-v99999.0.0',
    ];
    publish(server, [
      { tag: 'fw-v9.9.9', draft: true, assets: [name] },
      { tag: 'fw-v9.9.6', assets: [{ name, state: 'starter' }] },
      ...others.map((tag) => ({ tag, assets: [name] })),
      { tag: 'fw-v0.5.6', assets: [name] },
    ]);
    expect(await offered(server, 'v3.6-56V')).toEqual([`0.5.6 ${name}`]);
  });

  it('mark pre-releases, whether GitHub says so or the version, and know their dashed names', async () => {
    await using server = await serve();
    const assets = ['ODriveFirmware-v3.6-24V.hex'];
    publish(server, [
      { tag: 'fw-v0.5.1-rc10', assets },
      { tag: 'fw-v0.5.1-rc2', prerelease: true, assets },
      { tag: 'fw-v0.5.1', assets },
      { tag: 'fw-v0.5.0', prerelease: true, assets },
    ]);
    const found = await open(server.base + listPath).catalogue.releases(boardVersion('v3.6-24V')!);
    expect(found.map(({ version, prerelease }) => `${version} ${prerelease}`)).toEqual([
      '0.5.1 false',
      '0.5.1-rc10 true',
      '0.5.1-rc2 true',
      '0.5.0 true',
    ]);
  });

  it('carry the digest where GitHub has one, and say so where it has none', async () => {
    await using server = await serve();
    publish(server, [published, { tag: 'fw-v0.5.5', assets: [{ name, bytes, digest: null }] }]);
    const { catalogue } = open(server.base + listPath);
    const [newest, older] = await catalogue.releases(boardVersion('v3.6-56V')!);
    expect([newest, older].map((entry) => entry?.verified)).toEqual(['publisher', 'not-verified']);
    expect(newest?.sha256).toBe(githubDigest(bytes).slice(7));
    expect((await catalogue.fetch(newest!)).verified).toBe('publisher');
    expect((await catalogue.fetch(older!)).bytes).toEqual(bytes);
  });

  it('are missing if the list does not have them, or their file was removed since', async () => {
    await using server = await serve();
    publish(server, [{ tag: 'fw-v0.5.6', assets: [name] }]);
    const { catalogue, clock } = open(server.base + listPath);
    await refused(catalogue.fetch({ version: '0.5.7', name, prerelease: false }), 'release-missing');
    const [entry] = await catalogue.entries();
    const error = await refused(catalogue.fetch(entry!), 'release-missing');
    expect(inEnglish(error.text)).toContain(`${name} of 0.5.6`);
    expect([server.paths().at(-1), clock.pauses]).toEqual([filePath('fw-v0.5.6', name), []]);
  });

  it('are ordered as numbers, pre-releases before their release', () => {
    const order = ['0.4.9', '0.4.12', '0.5.1-alpha', '0.5.1-rc2', '0.5.1-rc10', '0.5.1', '0.5.6', '0.10.0', '1.0.0'];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });
});

describe('the pages of a list', () => {
  const full = (tag: string): readonly ReleaseWish[] => Array.from({ length: 100 }, () => ({ tag, assets: [name] }));

  it('are read until one is not full, each asked as the API wants it', async () => {
    await using server = await serve();
    server.route(firstPage, releasesAnswer(server, full('fw-v0.4.12')));
    // A release that came out meanwhile pushed the last one of the first page onto the second.
    server.route(
      pageOf(2),
      releasesAnswer(
        server,
        ['fw-v0.4.12', 'fw-v0.5.6'].map((tag) => ({ tag, assets: [name] })),
      ),
    );
    expect(await offered(server, 'v3.6-56V')).toEqual([`0.5.6 ${name}`, `0.4.12 ${name}`]);
    expect(server.paths()).toEqual([firstPage, pageOf(2)]);
    for (const { headers } of server.asked)
      expect(headers).toMatchObject({ accept: 'application/vnd.github+json', 'user-agent': 'odflash' });
  });

  it('are not turned for ever', async () => {
    await using server = await serve();
    for (let page = 1; page <= 12; page++) server.route(pageOf(page), releasesAnswer(server, full('fw-v0.5.6')));
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'refused');
    expect(inEnglish(error.text)).toMatch(/too long/);
    expect(server.asked.length).toBe(10);
  });
});

describe('a list that is not as lists are', () => {
  const release = (change: object) => [
    { tag_name: 'fw-v0.5.6', draft: false, prerelease: false, assets: [], ...change },
  ];
  const asset = (change: object) =>
    release({ assets: [{ name, size: 1, digest: null, browser_download_url: `http://127.0.0.1/${name}`, ...change }] });

  it.each<[string, unknown, RegExp]>([
    ['an object', { message: 'Moved' }, /not a list/],
    ['a release without a tag', [{ draft: false }], /no tag/],
    ['a release that is null', [null], /no tag/],
    ['a release without files', release({ assets: undefined }), /fw-v0\.5\.6/],
    ['a flag that is text', release({ draft: 'no' }), /fw-v0\.5\.6/],
    ['a file without a name', release({ assets: [{}] }), /no name/],
    ['a file without a size', asset({ size: undefined }), /size of ODriveFirmware_v3\.6-56V\.hex/],
    ['a file of negative size', asset({ size: -1 }), /size/],
    ['a digest cut in half', asset({ digest: 'sha256:abcd' }), /digest/],
    ['a digest of an unknown kind', asset({ digest: `md5:${'0'.repeat(32)}` }), /digest/],
    ['an address that is none', asset({ browser_download_url: 'ODriveFirmware.hex' }), /address/],
    ['an address on this machine', asset({ browser_download_url: 'file:///etc/passwd' }), /address/],
  ])('is refused, and not asked for again: %s', async (_, list, says) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(list) });
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-list');
    expect(inEnglish(error.text)).toMatch(says);
    expect(server.asked.length).toBe(1);
  });

  it.each([
    ['nothing at all', ''],
    ['bytes that are no text', Buffer.from([0x5b, 0xff, 0xfe, 0x5d])],
    ['half of a list', '[{"tag_name":"fw-v0.5.6","dra'],
  ])('is refused: %s', async (_, body) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-list');
  });

  it('never leads from HTTPS to HTTP', async () => {
    const list = asset({ browser_download_url: `http://example.com/${name}` });
    const fetch = async () => new Response(JSON.stringify(list), { headers: { 'content-type': 'application/json' } });
    const { catalogue } = open('https://api.example/releases', { fetch });
    expect(inEnglish((await refused(catalogue.entries(), 'download-failed', 'bad-list')).text)).toMatch(/address/);
  });
});

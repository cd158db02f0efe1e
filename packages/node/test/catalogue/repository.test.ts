// The releases of another repository, from lists as GitHub gives them.

import { boardVersion } from '@odflash/core';
import { boardVersions } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { compareVersions } from '../../src/catalogue/entry.ts';
import { bytes, filePath, firstPage, name, open, publish, published, refused, type Server, serve } from './bench.ts';
import { githubDigest } from './github-json.ts';

async function offered(server: Server, board: string) {
  const releases = await open(server.list).catalogue.releases(boardVersion(board)!);
  return releases.map(({ version, name: file }) => `${version} ${file}`);
}

describe('the releases of a repository for a board', () => {
  it('are the HEX files, whose lines carry checksums, that name exactly that board, newest first by number', async () => {
    await using server = await serve();
    const files = (stem: string) => ['bin', 'hex', 'elf', 'map'].map((ending) => `ODriveFirmware_${stem}.${ending}`);
    publish(server, [
      { tag: 'fw-v0.4.9', assets: files('v3.6-56V') },
      { tag: 'fw-v0.5.6', assets: [...files('v3.6-56V'), ...files('v3.6-24V'), 'Source.zip'] },
      { tag: 'fw-v0.4.12', assets: files('v3.6-56V') },
      { tag: 'fw-v0.5.5', assets: ['ODriveFirmware_v3.6-56V.bin', ...files('v3.6-24V')] },
    ]);
    expect(await offered(server, 'v3.6-56V')).toEqual([`0.5.6 ${name}`, `0.4.12 ${name}`, `0.4.9 ${name}`]);
    const other = 'ODriveFirmware_v3.6-24V.hex';
    expect(await offered(server, 'v3.6-24V')).toEqual([`0.5.6 ${other}`, `0.5.5 ${other}`]);
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
    const found = await Promise.all(boardVersions.map(({ name: board }) => offered(server, board)));
    expect(found.flat()).toEqual(['0.5.6 ODriveFirmware_v3.3.hex', '0.5.6 ODriveFirmware_v3.5-48V.hex']);
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
    const found = await open(server.list).catalogue.entries();
    expect(found.map(({ version, prerelease }) => `${version} ${prerelease}`)).toEqual([
      '0.5.1 false',
      '0.5.1-rc10 true',
      '0.5.1-rc2 true',
      '0.5.0 true',
    ]);
    const order = ['0.4.9', '0.4.12', '0.5.1-alpha', '0.5.1-rc2', '0.5.1-rc10', '0.5.1', '0.5.6', '0.10.0', '1.0.0'];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });

  it('carry the digest where GitHub has one, and say so where it has none', async () => {
    await using server = await serve();
    publish(server, [published, { tag: 'fw-v0.5.5', assets: [{ name, bytes, digest: null }] }]);
    const { catalogue } = open(server.list);
    const [newest, older] = await catalogue.entries();
    expect([newest, older].map((entry) => entry?.verified)).toEqual(['publisher', 'not-verified']);
    expect(newest?.sha256).toBe(githubDigest(bytes).slice(7));
    expect((await catalogue.fetch(newest!)).verified).toBe('publisher');
    expect((await catalogue.fetch(older!)).bytes).toEqual(bytes);
  });

  it('are missing if the list does not have them, or their file was removed since', async () => {
    await using server = await serve();
    publish(server, [{ tag: 'fw-v0.5.6', assets: [name] }]);
    const { catalogue } = open(server.list);
    await refused(catalogue.fetch({ version: '0.5.7', name, prerelease: false }), 'release-missing');
    const [entry] = await catalogue.entries();
    const error = await refused(catalogue.fetch(entry!), 'release-missing');
    expect(inEnglish(error.text)).toContain(`${name} of 0.5.6`);
    expect(server.asked).toEqual([firstPage, filePath('fw-v0.5.6', name)]);
  });
});

describe('a list that is not as lists are', () => {
  const release = (change: object) => [
    { tag_name: 'v0.3.6' },
    { tag_name: 'fw-v0.5.6', draft: false, prerelease: false, assets: [], ...change },
  ];
  const asset = (change: object) =>
    release({ assets: [{ name, size: 1, digest: null, browser_download_url: `http://127.0.0.1/${name}`, ...change }] });

  it.each<[string, unknown]>([
    ['an object', { message: 'Moved' }],
    ['a release without a tag', [{ draft: false }]],
    ['a release that is null', [null]],
    ['a release without files', release({ assets: undefined })],
    ['a flag that is text', release({ draft: 'no' })],
    ['a file without a name', release({ assets: [{}] })],
    ['a file without a size', asset({ size: undefined })],
    ['a file of negative size', asset({ size: -1 })],
    ['a digest cut in half', asset({ digest: 'sha256:abcd' })],
    ['a digest of an unknown kind', asset({ digest: `md5:${'0'.repeat(32)}` })],
    ['an address that is none', asset({ browser_download_url: 'ODriveFirmware.hex' })],
    ['an address on this machine', asset({ browser_download_url: 'file:///etc/passwd' })],
  ])('is refused: %s', async (_, list) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(list) });
    const error = await refused(open(server.list).catalogue.entries(), 'download-failed', 'bad-list');
    if (Array.isArray(list)) expect(inEnglish(error.text)).toContain(`release ${list.length} of the list is invalid`);
  });

  it.each([
    ['nothing at all', ''],
    ['bytes that are no text', Buffer.from([0x5b, 0xff, 0xfe, 0x5d])],
    ['half of a list', '[{"tag_name":"fw-v0.5.6","dra'],
  ])('is refused: %s', async (_, body) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body });
    await refused(open(server.list).catalogue.entries(), 'download-failed', 'bad-list');
  });

  it('never leads from HTTPS to HTTP', async () => {
    const list = asset({ browser_download_url: `http://example.com/${name}` });
    const { catalogue } = open('https://api.example/releases', { fetch: async () => Response.json(list) });
    await refused(catalogue.entries(), 'download-failed', 'bad-list');
  });
});

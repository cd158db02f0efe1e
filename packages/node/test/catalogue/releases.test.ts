// Which releases there are for a board, from lists as GitHub gives them.

import { boardVersion, boardVersions } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { compareVersions, versionOfTag } from '../../src/catalogue/firmware-tag.ts';
import { nextPage } from '../../src/catalogue/link-header.ts';
import { releasePlace } from '../../src/catalogue/place.ts';
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
} from './bench.ts';
import { githubDigest, type ReleaseWish } from './github-json.ts';

const board = (name: string) => boardVersion(name)!;

async function offered(server: Server, name: string) {
  const { catalogue } = open(server.base + listPath);
  return (await catalogue.releases(board(name))).map(({ version, name: file }) => `${version} ${file}`);
}

const everyFormat = (stem: string) => ['hex', 'elf', 'bin'].map((ending) => `ODriveFirmware_${stem}.${ending}`);

describe('releases for a board', () => {
  it('are those whose file names exactly that board, newest first by number', async () => {
    await using server = await serve();
    publish(server, [
      { tag: 'fw-v0.4.9', assets: everyFormat('v3.6-56V') },
      {
        tag: 'fw-v0.5.6',
        assets: [...everyFormat('v3.6-56V'), ...everyFormat('v3.6-24V'), ...everyFormat('v3.5-24V')],
      },
      { tag: 'fw-v0.4.12', assets: everyFormat('v3.6-56V') },
      { tag: 'fw-v0.5.5', assets: everyFormat('v3.6-24V') },
    ]);
    expect(await offered(server, 'v3.6-56V')).toEqual([
      '0.5.6 ODriveFirmware_v3.6-56V.hex',
      '0.4.12 ODriveFirmware_v3.6-56V.hex',
      '0.4.9 ODriveFirmware_v3.6-56V.hex',
    ]);
    expect(await offered(server, 'v3.6-24V')).toEqual([
      '0.5.6 ODriveFirmware_v3.6-24V.hex',
      '0.5.5 ODriveFirmware_v3.6-24V.hex',
    ]);
  });

  it('are none rather than a neighbour board, voltage or family', async () => {
    await using server = await serve();
    const near = [
      'v3.5-48V',
      'v3.6-48V',
      'v3.6',
      'v3.5',
      'v3.5-24V-2',
      'v3.5-240V',
      'v3.7-56V',
      'v4.1-58V',
      'v3.3-24V',
    ];
    publish(server, [{ tag: 'fw-v0.5.6', assets: near.map((stem) => `ODriveFirmware_${stem}.hex`) }]);
    const exact = await Promise.all(boardVersions.map(async ({ name }) => [name, await offered(server, name)]));
    expect(Object.fromEntries(exact.filter(([, found]) => found!.length > 0))).toEqual({
      'v3.5-48V': ['0.5.6 ODriveFirmware_v3.5-48V.hex'],
    });
  });

  it('know the old boards that have one voltage only', async () => {
    await using server = await serve();
    publish(server, [
      { tag: 'fw-v0.4.0', assets: ['v3.1', 'v3.2', 'v3.3'].map((stem) => `ODriveFirmware_${stem}.hex`) },
    ]);
    for (const name of ['v3.1', 'v3.2', 'v3.3'])
      expect(await offered(server, name)).toEqual([`0.4.0 ODriveFirmware_${name}.hex`]);
  });

  it('prefer HEX, whose lines carry checksums, then ELF, then a raw binary', async () => {
    await using server = await serve();
    const stem = 'ODriveFirmware_v3.5-24V';
    publish(server, [
      { tag: 'fw-v0.5.6', assets: [`${stem}.bin`, `${stem}.elf`, `${stem}.hex`] },
      { tag: 'fw-v0.5.5', assets: [`${stem}.bin`, `${stem}.elf`] },
      { tag: 'fw-v0.5.4', assets: [`${stem}.bin`, `${stem}.map`, 'Source.zip'] },
      { tag: 'fw-v0.5.3', assets: [{ name: `${stem}.hex`, size: 9 * 1024 * 1024 }, `${stem}.elf`] },
    ]);
    expect(await offered(server, 'v3.5-24V')).toEqual([
      `0.5.6 ${stem}.hex`,
      `0.5.5 ${stem}.elf`,
      `0.5.4 ${stem}.bin`,
      `0.5.3 ${stem}.elf`,
    ]);
  });

  it('leave out drafts, unfinished uploads and tags of other things', async () => {
    await using server = await serve();
    const assets = ['ODriveFirmware_v3.6-56V.hex'];
    publish(server, [
      { tag: 'fw-v9.9.9', draft: true, assets },
      { tag: 'v9.9.8', assets },
      { tag: 'odrivetool-v9.9.7', assets },
      { tag: 'fw-v9.9', assets },
      { tag: 'fw-v9.9.6', assets: [{ name: assets[0]!, state: 'starter' }] },
      { tag: 'fw-v0.5.6', assets },
    ]);
    expect(await offered(server, 'v3.6-56V')).toEqual(['0.5.6 ODriveFirmware_v3.6-56V.hex']);
  });

  it('mark pre-releases, whether GitHub says so or the version, and know their dashed names', async () => {
    await using server = await serve();
    const dashed = ['ODriveFirmware-v3.6-24V.hex'];
    publish(server, [
      { tag: 'fw-v0.5.1-rc10', assets: dashed },
      { tag: 'fw-v0.5.1-rc2', prerelease: true, assets: dashed },
      { tag: 'fw-v0.5.1', assets: dashed },
      { tag: 'fw-v0.5.0', prerelease: true, assets: dashed },
    ]);
    const { catalogue } = open(server.base + listPath);
    const found = await catalogue.releases(board('v3.6-24V'));
    expect(found.map(({ version, prerelease }) => [version, prerelease])).toEqual([
      ['0.5.1', false],
      ['0.5.1-rc10', true],
      ['0.5.1-rc2', true],
      ['0.5.0', true],
    ]);
  });

  it('carry the digest where GitHub has one, and say so where it has none', async () => {
    await using server = await serve();
    const bytes = hexFile();
    const name = 'ODriveFirmware_v3.6-56V.hex';
    publish(server, [
      { tag: 'fw-v0.5.6', assets: [{ name, bytes, digest: githubDigest(bytes) }] },
      { tag: 'fw-v0.5.5', assets: [{ name, bytes, digest: null }] },
    ]);
    const { catalogue } = open(server.base + listPath);
    const [newest, older] = await catalogue.releases(board('v3.6-56V'));
    expect([newest, older].map((entry) => entry?.verified)).toEqual(['publisher', 'not-verified']);
    expect((await catalogue.fetch(newest!)).verified).toBe('publisher');
    expect((await catalogue.fetch(older!)).bytes).toEqual(bytes);
  });
});

describe('the pages of a list', () => {
  const name = 'ODriveFirmware_v3.6-56V.hex';
  const wish = (tag: string): ReleaseWish => ({ tag, assets: [name] });
  const link = (server: Server, page: number) => ({
    link: `<${server.base}/repositories/64/releases?per_page=100&page=${page}>; rel="next", <${server.base}/repositories/64/releases?per_page=100&page=9>; rel="last"`,
  });

  it('are read until there is no next one, each asked as the API wants it', async () => {
    await using server = await serve();
    const second = '/repositories/64/releases?per_page=100&page=2';
    server.route(firstPage, releasesAnswer(server, [wish('fw-v0.4.12'), wish('fw-v0.5.1')], link(server, 2)));
    // A release that came out meanwhile pushed the last one of the first page onto the second.
    server.route(second, releasesAnswer(server, [wish('fw-v0.5.1'), wish('fw-v0.5.6')]));
    expect(await offered(server, 'v3.6-56V')).toEqual([`0.5.6 ${name}`, `0.5.1 ${name}`, `0.4.12 ${name}`]);
    expect(server.paths()).toEqual([firstPage, second]);
    for (const { headers } of server.asked)
      expect(headers).toMatchObject({ accept: 'application/vnd.github+json', 'user-agent': 'odflash' });
  });

  it('are not turned for ever', async () => {
    await using server = await serve();
    server.route(firstPage, releasesAnswer(server, [wish('fw-v0.5.6')], link(server, 1)));
    for (let page = 1; page <= 12; page++)
      server.route(
        `/repositories/64/releases?per_page=100&page=${page}`,
        releasesAnswer(server, [wish('fw-v0.5.6')], link(server, page + 1)),
      );
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-reply');
    expect(error.message).toMatch(/no end/);
    expect(server.asked.length).toBe(10);
  });

  it('are not turned in a circle', async () => {
    await using server = await serve();
    server.route(firstPage, releasesAnswer(server, [], { link: `<${server.base}${firstPage}>; rel=next` }));
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-reply');
    expect(server.asked.length).toBe(1);
  });

  it('do not go on at another server', async () => {
    await using server = await serve();
    server.route(firstPage, releasesAnswer(server, [], { link: '<http://192.0.2.1/page2>; rel="next"' }));
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-reply');
    expect(error.message).toContain('192.0.2.1');
  });

  it('are found in every form of the Link header', () => {
    const here = 'https://api.example/releases';
    const next = 'https://api.example/releases?page=2';
    const forms = [
      `<${next}>; rel="next"`,
      `<${next}>;rel=next`,
      `<?page=2>; rel="next"`,
      `<https://api.example/releases?page=1>; rel="prev", <${next}>; rel="next", <x>; rel="last"`,
      `<${next}>; title="a, b; c"; rel="last next"`,
    ];
    for (const form of forms) expect(nextPage(form, here), form).toBe(next);
    const none = [null, '', `<${next}>; rel="last"`, `<${next}>; rel="nextpage"`, `<${next}>`, '<<>>;;rel', 'next'];
    for (const form of none) expect(nextPage(form, here), String(form)).toBeUndefined();
  });
});

describe('a list that is not as lists are', () => {
  const broken: readonly [string, unknown, RegExp][] = [
    ['an object', { message: 'Moved' }, /no list/],
    ['a release without a tag', [{ draft: false }], /no tag/],
    ['a release that is null', [null], /no tag/],
    ['a release without files', [{ tag_name: 'fw-v0.5.6', draft: false, prerelease: false }], /fw-v0\.5\.6/],
    ['a flag that is text', [{ tag_name: 'fw-v0.5.6', draft: 'no', prerelease: false, assets: [] }], /fw-v0\.5\.6/],
    ['a file without a name', [{ tag_name: 'fw-v0.5.6', draft: false, prerelease: false, assets: [{}] }], /no name/],
    ['a file without a size', assetWith({ size: undefined }), /size of ODriveFirmware_v3\.6-56V\.hex/],
    ['a file of negative size', assetWith({ size: -1 }), /size/],
    ['a digest cut in half', assetWith({ digest: 'sha256:abcd' }), /digest/],
    ['a digest of an unknown kind', assetWith({ digest: `md5:${'0'.repeat(32)}` }), /digest/],
    ['an address that is none', assetWith({ browser_download_url: 'ODriveFirmware.hex' }), /address/],
    ['an address on this machine', assetWith({ browser_download_url: 'file:///etc/passwd' }), /address/],
  ];

  function assetWith(change: object): unknown {
    const url = 'http://127.0.0.1/ODriveFirmware_v3.6-56V.hex';
    const asset = { name: 'ODriveFirmware_v3.6-56V.hex', size: 1, digest: null, browser_download_url: url, ...change };
    return [{ tag_name: 'fw-v0.5.6', draft: false, prerelease: false, assets: [asset] }];
  }

  it.each(broken)('%s is refused, and not asked for again', async (_, list, says) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(list) });
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-list');
    expect(error.message).toMatch(says);
    expect(server.asked.length).toBe(1);
  });

  it('never leads from HTTPS to HTTP', async () => {
    const list = assetWith({ browser_download_url: 'http://example.com/ODriveFirmware_v3.6-56V.hex' });
    const fetch = async () => new Response(JSON.stringify(list), { headers: { 'content-type': 'application/json' } });
    const { catalogue } = open('https://api.example/releases', { fetch });
    expect((await refused(catalogue.entries(), 'download-failed', 'bad-list')).message).toMatch(/address/);
  });
});

describe('a release that is wanted', () => {
  it('is missing if the list does not have it', async () => {
    await using server = await serve();
    publish(server, [{ tag: 'fw-v0.5.6', assets: ['ODriveFirmware_v3.6-56V.hex'] }]);
    const { catalogue } = open(server.base + listPath);
    const strange = { version: '0.5.7', name: 'ODriveFirmware_v3.6-56V.hex', prerelease: false };
    await refused(catalogue.fetch(strange), 'release-missing');
  });

  it('is missing if its file was removed since', async () => {
    await using server = await serve();
    publish(server, [{ tag: 'fw-v0.5.6', assets: ['ODriveFirmware_v3.6-56V.hex'] }]);
    const { catalogue, clock } = open(server.base + listPath);
    const [entry] = await catalogue.entries();
    const error = await refused(catalogue.fetch(entry!), 'release-missing');
    expect(error.message).toContain('ODriveFirmware_v3.6-56V.hex of 0.5.6');
    expect(server.paths().at(-1)).toBe(filePath('fw-v0.5.6', 'ODriveFirmware_v3.6-56V.hex'));
    expect(clock.pauses).toEqual([]);
  });
});

describe('versions', () => {
  it('are read from tags of firmware only', () => {
    expect(['fw-v0.5.6', 'fw-v0.5.1-rc2', 'fw-v10.20.30'].map(versionOfTag)).toEqual([
      '0.5.6',
      '0.5.1-rc2',
      '10.20.30',
    ]);
    const others = [
      'v0.5.6',
      'fw-0.5.6',
      'fw-v0.5',
      'fw-v0.5.6.7',
      'fw-v0.5.6-',
      'fw-v0.5.6-../x',
      'fw-v99999.0.0',
      ' fw-v0.5.6',
    ];
    for (const tag of others) expect(versionOfTag(tag), tag).toBeUndefined();
  });

  it('are ordered as numbers, pre-releases before their release', () => {
    const order = ['0.4.9', '0.4.12', '0.5.1-alpha', '0.5.1-rc2', '0.5.1-rc10', '0.5.1', '0.5.6', '0.10.0', '1.0.0'];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });
});

describe('the place releases come from', () => {
  it.each([
    [undefined, 'github', 'https://api.github.com/repos/odriverobotics/ODrive/releases?per_page=100'],
    [
      'https://ghe.example/api/v3/repos/a/b/releases',
      'github',
      'https://ghe.example/api/v3/repos/a/b/releases?per_page=100',
    ],
    ['https://github.com/a/b', 'github', 'https://api.github.com/repos/a/b/releases?per_page=100'],
    ['https://github.com/a/b.git', 'github', 'https://api.github.com/repos/a/b/releases?per_page=100'],
    ['https://github.com/a/b/releases/', 'github', 'https://api.github.com/repos/a/b/releases?per_page=100'],
    [
      'https://github.com/a/b/releases/download/v1/',
      'mirror',
      'https://github.com/a/b/releases/download/v1/manifest.json',
    ],
    ['https://lab.example/odrive', 'mirror', 'https://lab.example/odrive/manifest.json'],
    ['http://lab.example/releases/', 'mirror', 'http://lab.example/releases/manifest.json'],
    ['http://lab.example/x/manifest.json', 'mirror', 'http://lab.example/x/manifest.json'],
    ['file:///srv/mirror', 'mirror', 'file:///srv/mirror/manifest.json'],
    ['/srv/my mirror/', 'mirror', 'file:///srv/my%20mirror/manifest.json'],
  ] as const)('%s is a %s', (text, kind, url) => {
    expect(releasePlace(text)).toEqual({ kind, url });
  });

  it.each([
    'ftp://lab.example/x',
    'http://',
    'https://me:secret@lab.example/x',
    'javascript:alert(1)',
    'file://host/share',
  ])('%s is none', async (text) => {
    await refused((async () => releasePlace(text))(), 'usage');
  });
});

// Lists in pages, and lists that are not as they should be.

import { describe, expect, it } from 'vitest';
import { nextPage } from '../../src/catalogue/link-header.ts';
import { firstPage, listPath, open, refused, releasesAnswer, type Server, serve } from './bench.ts';
import type { ReleaseWish } from './github-json.ts';
import { offered } from './offered.ts';

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

// The releases of another repository, from lists as GitHub gives them.

import { boardVersions } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { compareVersions } from '../../src/catalogue/entry.ts';
import {
  bytes,
  filePath,
  firstPage,
  githubDigest,
  json,
  name,
  open,
  published,
  type ReleaseSpec,
  refused,
  serve,
} from './bench.ts';

const files = (stem: string) => ['bin', 'hex', 'elf', 'map'].map((ending) => `ODriveFirmware_${stem}.${ending}`);
const near = ['v3.5-48V', 'v3.6-48V', 'v3.6', 'v3.5-24V-2', 'v3.5-240V', 'v3.7-56V', 'v4.1-58V', 'v3.3-24V', 'v3.3'];
const others = ['v9.9.8', 'odrivetool-v9.9.7', 'fw-v9.9', 'fw-9.9.9', 'fw-v9.9.9-', 'fw-v9.9.9-../x', 'fw-v99999.0.0'];
const dashed = ['ODriveFirmware-v3.6-24V.hex'];

/** What a repository has, and what is offered of it: version, file, `*` for a pre-release. */
const offers: readonly (readonly [string, readonly ReleaseSpec[], readonly string[]])[] = [
  [
    'the HEX files, whose lines carry checksums, newest first by number',
    [
      { tag: 'fw-v0.4.9', assets: files('v3.6-56V') },
      { tag: 'fw-v0.5.6', assets: [...files('v3.6-56V'), ...files('v3.6-24V'), 'Source.zip'] },
      { tag: 'fw-v0.4.12', assets: files('v3.6-56V') },
      { tag: 'fw-v0.5.5', assets: ['ODriveFirmware_v3.6-56V.bin', ...files('v3.6-24V')] },
    ],
    [
      '0.5.6 ODriveFirmware_v3.6-24V.hex',
      '0.5.6 ODriveFirmware_v3.6-56V.hex',
      '0.5.5 ODriveFirmware_v3.6-24V.hex',
      '0.4.12 ODriveFirmware_v3.6-56V.hex',
      '0.4.9 ODriveFirmware_v3.6-56V.hex',
    ],
  ],
  [
    'files that name exactly a board, none of a neighbour board, voltage or family',
    [{ tag: 'fw-v0.5.6', assets: near.map((stem) => `ODriveFirmware_${stem}.hex`) }],
    ['0.5.6 ODriveFirmware_v3.3.hex', '0.5.6 ODriveFirmware_v3.5-48V.hex'],
  ],
  [
    'no drafts, unfinished uploads and tags of other things',
    [
      { tag: 'fw-v9.9.9', draft: true, assets: [name] },
      { tag: 'fw-v9.9.6', assets: [{ name, state: 'starter' }] },
      ...others.map((tag) => ({ tag, assets: [name] })),
      { tag: 'fw-v0.5.6', assets: [name] },
    ],
    [`0.5.6 ${name}`],
  ],
  [
    'pre-releases, whether GitHub says so or the version, by their dashed names, too',
    [
      { tag: 'fw-v0.5.1-rc10', assets: dashed },
      { tag: 'fw-v0.5.1-rc2', prerelease: true, assets: dashed },
      { tag: 'fw-v0.5.1', assets: dashed },
      { tag: 'fw-v0.5.0', prerelease: true, assets: dashed },
    ],
    ['0.5.1', '0.5.1-rc10*', '0.5.1-rc2*', '0.5.0*'].map((version) => `${version} ${dashed[0]}`),
  ],
];

describe('a repository', () => {
  it.each(offers)('offers %s, each only to its board', async (_, releases, offered) => {
    await using server = await serve(...releases);
    const { catalogue } = open(server.list);
    const entries = await catalogue.entries();
    const shown = entries.map(({ version, prerelease, name: file }) => `${version}${prerelease ? '*' : ''} ${file}`);
    expect(shown).toEqual(offered);
    for (const board of boardVersions) {
      const own = entries.filter(({ name: file }) => file.endsWith(`${board.name}.hex`));
      expect(await catalogue.releases(board)).toEqual(own);
    }
  });

  it('sorts versions by number, a release after its pre-releases', () => {
    const order = ['0.4.9', '0.4.12', '0.5.1-alpha', '0.5.1-rc2', '0.5.1-rc10', '0.5.1', '0.5.6', '0.10.0', '1.0.0'];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });

  it('gives the digest that GitHub has, or reports that there is none', async () => {
    await using server = await serve(published, { tag: 'fw-v0.5.5', assets: [{ name, bytes, digest: null }] });
    const { catalogue } = open(server.list);
    const [newest, older] = await catalogue.entries();
    expect([newest, older].map((entry) => entry?.verified)).toEqual(['publisher', 'not-verified']);
    expect(newest?.sha256).toBe(githubDigest(bytes).slice(7));
    expect((await catalogue.fetch(newest!)).verified).toBe('publisher');
    expect((await catalogue.fetch(older!)).bytes).toEqual(bytes);
  });

  it('refuses a file that its list does not contain, or that was removed since', async () => {
    await using server = await serve({ tag: 'fw-v0.5.6', assets: [name] });
    const { catalogue } = open(server.list);
    await refused(catalogue.fetch({ version: '0.5.7', name, prerelease: false }), 'release-missing');
    const [entry] = await catalogue.entries();
    const error = await refused(catalogue.fetch(entry!), 'release-missing');
    expect(inEnglish(error.text)).toContain(`${name} of 0.5.6`);
    expect(server.asked).toEqual([firstPage, filePath('fw-v0.5.6', name)]);
  });
});

const release = (change: object) => [
  { tag_name: 'v0.3.6' },
  { tag_name: 'fw-v0.5.6', draft: false, prerelease: false, assets: [], ...change },
];
const asset = (change: object) =>
  release({ assets: [{ name, size: 1, digest: null, browser_download_url: `http://127.0.0.1/${name}`, ...change }] });
const text = (list: unknown) => JSON.stringify(list);

describe('an invalid list', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty answer', '', /not JSON/],
    ['bytes that are not text', Buffer.from([0x5b, 0xff, 0xfe, 0x5d]), /not JSON/],
    ['an incomplete list', '[{"tag_name":"fw-v0.5.6","dra', /not JSON/],
    ['an object', text({ message: 'Moved' }), /not a list/],
    ['a release without a tag', text([{ draft: false }]), /release 1 of/],
    ['a release that is null', text([null]), /release 1 of/],
    ['a release without files', text(release({ assets: undefined })), /release 2 of/],
    ['a flag that is text', text(release({ draft: 'no' })), /release 2 of/],
    ['a file without a name', text(release({ assets: [{}] })), /release 2 of/],
    ['a file without a size', text(asset({ size: undefined })), /release 2 of/],
    ['a file of negative size', text(asset({ size: -1 })), /release 2 of/],
    ['a truncated digest', text(asset({ digest: 'sha256:abcd' })), /release 2 of/],
    ['a digest of an unknown kind', text(asset({ digest: `md5:${'0'.repeat(32)}` })), /release 2 of/],
    ['a digest that is not text', text(asset({ digest: { toString: 1 } })), /release 2 of/],
    ['an invalid address', text(asset({ browser_download_url: 'ODriveFirmware.hex' })), /release 2 of/],
    ['a local address', text(asset({ browser_download_url: 'file:///etc/passwd' })), /release 2 of/],
  ])('is refused: %s', async (_, body, says) => {
    await using server = await serve();
    server.route(firstPage, { headers: json, body });
    const error = await refused(open(server.list).catalogue.entries(), 'download-failed', 'bad-list');
    expect(inEnglish(error.text)).toMatch(says);
  });

  it('never contains an HTTP address if it came over HTTPS', async () => {
    const list = asset({ browser_download_url: `http://example.com/${name}` });
    const { catalogue } = open('https://api.example/releases', { fetch: async () => Response.json(list) });
    await refused(catalogue.entries(), 'download-failed', 'bad-list');
  });
});

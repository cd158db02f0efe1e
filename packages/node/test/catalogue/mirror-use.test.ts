// A static mirror as the place releases come from: over HTTP, from a folder, hostile.

import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { makeMirror } from '../../src/catalogue/make-mirror.ts';
import { hexFile, open, refused, type Server, serve } from './bench.ts';
import { sha256 } from './github-json.ts';
import { contents, mirror, names, publisher, scratch } from './mirror-bench.ts';

describe('a mirror as the place releases come from', () => {
  async function made(): Promise<Disposable & { readonly path: string }> {
    await using server = await publisher();
    const folder = scratch();
    await mirror(server, folder.path);
    return folder;
  }

  /** Serves the folder's files as any web server does. */
  async function served(folder: string): Promise<Server> {
    const server = await serve();
    for (const path of Object.keys(contents(folder)))
      server.route(`/lab/${path}`, { body: readFileSync(join(folder, path)) });
    return server;
  }

  it.each(['path', 'URL'])('works from a folder by its %s, offline too', async (form) => {
    using folder = await made();
    const place = form === 'path' ? folder.path : pathToFileURL(folder.path).href;
    for (const offline of [false, true]) {
      const { catalogue, cache } = open(place, { offline });
      const [entry] = await catalogue.releases(boardVersion('v3.6-56V')!);
      expect(entry?.version).toBe('0.5.6');
      expect(await catalogue.fetch(entry!)).toEqual({ bytes: hexFile(11), verified: 'mirror' });
      expect(cache.files.size).toBe(0);
    }
  });

  it('works from a web server, and gives the same to a mirror of the mirror', async () => {
    using folder = await made();
    await using lab = await served(folder.path);
    using copy = scratch();
    const { catalogue } = open(`${lab.base}/lab`);
    const { files } = await makeMirror(catalogue, { folder: copy.path });
    expect(files.every(({ verified }) => verified === 'mirror')).toBe(true);
    const { 'manifest.json': _, ...firmware } = contents(folder.path);
    expect(contents(copy.path)).toMatchObject(firmware);
  });

  it('refuses a file that is not what the manifest says', async () => {
    using folder = await made();
    const path = join(folder.path, '0.4.12', names[1]!);
    const bytes = readFileSync(path);
    bytes[100]! ^= 1;
    writeFileSync(path, bytes);
    const { catalogue } = open(folder.path);
    const entry = (await catalogue.entries()).find(({ version, name }) => version === '0.4.12' && name === names[1]);
    await refused(catalogue.fetch(entry!), 'checksum-mismatch');
    rmSync(path);
    await refused(catalogue.fetch(entry!), 'release-missing');
  });

  it('is none without a manifest', async () => {
    using folder = scratch();
    const error = await refused(open(folder.path).catalogue.entries(), 'download-failed', 'no-mirror');
    expect(inEnglish(error.next)).toMatch(/catalogue mirror/);
    await using lab = await serve();
    await refused(open(`${lab.base}/nothing`).catalogue.entries(), 'download-failed', 'no-mirror');
    await refused(open(join(folder.path, 'nowhere')).catalogue.entries(), 'download-failed', 'no-mirror');
  });

  const file = {
    version: '0.5.6',
    prerelease: false,
    board: 'v3.6-56V',
    name: names[1],
    path: `0.5.6/${names[1]}`,
    size: 5,
    sha256: '0'.repeat(64),
    verified: 'publisher',
  };

  it.each([
    ['is another kind of file', { name: 'x', files: [] }],
    ['is of a later format', { format: 'odflash-mirror', version: 2, files: [] }],
    ['has no files', { format: 'odflash-mirror', version: 1 }],
    ['leads out of the mirror', { ...file, path: '../../etc/passwd' }],
    ['leads out of the mirror by a detour', { ...file, path: '0.5.6/../../x' }],
    ['leads to the root', { ...file, path: '/etc/passwd' }],
    ['leads to another server', { ...file, path: 'https://example.com/x.hex' }],
    ['leads to another server without a scheme', { ...file, path: '//example.com/x.hex' }],
    ['has a backslash', { ...file, path: '0.5.6\\x.hex' }],
    ['has an escaped path', { ...file, path: '0.5.6/%2e%2e/x.hex' }],
    ['has a path that is no text', { ...file, path: 7 }],
    ['has no digest', { ...file, sha256: undefined }],
    ['has half a digest', { ...file, sha256: 'abcd' }],
    ['names a board that does not exist', { ...file, board: 'v3.7-99V' }],
    ['has a version that is none', { ...file, version: '../1.0.0' }],
    ['has a size that is none', { ...file, size: 1.5 }],
    ['has a flag that is none', { ...file, prerelease: 'no' }],
    ['has a verdict nobody knows', { ...file, verified: 'toString' }],
  ])('refuses a manifest that %s', async (_, wrong) => {
    using folder = scratch();
    const manifest = 'path' in wrong ? { format: 'odflash-mirror', version: 1, files: [file, wrong] } : wrong;
    writeFileSync(join(folder.path, 'manifest.json'), JSON.stringify(manifest));
    await refused(open(folder.path).catalogue.entries(), 'download-failed', 'bad-list');
  });

  it('takes a manifest somebody wrote by hand, with a name of their own', async () => {
    using folder = scratch();
    const own = {
      ...file,
      name: 'my-build_1.hex',
      path: 'my-build_1.hex',
      size: 3,
      sha256: sha256(Buffer.from('abc')),
    };
    const manifest = { format: 'odflash-mirror', version: 1, files: [own], note: 'kept for later' };
    writeFileSync(join(folder.path, 'manifest.json'), JSON.stringify(manifest));
    writeFileSync(join(folder.path, 'my-build_1.hex'), 'abc');
    const { catalogue } = open(folder.path);
    const [entry] = await catalogue.entries();
    expect((await catalogue.fetch(entry!)).bytes).toEqual(new Uint8Array(Buffer.from('abc')));
  });

  it('refuses a manifest or a file that is too large', async () => {
    using folder = await made();
    truncateSync(join(folder.path, '0.5.6', names[1]!), 9 * 1024 * 1024);
    const { catalogue } = open(folder.path);
    const entry = (await catalogue.entries()).find(({ version, name }) => version === '0.5.6' && name === names[1]);
    await refused(catalogue.fetch(entry!), 'download-failed', 'too-large');
    truncateSync(join(folder.path, 'manifest.json'), 9 * 1024 * 1024);
    await refused(open(folder.path).catalogue.entries(), 'download-failed', 'too-large');
  });
});

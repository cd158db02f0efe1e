// A static mirror, made and used: over HTTP, from a folder, interrupted, renewed, damaged, hostile.

import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { type MirrorRequest, makeMirror } from '../../src/catalogue/make-mirror.ts';
import { filePath, hexFile, listPath, open, publish, refused, type Server, serve } from './bench.ts';
import { githubDigest, sha256 } from './github-json.ts';

const names = ['v3.5-24V', 'v3.6-56V'].map((board) => `ODriveFirmware_${board}.hex`);

/** Two releases for two boards each, and a pre-release; the older ones have no digest. */
async function publisher(): Promise<Server> {
  const server = await serve();
  const assets = (seed: number, digest: boolean) =>
    names.map((name, index) => {
      const bytes = hexFile(seed + index);
      return { name, bytes, digest: digest ? githubDigest(bytes) : null };
    });
  publish(server, [
    { tag: 'fw-v0.5.7-rc1', prerelease: true, assets: assets(30, true) },
    { tag: 'fw-v0.5.6', assets: assets(10, true) },
    { tag: 'fw-v0.4.12', assets: assets(20, false) },
  ]);
  return server;
}

function scratch(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'odflash-mirror-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function mirror(server: Server, folder: string, request: Partial<MirrorRequest> = {}) {
  return makeMirror(open(server.base + listPath).catalogue, { folder, ...request });
}

function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map((each) => join(each.parentPath, each.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), sha256(readFileSync(path))]));
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

describe('a mirror', () => {
  it('has every release for every board and a manifest that says what they are', async () => {
    await using server = await publisher();
    using folder = scratch();
    const { files, failed } = await mirror(server, folder.path);
    expect([files.length, failed]).toEqual([4, []]);
    expect(manifestOf(folder.path)).toEqual({ format: 'odflash-mirror', version: 1, files });
    expect(files[0]).toEqual({
      version: '0.5.6',
      prerelease: false,
      board: 'v3.5-24V',
      name: names[0],
      path: `0.5.6/${names[0]}`,
      size: hexFile(10).length,
      sha256: sha256(hexFile(10)),
      verified: 'publisher',
    });
    expect(files.map(({ verified }) => verified).slice(2)).toEqual(['not-verified', 'not-verified']);
    for (const { path, sha256: digest } of files) expect(contents(folder.path)[path]).toBe(digest);
  });

  it('is the same to the byte whenever and wherever it is made', async () => {
    await using server = await publisher();
    using one = scratch();
    using other = scratch();
    await mirror(server, one.path);
    await mirror(server, other.path);
    await mirror(server, other.path);
    expect(contents(other.path)).toEqual(contents(one.path));
  });

  it('is of the boards that are named, with pre-releases when they are wanted', async () => {
    await using server = await publisher();
    using folder = scratch();
    const boards = [boardVersion('v3.6-56V')!];
    const { files } = await mirror(server, folder.path, { boards, prereleases: true });
    expect(files.map(({ version, board }) => `${version} ${board}`)).toEqual([
      '0.5.7-rc1 v3.6-56V',
      '0.5.6 v3.6-56V',
      '0.4.12 v3.6-56V',
    ]);
  });

  it('of a board without firmware is none', async () => {
    await using server = await publisher();
    using folder = scratch();
    const boards = [boardVersion('v3.1')!];
    const error = await refused(mirror(server, folder.path, { boards }), 'release-missing');
    expect(error.message).toContain('v3.1');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('that was interrupted works with what it has, and goes on where it stopped', async () => {
    await using server = await publisher();
    using folder = scratch();
    using whole = scratch();
    await mirror(server, whole.path);
    const stop = new AbortController();
    let done = 0;
    const onFile = () => {
      if (++done === 2) stop.abort(new Error('Ctrl-C'));
    };
    await expect(mirror(server, folder.path, { signal: stop.signal, onFile })).rejects.toThrow('Ctrl-C');
    const half = open(folder.path);
    const entries = await half.catalogue.entries();
    expect(entries.length).toBe(2);
    for (const entry of entries) await half.catalogue.fetch(entry);
    const before = server.asked.length;
    const outcomes: string[] = [];
    await mirror(server, folder.path, { onFile: (_, outcome) => outcomes.push(outcome) });
    expect(outcomes).toEqual(['kept', 'kept', 'added', 'added']);
    expect(server.asked.length - before).toBe(1 + 2);
    expect(contents(folder.path)).toEqual(contents(whole.path));
  });

  it('renewed while it is whole downloads nothing and touches nothing but the manifest', async () => {
    await using server = await publisher();
    using folder = scratch();
    const { files } = await mirror(server, folder.path);
    const paths = files.map(({ path }) => join(folder.path, path));
    for (const path of paths) utimesSync(path, 1, 1);
    const before = server.asked.length;
    await mirror(server, folder.path);
    expect(server.asked.length - before).toBe(1);
    expect(paths.map((path) => statSync(path).mtimeMs)).toEqual(paths.map(() => 1000));
  });

  it('replaces what was damaged or is missing', async () => {
    await using server = await publisher();
    using folder = scratch();
    const { files } = await mirror(server, folder.path);
    const whole = contents(folder.path);
    truncateSync(join(folder.path, files[1]!.path), 100);
    rmSync(join(folder.path, files[3]!.path));
    writeFileSync(join(folder.path, 'manifest.json'), '{"format":');
    await mirror(server, folder.path);
    expect(contents(folder.path)).toEqual(whole);
  });

  it('goes without a file that is gone or wrong, and says which', async () => {
    await using server = await publisher();
    using folder = scratch();
    server.route(filePath('fw-v0.5.6', names[0]!), { status: 404 });
    server.route(filePath('fw-v0.5.6', names[1]!), { body: hexFile(99) });
    const { files, failed } = await mirror(server, folder.path);
    expect(failed.map(({ entry, error }) => [entry.name, error.code])).toEqual([
      [names[0], 'release-missing'],
      [names[1], 'checksum-mismatch'],
    ]);
    expect(files.map(({ path }) => path)).not.toContain(`0.5.6/${names[0]}`);
    expect(Object.keys(contents(folder.path)).length).toBe(2 + 1);
  });

  it('stops when the server is in trouble: that is no matter of one file', async () => {
    await using server = await publisher();
    using folder = scratch();
    server.route(filePath('fw-v0.5.6', names[1]!), { status: 503 });
    await refused(mirror(server, folder.path), 'download-failed', 'server');
    expect(manifestOf(folder.path).files.length).toBe(1);
  });

  it('into a folder that cannot be written is refused', async () => {
    await using server = await publisher();
    using folder = scratch();
    writeFileSync(join(folder.path, 'file'), '');
    const error = await refused(mirror(server, join(folder.path, 'file')), 'file-unwritable');
    expect(error.details.system).toBe('ENOTDIR');
  });
});

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
    expect(error.next).toMatch(/catalogue mirror/);
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

// A static mirror: made, interrupted, renewed, damaged; and as the place releases come from.

import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boardVersion } from '@odflash/core';
import { memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { type MirrorRequest, makeMirror } from '../../src/catalogue/make-mirror.ts';
import { filePath, githubDigest, hexFile, open, refused, serve, sha256 } from './bench.ts';

const names = ['v3.5-24V', 'v3.6-56V'].map((board) => `ODriveFirmware_${board}.hex`);
const assets = (seed: number, digest = true) =>
  names.map((name, index) => {
    const bytes = hexFile(seed + index);
    return { name, bytes, digest: digest ? githubDigest(bytes) : null };
  });

/** Two releases for two boards each, and a pre-release, the older ones without a digest; a folder, and a cache that runs share. */
async function bench() {
  const server = await serve(
    { tag: 'fw-v0.5.7-rc1', prerelease: true, assets: assets(30) },
    { tag: 'fw-v0.5.6', assets: assets(10) },
    { tag: 'fw-v0.4.12', assets: assets(20, false) },
  );
  const path = fs.mkdtempSync(join(tmpdir(), 'odflash-mirror-'));
  const cache = memoryVault();
  return {
    server,
    path,
    at: (...parts: string[]) => join(path, ...parts),
    make: (request: Partial<MirrorRequest> = {}) =>
      makeMirror(open(server.list, { cache }).catalogue, { folder: path, ...request }),
    contents: () => contents(path),
    async [Symbol.asyncDispose]() {
      fs.rmSync(path, { recursive: true, force: true });
      await server[Symbol.asyncDispose]();
    },
  };
}

function contents(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map((each) => join(each.parentPath, each.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), sha256(fs.readFileSync(path))]));
}

const manifest = (files: unknown, version = 1) => ({ format: 'odflash-mirror', version, files });
const entry = {
  version: '0.5.6',
  prerelease: false,
  board: 'v3.5-24V',
  name: names[0],
  path: `0.5.6/${names[0]}`,
  size: hexFile(10).length,
  sha256: sha256(hexFile(10)),
  verified: 'publisher',
};

describe('a mirror', () => {
  it('contains every release for every board and a manifest of them, identical each time it is made', async () => {
    await using one = await bench();
    await using other = await bench();
    const { files, failed } = await one.make();
    expect([files.length, failed]).toEqual([4, []]);
    expect(JSON.parse(fs.readFileSync(one.at('manifest.json'), 'utf8'))).toEqual(manifest(files));
    expect(files[0]).toEqual(entry);
    expect(files.map(({ verified }) => verified).slice(2)).toEqual(['not-verified', 'not-verified']);
    for (const { path, sha256: digest } of files) expect(one.contents()[path]).toBe(digest);
    await other.make();
    await other.make();
    expect(other.contents()).toEqual(one.contents());
  });

  it('contains the selected boards, pre-releases on request, and is refused for a board without firmware', async () => {
    await using run = await bench();
    const error = await refused(run.make({ boards: [boardVersion('v3.1')!] }), 'release-missing');
    expect(inEnglish(error.text)).toContain('v3.1');
    expect(fs.readdirSync(run.path)).toEqual([]);
    const { files } = await run.make({ boards: [boardVersion('v3.6-56V')!], prereleases: true });
    const made = files.map(({ version, board }) => `${version} ${board}`);
    expect(made).toEqual(['0.5.7-rc1 v3.6-56V', '0.5.6 v3.6-56V', '0.4.12 v3.6-56V']);
  });

  it('that was interrupted is usable, and the next run continues where it stopped', async () => {
    await using run = await bench();
    const stopAfter = async (most: number) => {
      const stop = new AbortController();
      let done = 0;
      const onFile = () => {
        if (++done === most) stop.abort(new Error('Ctrl-C'));
      };
      await expect(run.make({ signal: stop.signal, onFile })).rejects.toThrow('Ctrl-C');
      const half = open(run.path).catalogue;
      const entries = await half.entries();
      for (const each of entries) await half.fetch(each);
      return entries.length;
    };
    expect([await stopAfter(2), await stopAfter(1), await stopAfter(3)]).toEqual([2, 2, 3]);
    const before = run.server.asked.length;
    const outcomes: string[] = [];
    await run.make({ onFile: (_, outcome) => outcomes.push(outcome) });
    expect(outcomes).toEqual(['kept', 'kept', 'kept', 'added']);
    expect(run.server.asked.length - before).toBe(1 + 1);
  });

  it('that is complete is not rewritten; damaged or missing files are replaced', async () => {
    await using run = await bench();
    const { files } = await run.make();
    const whole = run.contents();
    const paths = files.map(({ path }) => run.at(path));
    for (const path of paths) fs.utimesSync(path, 1, 1);
    await run.make();
    expect(paths.map((path) => fs.statSync(path).mtimeMs)).toEqual(paths.map(() => 1000));
    fs.truncateSync(paths[1]!, 100);
    fs.rmSync(paths[3]!);
    fs.writeFileSync(run.at('manifest.json'), '{"format":');
    await run.make();
    expect(run.contents()).toEqual(whole);
    expect(run.server.asked.length).toBe(3 + files.length);
  });

  it('skips a missing or invalid file and reports it, but stops at a server error', async () => {
    await using run = await bench();
    run.server.route(filePath('fw-v0.5.6', names[0]!), { status: 404 });
    run.server.route(filePath('fw-v0.5.6', names[1]!), { body: hexFile(99) });
    const { files, failed } = await run.make();
    expect(failed.map(({ entry: { name }, error }) => [name, error.code])).toEqual([
      [names[0], 'release-missing'],
      [names[1], 'checksum-mismatch'],
    ]);
    expect(files.map(({ version }) => version)).toEqual(['0.4.12', '0.4.12']);
    expect(Object.keys(run.contents()).length).toBe(2 + 1);
    run.server.route(filePath('fw-v0.5.6', names[1]!), { status: 503 });
    await refused(run.make(), 'download-failed', 'server');
    expect((await open(run.path).catalogue.entries()).length).toBe(2);
  });

  it('in a folder that cannot be written is refused', async () => {
    await using run = await bench();
    fs.writeFileSync(run.at('file'), '');
    const error = await refused(run.make({ folder: run.at('file') }), 'file-unwritable');
    expect(error.details.system).toBe('ENOTDIR');
  });
});

describe('a mirror as the place releases come from', () => {
  it.each(['path', 'URL'])('works from a folder given by its %s, also offline', async (form) => {
    await using run = await bench();
    await run.make();
    const place = form === 'path' ? run.path : pathToFileURL(run.path).href;
    for (const offline of [false, true]) {
      const { catalogue, cache } = open(place, { offline });
      const [newest] = await catalogue.releases(boardVersion('v3.6-56V')!);
      expect(newest?.version).toBe('0.5.6');
      expect(await catalogue.fetch(newest!)).toEqual({ bytes: hexFile(11), verified: 'mirror' });
      expect(cache.files.size).toBe(0);
    }
  });

  it('works from a web server, and a mirror of the mirror is identical', async () => {
    await using run = await bench();
    await run.make();
    await using lab = await serve();
    for (const path of Object.keys(run.contents())) lab.route(`/lab/${path}`, { body: fs.readFileSync(run.at(path)) });
    const { files } = await makeMirror(open(`${lab.base}/lab`).catalogue, { folder: run.at('copy') });
    expect(files.every(({ verified }) => verified === 'mirror')).toBe(true);
    const { 'manifest.json': _, ...copied } = contents(run.at('copy'));
    expect(run.contents()).toMatchObject(copied);
  });

  it('refuses a file that is missing, too large or different from the manifest, and a manifest that is too large', async () => {
    await using run = await bench();
    await run.make();
    const { catalogue } = open(run.path);
    const [newest] = await catalogue.entries();
    const path = run.at(entry.path);
    const bytes = fs.readFileSync(path);
    bytes[100]! ^= 1;
    fs.writeFileSync(path, bytes);
    await refused(catalogue.fetch(newest!), 'checksum-mismatch');
    fs.truncateSync(path, 9 * 1024 * 1024);
    await refused(catalogue.fetch(newest!), 'download-failed', 'too-large');
    fs.rmSync(path);
    await refused(catalogue.fetch(newest!), 'release-missing');
    fs.truncateSync(run.at('manifest.json'), 9 * 1024 * 1024);
    await refused(open(run.path).catalogue.entries(), 'download-failed', 'too-large');
  });

  it('is refused without a manifest', async () => {
    await using run = await bench();
    for (const place of [run.path, run.at('nowhere'), `${run.server.base}/nothing`]) {
      const error = await refused(open(place).catalogue.entries(), 'download-failed', 'no-mirror');
      expect(inEnglish(error.next)).toMatch(/catalogue mirror/);
    }
  });

  it('refuses an invalid manifest whole', async () => {
    await using run = await bench();
    fs.writeFileSync(run.at('manifest.json'), JSON.stringify(manifest([entry, { ...entry, path: '../x' }])));
    await refused(open(run.path).catalogue.entries(), 'download-failed', 'bad-list');
  });

  it('accepts a manifest written by hand, with other file names', async () => {
    await using run = await bench();
    const own = { ...entry, name: 'my_1.hex', path: 'my_1.hex', size: 3, sha256: sha256(Buffer.from('abc')) };
    fs.writeFileSync(run.at('manifest.json'), JSON.stringify({ ...manifest([own]), note: 'kept for later' }));
    fs.writeFileSync(run.at('my_1.hex'), 'abc');
    const { catalogue } = open(run.path);
    const [only] = await catalogue.entries();
    expect((await catalogue.fetch(only!)).bytes).toEqual(new Uint8Array(Buffer.from('abc')));
  });
});

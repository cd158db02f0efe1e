// A static mirror in the making: interrupted, renewed, damaged.

import { readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { filePath, hexFile, open, refused } from './bench.ts';
import { sha256 } from './github-json.ts';
import { contents, manifestOf, mirror, names, publisher, scratch } from './mirror-bench.ts';

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
    expect(inEnglish(error.text)).toContain('v3.1');
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

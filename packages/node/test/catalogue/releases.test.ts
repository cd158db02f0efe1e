// Which releases there are for a board, from lists as GitHub gives them.

import { boardVersions } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { filePath, hexFile, listPath, open, publish, refused, serve } from './bench.ts';
import { githubDigest } from './github-json.ts';
import { board, everyFormat, offered } from './offered.ts';

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

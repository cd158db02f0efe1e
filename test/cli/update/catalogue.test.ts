// odflash catalogue as a stranger runs it, against a server on the loopback that answers as GitHub does: what there is, a
// mirror of it, and a board updated from there without any network.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { boardVersion } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import {
  filePath,
  firmware,
  firstPage,
  githubDigest,
  type Server,
  serve,
} from '../../../packages/node/test/catalogue/bench.ts';
import { keptBoard, odflash, scratch } from '../command.ts';
import { expectJsonLines } from '../json-lines.ts';
import { kept } from '../running.ts';

vi.setConfig({ testTimeout: 60_000 });

const boards = ['v3.5-48V', 'v3.6-56V'];
const fileOf = (board: string) => `ODriveFirmware_${board}.hex`;

const built = Object.fromEntries(
  boards.flatMap((board) => ['0.5.5', '0.5.6'].map((release) => [`${release} ${board}`, firmware(board, release)])),
);

/** 0.5.6 without a digest, as all of ODrive's files are; 0.5.5 as GitHub would publish it today; a pre-release. */
function publisher(): Promise<Server> {
  const assets = (release: string, digest: boolean) =>
    boards.map((board) => {
      const bytes = built[`${release} ${board}`]!;
      return { name: fileOf(board), bytes, digest: digest ? githubDigest(bytes) : null };
    });
  return serve(
    { tag: 'fw-v0.5.6', assets: assets('0.5.6', false) },
    { tag: 'fw-v0.5.5', assets: assets('0.5.5', true) },
    { tag: 'fw-v0.5.7-rc1', prerelease: true, assets: assets('0.5.6', true) },
  );
}

/** A home of its own, so that no run knows what another has downloaded. */
function home() {
  const folder = scratch();
  const env = {
    HOME: folder.path,
    LOCALAPPDATA: folder.path,
    XDG_CACHE_HOME: folder.at('cache'),
    XDG_STATE_HOME: folder.at('state'),
  };
  return {
    folder,
    env,
    run: (...words: string[]) => odflash(words, { env }),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

describe('odflash catalogue', () => {
  it.concurrent('lists the releases for a board, for people and for machines', async () => {
    await using server = await publisher();
    using at = home();
    const words = ['catalogue', '--release-url', server.list, '--board', 'v3.6-56v'];
    const [people, machines] = await Promise.all([at.run(...words), at.run(...words, '--prereleases', '--json')]);
    expect([people.status, machines.status]).toEqual([0, 0]);
    const rows = people.stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.trim().split(/ {2,}/));
    expect(rows).toEqual([
      ['0.5.6', fileOf('v3.6-56V'), expect.stringMatching(/KiB$/), 'no SHA-256 published'],
      ['0.5.5', fileOf('v3.6-56V'), expect.stringMatching(/KiB$/), 'SHA-256 published'],
    ]);
    expectJsonLines(machines.lines());
    expect(machines.lines().map(({ version, prerelease, verified }) => [version, prerelease, verified])).toEqual([
      ['0.5.7-rc1', true, 'publisher'],
      ['0.5.6', false, 'not-verified'],
      ['0.5.5', false, 'publisher'],
      [undefined, undefined, undefined],
    ]);
    expect(machines.last()).toMatchObject({ ok: true, command: 'catalogue', board: 'untouched', files: 3 });
  });

  it.concurrent('lists versions with their boards when no board is named', async () => {
    await using server = await publisher();
    using at = home();
    const { stdout } = await at.run('catalogue', '--release-url', server.list);
    expect(stdout).toBe('  0.5.6  v3.5-48V, v3.6-56V\n  0.5.5  v3.5-48V, v3.6-56V\n');
  });

  it.concurrent.each([
    ['a board without firmware', ['--board', 'v3.1'], 'release-missing', 8, /v3\.1/],
    ['a board that was never made', ['--board', 'v9.9'], 'usage', 2, /v9\.9/],
    ['a place that is none', ['--release-url', 'ftp://x/y'], 'usage', 2, /ftp:/],
    ['offline, and never online', ['--offline'], 'download-failed', 8, /Not in the download cache/],
  ] as const)('%s', async (_, words, code, exit, says) => {
    await using server = await publisher();
    using at = home();
    const place = words.includes('--release-url' as never) ? [] : ['--release-url', server.list];
    const run = await at.run('catalogue', ...words, ...place, '--json');
    expectJsonLines(run.lines());
    expect(run.last()).toMatchObject({ type: 'error', code, exit });
    expect(run.last()).not.toHaveProperty('board');
    expect([run.status, run.stderr]).toEqual([exit, expect.stringMatching(says)]);
  });

  it.concurrent('that hangs is stopped by Ctrl-C', async () => {
    await using server = await serve();
    server.route(firstPage, () => 'taken');
    using at = home();
    const run = await odflash(['catalogue', '--release-url', server.list, '--json'], {
      env: at.env,
      meanwhile: (child) => {
        const look = setInterval(() => {
          if (server.asked.length > 0) child.kill('SIGINT');
        }, 20);
        child.on('close', () => clearInterval(look));
      },
    });
    expect(run.last()).toMatchObject({ code: 'aborted', exit: 130 });
  });
});

describe('odflash catalogue mirror', () => {
  it.concurrent('makes a mirror that needs no network, continues where it was stopped, and updates a board', async () => {
    await using server = await publisher();
    using at = home();
    const mirror = at.folder.at('mirror');
    const words = ['catalogue', 'mirror', mirror, '--release-url', server.list, '--json'];
    const stopped = await odflash(words, {
      env: at.env,
      onLine: (line, child) => {
        if (line.includes('"file"')) child.kill('SIGTERM');
      },
    });
    expect(stopped.last()).toMatchObject({ code: 'aborted', exit: 130 });
    const whole = await at.run(...words);
    expectJsonLines(whole.lines());
    expect(whole.last()).toMatchObject({ ok: true, files: 4 });
    expect(Number(whole.last().kept)).toBeGreaterThan(0);
    const manifest = JSON.parse(readFileSync(join(mirror, 'manifest.json'), 'utf8'));
    expect(manifest.files).toHaveLength(4);
    await server[Symbol.asyncDispose]();
    rmSync(at.env.XDG_CACHE_HOME, { recursive: true });

    const board = kept(at.folder, 'v3.5-48V,firmware=0.5.5');
    const updated = await at.run('update', '--release-url', mirror, '--offline', '--yes', '--json', ...board);
    expect(updated.last(), updated.stderr).toMatchObject({ ok: true, board: 'verified' });
    expect(updated.lines()).toContainEqual(
      expect.objectContaining({ type: 'firmware', version: '0.5.6', name: fileOf('v3.5-48V'), verified: 'mirror' }),
    );
    const flash = readFileSync(join(at.folder.at('board'), 'flash.bin'));
    const image = factoryFirmware(boardVersion('v3.5-48V')!, 3, undefined, '0.5.6');
    expect(Buffer.compare(flash.subarray(0, image.length), image)).toBe(0);
  });

  it.concurrent('reports a file that could not be downloaded, and the rest is usable', async () => {
    await using server = await publisher();
    server.route(filePath('fw-v0.5.5', fileOf('v3.5-48V')), { body: built['0.5.6 v3.6-56V']! });
    using at = home();
    const run = await at.run('catalogue', 'mirror', at.folder.at('m'), '--release-url', server.list, '--json');
    expect(run.last()).toMatchObject({
      code: 'checksum-mismatch',
      exit: 8,
      details: { files: 3, failed: [`0.5.5/${fileOf('v3.5-48V')}`] },
    });
    const rest = await at.run('catalogue', '--release-url', at.folder.at('m'), '--offline', '--json');
    expect(rest.last()).toMatchObject({ ok: true, files: 3 });
  });
});

describe('odflash update with releases from a network', () => {
  it.concurrent('downloads the newest release for exactly the board that is there', async () => {
    await using server = await publisher();
    using at = home();
    const board = kept(at.folder, 'v3.6-56V,firmware=0.5.5');
    const run = await at.run('update', '--release-url', server.list, '--yes', '--json', ...board);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
    expect(server.asked).toEqual([firstPage, filePath('fw-v0.5.6', fileOf('v3.6-56V'))]);
  });

  it.concurrent('leaves the board as it was when the download differs from the published file', async () => {
    await using server = await publisher();
    server.route(filePath('fw-v0.5.5', fileOf('v3.6-56V')), { body: 'x'.repeat(700_000) });
    using at = home();
    const board = await keptBoard(at.folder.at('board'), 'v3.6-56V');
    const before = board.content();
    const words = ['update', '0.5.5', '--release-url', server.list, '--yes', '--json'];
    const run = await at.run(...words, ...board.options);
    const failed = { type: 'error', code: 'checksum-mismatch', exit: 8, board: 'untouched' };
    expect(run.last(), run.stderr).toMatchObject(failed);
    expect(board.content()).toEqual(before);
  });
});

// Sources of firmware, files, disks and clocks that are wrong. Each ends clearly, and before the first change the board runs as
// it did.

import { FlasherError, type UpdateEnv, type UpdateRequest, update } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import type { FirmwareRelease, FirmwareSource } from '@odflash/core/update';
import { createVirtualBoard, factoryFirmware, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, sentence } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { memoryVault, v36 } from '../../flash/bench.ts';
import { type Bench, bench, complaints, course, firmwareImage, run } from '../bench.ts';
import { refuses, small } from '../refusing.ts';

describe('a source of firmware', () => {
  const release = (version: string, prerelease = false): FirmwareRelease => ({
    version,
    name: `ODriveFirmware_v3.6-56V-${version}.hex`,
    prerelease,
  });
  const source = (parts: Partial<FirmwareSource> = {}): FirmwareSource => ({
    releases: async () => [release('0.4.13-rc1', true), release('0.4.12'), release('0.4.11')],
    fetch: async ({ version }) => ({
      bytes: factoryFirmware(v36, 7, 20 * 1024, version === '0.4.11' ? version : '0.4.12'),
      verified: 'publisher',
    }),
    ...parts,
  });
  const spec = (version: string): Partial<UpdateRequest> => ({ firmware: { release: version } });
  const from = (firmware: FirmwareSource, profile = 'v3.6-56V,firmware=0.4.11') =>
    bench(profile, { env: { firmware } });

  it('is asked for exactly this board, and gives the newest release that is no preview', async () => {
    const asked: unknown[] = [];
    const { releases } = source();
    const it = from(
      source({ releases: (board) => Promise.resolve(asked.push(board.name)).then(() => releases(board)) }),
    );
    const report = await run(it, spec('newest'));
    expect(asked).toEqual(['v3.6-56V']);
    expect(report.firmware).toMatchObject({ version: '0.4.12', after: '0.4.12' });
    expect(it.events).toContainEqual(
      expect.objectContaining({ type: 'firmware', version: '0.4.12', verified: 'publisher' }),
    );
  });

  it('gives the version that was asked for, previews included, however it is written', async () => {
    expect((await run(from(source()), spec('v0.4.11'))).outcome).toBe('changed');
    // Its bytes say 0.4.12 once they run: what was asked for is held against what came.
    await expect(run(from(source()), spec('fw-v0.4.13-rc1'))).rejects.toMatchObject({
      code: 'checksum-mismatch',
      details: { asked: '0.4.13-rc1', came: '0.4.12' },
    });
  });

  it('that does not have it says what there is', async () => {
    const error = await refuses(from(source()), spec('0.9.9'), 'release-missing');
    expect(inEnglish(error.text)).toContain('0.4.13-rc1, 0.4.12, 0.4.11');
    await refuses(bench('v3.6-56V'), spec('newest'), 'release-missing');
  });

  it.each(['download-failed', 'checksum-mismatch'] as const)(
    'that fails with %s does not touch the board',
    async (code) => {
      const fail = async () => {
        throw new FlasherError(code, sentence('no'));
      };
      await refuses(from(source({ releases: fail })), spec('newest'), code);
      await refuses(from(source({ fetch: fail })), spec('newest'), code);
    },
  );

  it('that cannot be reached is asked once, and the board is not opened again', async () => {
    let asked = 0;
    const unreachable = async () => {
      asked += 1;
      throw new FlasherError('download-failed', sentence('no network'));
    };
    const it = from(source({ releases: unreachable }));
    await refuses(it, spec('newest'), 'download-failed');
    expect(asked).toBe(1);
    expect(course(it)).not.toContain('note: board-lost');
  });

  it('that gives a web page, or firmware for another board, is refused', async () => {
    const page = new TextEncoder().encode('<!DOCTYPE html><html><body>Not found</body></html>');
    await refuses(
      from(source({ fetch: async () => ({ bytes: page, verified: 'not-verified' }) })),
      spec('newest'),
      'bad-file',
    );
    const other = firmwareImage('v3.6-24V', '0.5.6').segments[0]!.data;
    const wrong = source({ fetch: async () => ({ bytes: other, verified: 'mirror' }) });
    await refuses(from(wrong), spec('newest'), 'board-mismatch');
  });
});

describe('an image', () => {
  it('that is invalid is refused before a board is searched for', async () => {
    const it = bench('v3.6-56V');
    const image = small;
    const outside = { ...image, segments: [{ address: 0x2000_0000, data: new Uint8Array(16) }] };
    await refuses(it, { image: outside }, 'image-out-of-range');
    expect(course(it)).toEqual([]);
    expect(complaints(it)).toEqual(['stop image-range']);
  });

  it('that is a part of a firmware, on a board without the rest, is flashed and not started', async () => {
    const it = bench('v3.6-56V+dfu,flash=blank');
    const part = { ...small, segments: [{ address: 0x0801_0000, data: new Uint8Array(64).fill(0x5a) }], claims: {} };
    const report = await run(it, { image: part });
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified', human: [] });
    expect(course(it).at(-1)).toBe('note: not-started');
  });

  it('that the flash already contains is compared, and nothing is written', async () => {
    const it = bench('v3.6-56V,firmware=0.5.6');
    const held = {
      ...small,
      segments: [{ address: 0x0800_0000, data: it.board.flash.slice(0, 204_812) }],
    };
    const before = it.board.flash.slice();
    const report = await run(it, { image: held });
    expect(report).toMatchObject({ outcome: 'unchanged', board: 'verified', configuration: { written: 0 } });
    expect(it.board.recorder.operations).toEqual([]);
    expect(Buffer.from(it.board.flash).equals(before)).toBe(true);
  });
});

describe('a disk', () => {
  const full = (it: Bench, prefix: string) => {
    it.vault.refuses = (name) => name.startsWith(prefix);
    return it;
  };

  it.each(['odrive-config-', 'journal-'])('that does not take %s stops the update before DFU mode', async (prefix) => {
    const it = full(bench('v3.6-56V,firmware=0.4.11'), prefix);
    await refuses(it, {}, 'backup-failed');
    expect(course(it)).not.toContain('enter-dfu');
  });

  it.each(['undo-', 'the second journal-'])(
    'that does not take %s stops it in DFU mode, and the old firmware runs again',
    async (prefix) => {
      const it = bench('v3.6-56V,firmware=0.4.11');
      let records = 0;
      it.vault.refuses = (name) => (name.startsWith('journal-') ? ++records > 1 : name.startsWith(prefix));
      if (prefix === 'undo-') full(it, prefix);
      await refuses(it, {}, 'backup-failed');
      expect(course(it)).toContain('note: left-back');
    },
  );

  it('that becomes full during the run is reported and stops nothing', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const put = it.vault.put.bind(it.vault);
    let journals = 0;
    it.vault.put = async (name, bytes) => {
      if (name.startsWith('journal-') && ++journals > 2) throw new Error('ENOSPC');
      await put(name, bytes);
    };
    expect(await run(it, { image: small })).toMatchObject({ outcome: 'changed' });
    expect(course(it)).toContain('note: journal-unwritable');
  });
});

describe('a clock', () => {
  it.each([
    ['at the beginning of time', 0],
    ['in a far future', Date.UTC(2999, 0, 1)],
  ])('%s names files oddly and does no harm', async (_name, epoch) => {
    const clock = virtualClock({ epoch });
    const board = createVirtualBoard('v3.6-56V,firmware=0.4.11', { clock });
    const vault = memoryVault();
    const env: UpdateEnv = { bus: virtualBus([board], { clock }), clock, vault };
    const firmware = { image: small, name: 'x' };
    expect(await update(env, { firmware, ask: acceptWarnings })).toMatchObject({ outcome: 'changed' });
  });

  it('that stands still never lets one backup overwrite another', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const stopped = { ...it.env, clock: { ...it.env.clock, date: () => new Date(1_700_000_000_000) } };
    await run({ ...it, env: stopped }, { image: small });
    await run({ ...it, env: stopped }, { image: small });
    const names = [...it.vault.files.keys()].filter((name) => name.startsWith('odrive-config-'));
    expect(names).toHaveLength(2);
    expect(names.map((name) => parseBackup(it.vault.files.get(name)!).origin.firmware)).toEqual(['0.4.11', '0.4.12']);
  });
});

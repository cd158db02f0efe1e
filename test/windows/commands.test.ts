// Commands that are not about files and processes, once each as Windows runs them: releases of firmware, settings, a probe.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { boardVersion, writeImage } from '@odflash/core';
import { sha256Hex } from '@odflash/core/image';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import { odflash, scratch, shownPath } from '../cli/command.ts';
import { kept } from '../cli/running.ts';
import { smallFile } from '../cli/samples.ts';

// Wine starts a process as fast as a loaded machine lets it.
vi.setConfig({ testTimeout: 400_000 });

describe('the catalogue', () => {
  // Wine refuses what fetch sets on a socket (UNKNOWN), so nothing comes from a server here.
  it('is mirrored from a folder into another, listed from there without a network, and updates a board', async () => {
    using folder = scratch();
    const name = 'ODriveFirmware_v3.6-56V.hex';
    const data = factoryFirmware(boardVersion('v3.6-56V')!, 3, 80 * 1024, '0.5.6');
    const bytes = writeImage({ segments: [{ address: 0x0800_0000, data }] }, 'intel-hex');
    const sha256 = sha256Hex(bytes);
    const file = {
      version: '0.5.6',
      prerelease: false,
      board: 'v3.6-56V',
      name,
      path: name,
      size: bytes.length,
      sha256,
    };
    mkdirSync(folder.at('lab'));
    writeFileSync(folder.at(`lab/${name}`), bytes);
    writeFileSync(
      folder.at('lab/manifest.json'),
      JSON.stringify({ format: 'odflash-mirror', version: 1, files: [file] }),
    );
    const place = folder.at('Spiegel 镜像');
    const mirrored = await odflash(['catalogue', 'mirror', place, '--release-url', folder.at('lab'), '--offline']);
    expect([mirrored.status, mirrored.stderr]).toEqual([
      0,
      expect.stringContaining(`--release-url "${shownPath(place)}"`),
    ]);
    const offline = ['--release-url', place, '--offline'];
    const listed = await odflash(['catalogue', ...offline, '--json']);
    expect(listed.lines()[0]).toMatchObject({ version: '0.5.6', name, verified: 'mirror' });
    const board = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const updated = await odflash(['update', ...offline, '--yes', '--json', ...board]);
    expect(updated.last(), updated.stderr).toMatchObject({ ok: true, firmware: { before: '0.5.5', after: '0.5.6' } });
    const flash = readFileSync(folder.at('board/flash.bin'));
    expect(Buffer.compare(flash.subarray(0, data.length), data)).toBe(0);
  });
});

describe('settings of a running board', () => {
  it('are read, set and kept; status says what is wrong and how it ends', async () => {
    using folder = scratch();
    const board = kept(folder, 'v3.6-24V,axis0.encoder.error=0x4');
    const trip = 'config.dc_bus_overvoltage_trip_level';
    const set = await odflash(['set', trip, '25', '--save', '--yes', '--json', ...board]);
    expect(set.last(), set.stderr).toMatchObject({ ok: true, outcome: 'changed', saved: true });
    const got = await odflash(['get', trip, 'axis*.current_state', ...board]);
    expect([got.status, got.stdout]).toEqual([0, expect.stringMatching(/trip_level +25\.?0* V\r?\naxis0\..*IDLE/)]);
    const { status, stdout } = await odflash(['status', ...board]);
    expect([status, stdout]).toEqual([
      9,
      expect.stringMatching(/axis0\.encoder\.error {2}0x4\r?\n {2}NO_RESPONSE: .*/),
    ]);
  });
});

describe('a chip behind an ST-Link', () => {
  it('is listed, flashed and verified, and the printed way back runs as it stands', async () => {
    using folder = scratch();
    const board = kept(folder, 'v3.6-56V+stlink');
    const listed = await odflash(['list', ...board]);
    expect([listed.status, listed.stdout]).toEqual([0, expect.stringMatching(/probe .*, a chip answers/)]);
    const file = smallFile(folder, '2.0.0');
    const words = ['--via', 'stlink', ...board, '--backup-dir', folder.at('undo')];
    const flashed = await odflash(['flash', file, ...words, '--yes']);
    expect(flashed.status, flashed.stderr).toBe(0);
    expect((await odflash(['verify', file, ...words.slice(0, -2)])).status).toBe(0);
    const back = /^ {2}odflash (restore .* --via stlink)\r?$/m.exec(flashed.stderr)?.[1] ?? '';
    expect(back, flashed.stderr).toContain(shownPath(folder.at('undo')));
    const restored = await odflash([...back.split(' '), '--yes']);
    expect(restored.status, restored.stderr).toBe(0);
    const unpowered = await odflash([
      'verify',
      file,
      '--via',
      'stlink',
      '--virtual',
      'v3.6-56V+stlink,sense=open,probe=v2',
    ]);
    expect([unpowered.status, unpowered.stderr]).toEqual([6, expect.stringContaining('target-silent')]);
  });
});

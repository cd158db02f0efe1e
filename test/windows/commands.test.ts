// Commands that are not about files and processes, once each as Windows runs them: releases of firmware, settings, a probe.

import { readFileSync } from 'node:fs';
import { boardVersion, writeImage } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { publish, serve } from '../../packages/node/test/catalogue/bench.ts';
import { odflash, scratch, shownPath } from '../cli/command.ts';
import { kept } from '../cli/running.ts';
import { smallFile } from '../cli/samples.ts';

describe('the catalogue', () => {
  it('is mirrored into a folder, listed from there without a network, and updates a board', async () => {
    await using server = await serve();
    using folder = scratch();
    const name = 'ODriveFirmware_v3.6-56V.hex';
    const data = factoryFirmware(boardVersion('v3.6-56V')!, 3, 80 * 1024, '0.5.6');
    const bytes = writeImage({ segments: [{ address: 0x0800_0000, data }] }, 'intel-hex');
    publish(server, [{ tag: 'fw-v0.5.6', assets: [{ name, bytes }] }]);
    const env = { LOCALAPPDATA: folder.at('local') };
    const place = folder.at('Spiegel 镜像');
    const made = await odflash(['catalogue', 'mirror', place, '--release-url', server.list], { env });
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining(`--release-url "${shownPath(place)}"`)]);
    await server[Symbol.asyncDispose]();

    const offline = ['--release-url', place, '--offline'];
    const listed = await odflash(['catalogue', ...offline, '--json'], { env });
    expect(listed.lines()[0]).toMatchObject({ version: '0.5.6', name, verified: 'mirror' });
    const board = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const updated = await odflash(['update', ...offline, '--yes', '--json', ...board], { env });
    expect(updated.last(), updated.stderr).toMatchObject({ ok: true, firmware: { before: '0.5.5', after: '0.5.6' } });
    const flash = readFileSync(`${folder.at('board')}/flash.bin`);
    expect(Buffer.compare(flash.subarray(0, data.length), data)).toBe(0);
    // What was downloaded for the mirror is in the cache, in the place Windows has for it.
    const again = await odflash(['catalogue', '--release-url', server.list, '--offline'], { env });
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('0.5.6')]);
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

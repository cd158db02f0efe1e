// What becomes of the configuration sectors: kept byte for byte, unless a person names them.

import { eraseFlash, type FlashEvent, flash, type MemoryImage, readImage, verifyImage } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { bench, configuration, failure, firmware, flashBase, holdsImage, imageOf, sectorOf } from './bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

describe('configuration', () => {
  const settings = Uint8Array.from({ length: 300 }, (_, i) => i % 251);
  const withSettings: MemoryImage = {
    ...image,
    segments: [...image.segments, { address: sectors[10]!.address + 1000, data: settings }],
  };

  test('in an image is skipped, with a report; the rest is written', async () => {
    const { env, board } = bench({ holds: old });
    const before = configuration(board.flash).slice();
    const report = await flash(env, { image: withSettings });
    expect(report.board).toBe('verified');
    const finding = report.findings.find(({ code }) => code === 'configuration-data');
    expect(finding).toMatchObject({ level: 'ok', details: { leftOut: true } });
    expect(inEnglish(finding?.text ?? '')).toContain(`--consent raw-config=${board.serial}`);
    expect(Buffer.compare(configuration(board.flash), before)).toBe(0);
    expect(holdsImage(board.flash, image)).toBe(true);
  });

  test('in an image is not compared by verify, which reports that', async () => {
    const { env, board } = bench({ holds: old });
    await flash(env, { image: withSettings, start: false });
    const report = await verifyImage(env, { image: withSettings });
    expect(report.equal).toBe(true);
    expect(report.sectors.map(({ sector }) => sector.index)).not.toContain(10);
    expect(report.findings.find(({ code }) => code === 'configuration-data')?.text).toEqual(saying(/skipped/));
    expect(board.serial).toHaveLength(12);
  });

  test('in an image is written only with its own consent, not with --yes', async () => {
    const { env, board } = bench({ holds: old });
    const before = sectorOf(board.flash, 10).slice();
    const others = [
      { what: 'foreign', serial: board.serial },
      { what: 'unlock', serial: board.serial },
      { what: 'raw-config', serial: '000000000000' },
    ] as const;
    for (const consent of [[], others]) {
      await flash(env, { image: withSettings, start: false, ask: acceptWarnings, consent });
      expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
    }
    const consent = [{ what: 'raw-config', serial: board.serial }] as const;
    await flash(env, { image: withSettings, ask: acceptWarnings, consent });
    before.set(settings, 1000);
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
  });

  test('alone in an image needs its consent, typed or given', async () => {
    const { env, board } = bench({ holds: old });
    const alone = { ...image, segments: withSettings.segments.slice(1) };
    const error = await failure(flash(env, { image: alone, ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(error.details.consent).toBe(`raw-config=${board.serial}`);
    const typed = async ({ type }: { readonly type: string }) => (type === 'consent' ? board.serial : 'yes');
    expect(await flash(env, { image: alone, ask: typed })).toMatchObject({ board: 'verified' });
    expect(sectorOf(board.flash, 10).subarray(1000, 1300)).toEqual(settings);
  });

  test('that odflash saved from this board with this firmware is restored without a consent', async () => {
    const { env, board, vault, clock } = bench({ holds: old });
    const before = board.flash.slice();
    const { undo } = await eraseFlash(env, { configuration: true, ask: acceptWarnings });
    expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
    await clock.sleep(1000);
    await flash(env, { image: readImage(vault.files.get(undo!.name)!), ask: acceptWarnings });
    expect(Buffer.compare(board.flash, before)).toBe(0);
  });

  test('that odflash saved from another board, or under another firmware, is skipped', async () => {
    const one = bench({ holds: old });
    const { undo } = await eraseFlash(one.env, { configuration: true, ask: acceptWarnings });
    const saved = readImage(one.vault.files.get(undo!.name)!);
    const stranger = bench({ holds: old, profile: 'v3.6-56V+dfu,seed=9' });
    for (const [name, bytes] of one.vault.files) stranger.vault.files.set(name, bytes);
    const kept = configuration(stranger.board.flash).slice();
    await flash(stranger.env, { image: saved, ask: acceptWarnings });
    expect(Buffer.compare(configuration(stranger.board.flash), kept)).toBe(0);
    // The same bytes, and one of the firmware is another one.
    const [first, ...rest] = saved.segments;
    const changed = { ...first!, data: first!.data.slice() };
    changed.data[1_000]! ^= 1;
    await flash(one.env, { image: { ...saved, segments: [changed, ...rest] }, ask: acceptWarnings });
    expect(configuration(one.board.flash).every((byte) => byte === 0xff)).toBe(true);
  });

  test('of 0xFF only in an image is ignored: a padded file does not change it', async () => {
    const { env, board } = bench({ holds: old });
    const kept = configuration(board.flash).slice();
    const padded = new Uint8Array(1024 * 1024).fill(0xff);
    padded.set(next);
    const report = await flash(env, { image: imageOf(padded) });
    expect(report.findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
  });

  test('kept bytes survive a power cut while their sector is rewritten', async () => {
    const { env, board, clock } = bench({ holds: old });
    const before = sectorOf(board.flash, 10).slice();
    const consent = [{ what: 'raw-config', serial: board.serial }] as const;
    const request = { image: withSettings, ask: acceptWarnings, consent };
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 10 && event.progress === 'writing') board.cutPower();
    };
    expect(await failure(flash(env, { ...request, onEvent: cut }))).toMatchObject({ board: 'partly-written' });
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).not.toBe(0);
    board.power(true);
    await clock.sleep(1000);
    const report = await flash(env, request);
    expect(report.resumed).toBe(true);
    before.set(settings, 1000);
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
  });
});

describe('a configuration that the firmware saved after an erase of the one before was interrupted', () => {
  /** `sector`: where the firmware saved it. */
  async function configuredSince(sector: number) {
    const made = bench({ holds: old });
    const stop = new AbortController();
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 10 && event.progress === 'erasing') stop.abort();
    };
    const erasing = eraseFlash(made.env, { only: 'configuration', ask: acceptWarnings, signal: stop.signal, onEvent });
    expect(await failure(erasing)).toMatchObject({ code: 'aborted' });
    const { address, length } = sectors[sector]!;
    made.board.flash.fill(0xff, address - flashBase, address - flashBase + length);
    made.board.flash.set(firmware(9, 700), address - flashBase);
    return { ...made, before: made.board.flash.slice() };
  }

  const goBack = async ({ env, vault }: Awaited<ReturnType<typeof configuredSince>>, name = '') =>
    flash(env, { image: readImage(vault.files.get(name)!), ask: acceptWarnings, start: false });

  test.each([10, 11])('is not taken back to the older one by the undo backup of a flash: sector %i', async (sector) => {
    const made = await configuredSince(sector);
    const { undo, resumed } = await flash(made.env, { image, ask: acceptWarnings, start: false });
    expect(resumed).toBe(false);
    expect(undo).toMatchObject({ complete: true });
    await goBack(made, undo?.name);
    expect(Buffer.compare(made.board.flash, made.before)).toBe(0);
  });

  test.each([10, 11])('is what the undo backup of the same erase restores: sector %i', async (sector) => {
    const made = await configuredSince(sector);
    const { undo } = await eraseFlash(made.env, { only: 'configuration', ask: acceptWarnings });
    expect(configuration(made.board.flash).every((byte) => byte === 0xff)).toBe(true);
    await goBack(made, undo?.name);
    expect(Buffer.compare(made.board.flash, made.before)).toBe(0);
  });
});

test('an interrupted erase of the configuration is still to be continued after a flash', async () => {
  const { env, board, vault } = bench({ holds: old });
  board.flash.set(firmware(8, 700), sectors[11]!.address - flashBase);
  const before = configuration(board.flash).slice();
  const stop = new AbortController();
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'sector' && event.sector === 10 && event.progress === 'erasing') stop.abort();
  };
  const erase = { only: 'configuration', ask: acceptWarnings } as const;
  expect(await failure(eraseFlash(env, { ...erase, signal: stop.signal, onEvent }))).toMatchObject({ code: 'aborted' });
  await flash(env, { image, ask: acceptWarnings, start: false });
  const { resumed, undo } = await eraseFlash(env, erase);
  expect(resumed).toBe(true);
  expect(configuration(board.flash).every((byte) => byte === 0xff)).toBe(true);
  const [saved] = readImage(vault.files.get(undo?.name ?? '')!).segments;
  expect(Buffer.compare(saved!.data, before)).toBe(0);
});

test('erases the firmware and leaves the configuration', async () => {
  const { env, board } = bench({ holds: old });
  const kept = configuration(board.flash).slice();
  const report = await eraseFlash(env, { ask: acceptWarnings });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', start: 'not-asked' });
  expect(board.flash.subarray(0, 768 * 1024).every((byte) => byte === 0xff)).toBe(true);
  expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
});

test('erases the configuration, too, when that was asked for and confirmed', async () => {
  const { env, board } = bench({ holds: old });
  expect(await failure(eraseFlash(env, { configuration: true }))).toMatchObject({ code: 'not-confirmed' });
  await eraseFlash(env, { configuration: true, ask: acceptWarnings });
  expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
});

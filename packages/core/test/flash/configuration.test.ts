// What becomes of the configuration sectors: kept byte for byte, unless somebody names them.

import { eraseFlash, type FlashEvent, flash, type MemoryImage, sectors } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { bench, configuration, failure, firmware, imageOf, sectorOf } from './bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

describe('configuration', () => {
  const settings = Uint8Array.from({ length: 300 }, (_, i) => i % 251);
  const withSettings: MemoryImage = {
    ...image,
    segments: [...image.segments, { address: sectors[10]!.address + 1000, data: settings }],
  };

  test('in an image is a warning; what the image does not name of it is kept', async () => {
    const { env, board } = bench({ holds: old });
    const before = sectorOf(board.flash, 10).slice();
    const asked: string[] = [];
    await flash(env, {
      image: withSettings,
      ask: async (question) => {
        if (question.type === 'warnings') asked.push(...question.findings.map(({ code }) => code));
        return 'yes';
      },
    });
    expect(asked).toEqual(['configuration-data']);
    before.set(settings, 1000);
    expect(Buffer.compare(sectorOf(board.flash, 10), before)).toBe(0);
  });

  test('all 0xFF in an image names nothing: a padded file leaves it alone', async () => {
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
    const request = { image: withSettings, ask: acceptWarnings };
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

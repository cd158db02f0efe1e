// What stops a run before anything is changed.

import { type FlashEvent, flash, type MemoryImage } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { bench, failure, firmware, flashBase, imageOf } from '../bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);
const forV34: MemoryImage = { ...image, claims: { boardVersion: 'v3.4-48V' } };

describe('stops before anything is changed', () => {
  const cases: readonly (readonly [string, string, MemoryImage, string])[] = [
    ['a read-protected chip', 'v3.6-56V+dfu,rdp=1', image, 'read-protected'],
    ['a write-protected sector that is wanted', 'v3.6-56V+dfu,wrp=1', image, 'write-protected'],
    ['a board whose OTP is blank', 'v3.6-56V+dfu,otp=blank', image, 'board-unknown'],
    ['something else than an ODrive', 'v3.6-56V+dfu,otp=foreign', image, 'board-unknown'],
    ['a board that DFU mode can destroy', 'v3.4-48V+dfu', forV34, 'unsafe-board'],
    ['an image for another board', 'v3.6-56V+dfu', { ...image, claims: { boardVersion: 'v3.5' } }, 'board-mismatch'],
    [
      'an image for another voltage',
      'v3.6-56V+dfu',
      { ...image, claims: { boardVersion: 'v3.6-24V' } },
      'board-mismatch',
    ],
    ['an image beyond the flash', 'v3.6-56V+dfu', imageOf(next, 0x080f_f000), 'image-out-of-range'],
    ['option bytes in the image', 'v3.6-56V+dfu', imageOf(next.slice(0, 16), 0x1fff_c000), 'image-out-of-range'],
    ['an image of nothing but 0xFF', 'v3.6-56V+dfu', imageOf(new Uint8Array(5000).fill(0xff)), 'image-empty'],
    ['an empty image', 'v3.6-56V+dfu', { ...image, segments: [] }, 'image-empty'],
    ['vectors of another chip', 'v3.6-56V+dfu', imageOf(next.slice(64)), 'image-implausible'],
    ['a first sector without vectors', 'v3.6-56V+dfu', imageOf(next.slice(64), flashBase + 64), 'image-implausible'],
  ];
  test.each(cases)('%s', async (_what, profile, bad, code) => {
    const { env, board } = bench({ profile });
    const before = board.flash.slice();
    const error = await failure(flash(env, { image: bad }));
    // A bad file is refused before a board is looked for, and gives no information about one.
    expect(error).toMatchObject({ code, board: code.startsWith('image-') ? undefined : 'untouched' });
    expect(Buffer.compare(board.flash, before)).toBe(0);
    expect(board.recorder.operations).toEqual([]);
  });

  test('a board whose OTP contradicts the version that was named', async () => {
    const { env } = bench({ holds: old });
    const named = { name: 'v3.5-24V', major: 3, minor: 5, voltage: 24 } as const;
    expect(await failure(flash(env, { image, board: named }))).toMatchObject({ code: 'board-mismatch' });
  });

  test('an unsafe board, unless a consent names its serial number', async () => {
    const { env, board } = bench({ profile: 'v3.4-48V+dfu,flash=blank', holds: old });
    const wrong = [{ what: 'unsafe-dfu', serial: '000000000000' }] as const;
    expect(await failure(flash(env, { image: forV34, consent: wrong }))).toMatchObject({ code: 'unsafe-board' });
    const right = [{ what: 'unsafe-dfu', serial: board.serial.toLowerCase() }] as const;
    expect(await flash(env, { image: forV34, consent: right })).toMatchObject({ board: 'verified' });
  });

  test('a write-protected sector that is not needed does not matter', async () => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,flash=blank,wrp=7', holds: old });
    expect(await flash(env, { image })).toMatchObject({ board: 'verified' });
  });

  test('the whole list of findings is reported first', async () => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,otp=blank,rdp=1' });
    const lists: FlashEvent[] = [];
    await failure(flash(env, { image, onEvent: (event) => event.type === 'findings' && lists.push(event) }));
    const levels = lists
      .flatMap((event) => (event.type === 'findings' ? event.findings : []))
      .map(({ level }) => level);
    expect(levels.filter((level) => level === 'ok').length).toBeGreaterThan(2);
    expect(levels).toContain('stop');
  });
});

test('no board, two boards, a wrong serial: each its own error', async () => {
  const { env, board } = bench({ profile: 'v3.6-56V' });
  expect(await failure(flash(env, { image }))).toMatchObject({ code: 'not-in-dfu-mode', board: undefined });
  const selection = { serial: 'ABCDEF000000' };
  expect(await failure(flash(env, { image, selection }))).toMatchObject({ code: 'no-device', board: undefined });
  expect(board.recorder.operations).toEqual([]);
});

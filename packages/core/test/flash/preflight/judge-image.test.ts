// Whether a file is for the board: the judgement itself, and that the engine asks it.

import { acceptWarnings, boardVersion, type Finding, flash, inspectBoard, verifyImage } from '@odflash/core';
import type { ImageClaims, ImageOrigin } from '@odflash/core/image';
import { message } from '@odflash/core/messages';
import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { judgeImage } from '../../../src/flash/preflight/judge-image.ts';
import { bench, failure, firmware, imageOf } from '../bench.ts';

const data = firmware(2);
const vesc = message('product.named', { name: 'VESC' });
const otherwise = message('evidence.built-and-named', { built: 'v3.5-24V', named: ['v3.6'] });

function judged(claims: ImageClaims, board: string, origin: ImageOrigin = {}, ownUndo = false): Finding {
  const known = boardVersion(board) ?? { name: board, major: 3, minor: Number(board.at(-1)) };
  const findings = judgeImage({ image: { claims, origin }, board: known, serial: '345678', ownUndo });
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

describe('a file whose bytes identify its board', () => {
  test.each([
    ['v3.6-56V', { boardVersion: 'v3.6-56V' }],
    ['v3.3', { boardVersion: 'v3.3' }],
    ['v3.5-48V', { boardVersion: 'v3.5-48V', voltages: [48, 56] }],
  ] as const)('is accepted for the %s it is for', (board, claims) => {
    const { level, text } = judged(claims, board);
    expect(level).toBe('ok');
    expect(inEnglish(text)).toBe(`The file is for the ODrive ${board}, by its contents.`);
  });

  test.each<[string, ImageClaims, string]>([
    ['another version', { boardVersion: 'v3.5' }, 'v3.6-24V'],
    ['another voltage', { boardVersion: 'v3.6-24V' }, 'v3.6-56V'],
    ['a voltage alone', { voltages: [24] }, 'v3.6-56V'],
    ['both voltages of the other class', { voltages: [48, 56] }, 'v3.5-24V'],
  ])('is refused on another board: %s', (_name, claims, board) => {
    const finding = judged(claims, board);
    expect(finding).toMatchObject({ level: 'stop', error: 'board-mismatch', details: { board } });
    expect(inEnglish(finding.text)).toContain(`the board is an ODrive ${board}.`);
  });
});

describe('missing evidence is a warning that names what is missing', () => {
  test.each<[string, ImageClaims, ImageOrigin, string, RegExp]>([
    ['the voltage', { boardVersion: 'v3.6' }, {}, 'v3.6-24V', /does not specify 24 or 56 V/],
    ['anything', {}, {}, 'v3.6-24V', /contents of the file do not identify/],
    ['anything but a voltage', { voltages: [24] }, {}, 'v3.6-24V', /contents of the file do not identify/],
    [
      'anything but a name',
      {},
      { name: 'ODriveFirmware_v3.6-24V.hex' },
      'v3.6-24V',
      /contents of the file do not identify/,
    ],
    [
      'the voltage of the board',
      { boardVersion: 'v3.6-24V' },
      {},
      'v3.6',
      /whether the board is for 24 or 56 V is unknown/,
    ],
    ['the voltage of either', { boardVersion: 'v3.6' }, {}, 'v3.6', /does not specify 24 or 56 V/],
  ])('%s', (_name, claims, origin, board, text) => {
    expect(judged(claims, board, origin)).toMatchObject({ level: 'warn', text: saying(text) });
  });

  test('a file name decides the voltage where the bytes do not', () => {
    const origin = { name: 'ODriveFirmware_v3.6-56V (1).hex' };
    expect(judged({ boardVersion: 'v3.6' }, 'v3.6-56V', origin)).toMatchObject({
      level: 'ok',
      text: saying('The file is for the ODrive v3.6-56V, by its contents and its name.'),
    });
    expect(judged({ boardVersion: 'v3.6' }, 'v3.6-24V', origin)).toMatchObject({
      level: 'stop',
      error: 'board-mismatch',
    });
    expect(judged({}, 'v3.6-24V', origin)).toMatchObject({ level: 'stop', error: 'board-mismatch' });
  });

  test('contradicting evidence stops it, on any board', () => {
    const origin = { name: 'ODriveFirmware_v3.6-56V.hex' };
    for (const board of ['v3.6-24V', 'v3.6-56V', 'v3.5-24V'])
      expect(judged({ boardVersion: 'v3.6-24V' }, board, origin)).toMatchObject({
        level: 'stop',
        next: saying(/rename/),
      });
  });
});

describe('the effect on another board is described correctly', () => {
  const text = (claims: ImageClaims, board: string, release?: string) =>
    inEnglish(judged(claims, board, { release }).text);

  test('firmware up to 0.5.1 runs and reads its supply wrongly, newer firmware does not start', () => {
    const low = { boardVersion: 'v3.6-24V' };
    expect(text(low, 'v3.6-56V')).toMatch(/from 0\.5\.2 on does not start.* earlier one runs and reads 0\.58 times/);
    expect(text(low, 'v3.6-56V', '0.4.12')).toMatch(
      /0\.4\.12 does not check the board: it would run and read 0\.58 times/,
    );
    expect(text(low, 'v3.6-56V', '0.5.1')).toMatch(/would run/);
    expect(text(low, 'v3.6-56V', '0.5.2')).toMatch(/0\.5\.2 does not start/);
    expect(text({ boardVersion: 'v3.6-56V' }, 'v3.6-24V', '0.5.1')).toMatch(/read 1\.73 times/);
    expect(text({ boardVersion: 'v3.5-48V' }, 'v3.6-56V', '0.5.1')).not.toMatch(/times the true/);
  });

  test('a version that the file itself says counts, but for 0.5.1, which 0.5.2 calls itself, too', () => {
    const claims = { boardVersion: 'v3.6-24V', firmwareVersion: '0.5.6' };
    expect(text(claims, 'v3.6-56V')).toMatch(/0\.5\.6 does not start/);
    expect(text({ ...claims, firmwareVersion: '0.5.1' }, 'v3.6-56V')).toMatch(/an earlier one runs/);
  });
});

describe('firmware of another product', () => {
  test('needs a consent that names the board', () => {
    expect(judged({ product: vesc }, 'v3.6-56V')).toMatchObject({
      code: 'foreign-firmware',
      level: 'consent',
      consent: { what: 'foreign', serial: '345678' },
      text: saying(/VESC/),
    });
  });

  test('under the name of ODrive firmware is refused', () => {
    const finding = judged({ product: vesc }, 'v3.6-56V', { name: 'ODriveFirmware_v3.6-56V.hex' });
    expect(finding).toMatchObject({
      level: 'stop',
      error: 'board-mismatch',
      text: saying(/its name/),
    });
  });
});

test('what was saved from this very chip is a warning, whatever it is', () => {
  for (const claims of [{ boardVersion: 'v3.6-24V' }, { product: vesc }, { contradiction: otherwise }, {}])
    expect(judged(claims, 'v3.6-56V', {}, true).level).toBe('warn');
  expect(judged({ boardVersion: 'v3.6-56V' }, 'v3.6-56V', {}, true).level).toBe('ok');
});

describe('the engine', () => {
  const image = (claims: ImageClaims, origin?: ImageOrigin) => ({
    ...imageOf(data),
    claims,
    ...(origin && { origin }),
  });

  test('refuses a file for another board, whatever the answers', async () => {
    const { env, board } = bench({ profile: 'v3.6-24V+dfu,flash=blank', holds: firmware(1) });
    const other = image({ boardVersion: 'v3.6' }, { name: 'ODriveFirmware_v3.6-56V.hex' });
    expect(await failure(flash(env, { image: other, ask: acceptWarnings }))).toMatchObject({
      code: 'board-mismatch',
      board: 'untouched',
    });
    expect(board.recorder.operations).toEqual([]);
  });

  test('asks before it writes a file without a board, and writes it after confirmation', async () => {
    const { env } = bench({ holds: firmware(1) });
    expect(await failure(flash(env, { image: image({}) }))).toMatchObject({
      code: 'not-confirmed',
      board: 'untouched',
    });
    expect(await flash(env, { image: image({}), ask: acceptWarnings })).toMatchObject({ board: 'verified' });
  });

  test('writes firmware of another product only with the consent for this board', async () => {
    const { env, board } = bench({ holds: firmware(1) });
    const foreign = image({ product: vesc });
    expect(await failure(flash(env, { image: foreign, ask: acceptWarnings }))).toMatchObject({
      code: 'not-confirmed',
      board: 'untouched',
      details: { consent: `foreign=${board.serial}` },
    });
    const wrong = [{ what: 'foreign', serial: '000000000000' }] as const;
    expect(await failure(flash(env, { image: foreign, consent: wrong }))).toMatchObject({ code: 'not-confirmed' });
    const consent = [{ what: 'foreign', serial: board.serial }] as const;
    expect(await flash(env, { image: foreign, consent })).toMatchObject({ board: 'verified' });
  });

  test('shows the evidence when it compares, and compares nevertheless', async () => {
    const { env } = bench({ holds: data });
    const report = await verifyImage(env, { image: image({ boardVersion: 'v3.6-24V' }) });
    expect(report.equal).toBe(true);
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'image-board', level: 'warn' }));
    const { findings } = await verifyImage(env, { image: image({ product: vesc }) });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'foreign-firmware', level: 'warn' }));
  });
});

describe('a board that is inspected', () => {
  const scale24 = [0x33, 0x33, 0x11, 0x3c];

  /** A firmware that says what it is for. */
  function installed(text: string, literal: readonly number[] = []): Uint8Array {
    const bytes = firmware(1);
    bytes.set(new TextEncoder().encode(`\0${text}\0`), 2000);
    bytes.set(literal, 3000);
    return bytes;
  }

  test.each([
    ['ODrive 3.6 CDC Interface', scale24, /built for the ODrive v3\.6-24V/],
    ['ODrive 3.5 CDC Interface', [], /built for the ODrive v3\.5/],
    ['VESC', [], /another product's: VESC/],
  ] as const)('with the wrong firmware on it is reported as that: %s', async (text, literal, said) => {
    const { env } = bench({ holds: installed(text, literal) });
    const { findings } = await inspectBoard(env, {});
    expect(findings).toContainEqual(expect.objectContaining({ level: 'warn', text: saying(said) }));
  });

  test('with its own firmware, an unknown one or none on it is not', async () => {
    for (const holds of [installed('ODrive 3.6 CDC Interface'), firmware(1), undefined]) {
      const { env } = bench(holds ? { holds } : {});
      const { findings } = await inspectBoard(env, {});
      expect(findings.filter(({ level }) => level === 'warn')).toEqual([]);
    }
  });
});

// The scale of the bus voltage in an image, and what it says of the board together with the other bytes.

import { describe, expect, test } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { imageClaims } from '../../../src/image/evidence/claims.ts';
import { voltagesIn } from '../../../src/image/evidence/voltage.ts';
import { readImage } from '../../../src/image/read-image.ts';
import { type WritableFormat, writeImage } from '../../../src/image/write-image.ts';
import { bytesOf, concat, elfFile, firmware, flashStart, pattern, u32 } from '../makers.ts';

// The bytes as they stand in the images of releases, little-endian.
const scale24 = [0x33, 0x33, 0x11, 0x3c];
const scaleHigh = [0xcd, 0xcc, 0x7a, 0x3c];
const trip = { 24: [0xa4, 0x70, 0xcd, 0x41], 48: [0xa4, 0x70, 0x4d, 0x42], 56: [0x14, 0xae, 0x6f, 0x42] } as const;
const product = (minor: number) => bytesOf(`ODrive 3.${minor} CDC Interface\0`);

function block(...parts: readonly (Uint8Array | readonly number[])[]) {
  return [{ address: flashStart, data: concat(...parts) }];
}

describe('the voltages an image was built for', () => {
  test.each<[string, readonly (Uint8Array | readonly number[])[], readonly number[] | undefined]>([
    ['11 is the divider of 24 V', [scale24], [24]],
    ['19 is the divider of 48 and of 56 V', [scaleHigh], [48, 56]],
    ['a trip level tells 48 V', [scaleHigh, trip[48]], [48]],
    ['a trip level tells 56 V', [trip[56], scaleHigh], [56]],
    ['a trip level that stands twice', [trip[56], scaleHigh, trip[56]], [56]],
    ['two trip levels tell nothing', [trip[48], scaleHigh, trip[56]], [48, 56]],
    ['a trip level of the other class tells nothing', [trip[24], scaleHigh], [48, 56]],
    ['the scale outweighs the trip level', [scale24, trip[56]], [24]],
    ['a trip level alone tells nothing', [trip[24]], undefined],
    ['both scales', [scale24, scaleHigh], undefined],
    ['one scale twice', [scale24, pattern(7), scale24], undefined],
    ['neither', [pattern(300)], undefined],
    ['a scale that is cut off', [scale24.slice(0, 3)], undefined],
  ])('%s', (_name, parts, voltages) => {
    for (const before of [0, 1, 2, 3]) expect(voltagesIn(block(pattern(before), ...parts))).toEqual(voltages);
  });
});

describe('the board', () => {
  test.each<[string, readonly (Uint8Array | readonly number[])[], string | undefined]>([
    ['v3.6 with 24 V', [product(6), scale24], 'v3.6-24V'],
    ['v3.6 for 48 or 56 V, of which only one was made', [product(6), scaleHigh], 'v3.6-56V'],
    ['v3.5 for 48 or 56 V', [product(5), scaleHigh], 'v3.5-48V'],
    ['v3.5 with 24 V', [product(5), scale24], 'v3.5-24V'],
    ['v3.3, which exists for 24 V only', [product(3), scale24], 'v3.3'],
    ['v3.6 without a scale', [product(6)], 'v3.6'],
    ['v3.6 with both scales', [product(6), scale24, scaleHigh], 'v3.6'],
    ['a scale without a name', [scale24], undefined],
  ])('%s', (_name, parts, boardVersion) => {
    expect(imageClaims(block(...parts)).boardVersion).toBe(boardVersion);
  });

  test('is proved by nothing else in an image with both scales, not even by its symbols', () => {
    const symbols = { hw_version_major: 3, hw_version_minor: 6, hw_version_variant: 56 };
    expect(imageClaims(block(product(6), scaleHigh), symbols)).toMatchObject({ boardVersion: 'v3.6-56V' });
    expect(imageClaims(block(product(6), scaleHigh, scale24), symbols)).toEqual({ boardVersion: 'v3.6' });
  });

  test('is contradicted by a scale that no such board has', () => {
    expect(imageClaims(block(product(3), scaleHigh))).toEqual({
      voltages: undefined,
      contradiction: saying(/48 or 56 V/),
    });
    const symbols = { hw_version_major: 3, hw_version_minor: 6, hw_version_variant: 56 };
    const { boardVersion, contradiction } = imageClaims(block(product(6), scale24), symbols);
    expect(boardVersion).toBeUndefined();
    expect(contradiction).toEqual(saying(/v3\.6-56V.* 24 V/));
    expect(imageClaims(block(product(6), scaleHigh), symbols).boardVersion).toBe('v3.6-56V');
  });

  test.each<WritableFormat>(['intel-hex', 's-record', 'dfuse', 'raw'])(
    'is proved by a file of the format %s',
    (format) => {
      const data = concat(firmware(512), product(6), [0, 0], scale24, pattern(40));
      const file = writeImage({ segments: [{ address: flashStart, data }] }, format);
      expect(readImage(file).claims).toMatchObject({ boardVersion: 'v3.6-24V', voltages: [24] });
    },
  );

  test('is proved by an ELF file', () => {
    const parts = [{ virtual: flashStart, data: concat(firmware(512), product(6), scaleHigh, [0]) }];
    expect(readImage(elfFile({ parts })).claims).toEqual({ boardVersion: 'v3.6-56V', voltages: [48, 56] });
  });
});

describe('a whole flash', () => {
  const sector = 16 * 1024;
  const dataAt = 0x2f00;

  /** A flash with a program whose start-up code tells where it ends, and something behind it. */
  function flash(program: Uint8Array, behind: Uint8Array, { tail = 0xff, from = sector } = {}) {
    const bytes = new Uint8Array(1024 * 1024).fill(0xff);
    bytes.fill(tail, 0, sector);
    const handler = 0x200;
    bytes.set(concat(u32(0x2002_0000), u32(flashStart + handler + 1)));
    bytes.set(concat(u32(flashStart + dataAt), u32(0x2000_0000), u32(0x2000_0040)), handler + 0x20);
    bytes.set(program, 0x400);
    bytes.set(pattern(0x40), dataAt);
    bytes.set(behind, from);
    return [{ address: flashStart, data: bytes }];
  }

  const odrive24 = concat(product(6), scale24);
  const odrive56 = concat(product(6), scaleHigh, trip[56]);

  test('does not count what an earlier firmware has left behind the program', () => {
    expect(imageClaims(flash(odrive24, odrive56))).toEqual({ boardVersion: 'v3.6-24V', voltages: [24] });
    expect(imageClaims(flash(odrive24, odrive24)).boardVersion).toBe('v3.6-24V');
    expect(imageClaims(flash(bytesOf('VESC'), odrive56))).toEqual({ product: saying('VESC') });
    expect(imageClaims(flash(pattern(64), odrive56))).toEqual({});
  });

  test('counts what follows where the end of the program does not show', () => {
    expect(imageClaims(flash(pattern(64), odrive56, { tail: 0 })).boardVersion).toBe('v3.6-56V');
  });

  test('does not count the configuration, whose trip level a person has set', () => {
    const from = 768 * 1024;
    const unended = { from, tail: 0 };
    expect(imageClaims(flash(concat(product(6), scaleHigh), Uint8Array.from(trip[48]), unended)).voltages).toEqual([
      48, 56,
    ]);
    expect(imageClaims(flash(odrive24, odrive24, unended)).boardVersion).toBe('v3.6-24V');
  });
});

import { message } from '@odflash/core/messages';
import { expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { describeImage } from '../../src/image/describe-image.ts';
import type { ImageClaims } from '../../src/image/memory-image.ts';
import { readImage } from '../../src/image/read-image.ts';
import { concat, dfuFile, firmware, flashStart, hexBase, hexFile, hexRecord, pattern } from './makers.ts';

test('segments, gaps, sectors, what is outside the flash, and the vector table, as plain data', () => {
  const image = readImage(
    dfuFile({
      targets: [
        {
          name: 'ST...',
          elements: [
            { address: flashStart, data: firmware(100) },
            { address: flashStart + 0x3ff0, data: pattern(32) },
            { address: 0x080f_fff0, data: pattern(32) },
            { address: 0x1fff_c000, data: pattern(16) },
          ],
        },
      ],
    }),
  );
  const description = describeImage(image);
  expect(description).toMatchObject({
    format: 'dfuse',
    formatName: saying('DfuSe'),
    bytes: 180,
    segments: [
      { address: flashStart, length: 100 },
      { address: flashStart + 0x3ff0, length: 32 },
      { address: 0x080f_fff0, length: 32 },
      { address: 0x1fff_c000, length: 16 },
    ],
    gaps: [
      { address: flashStart + 100, length: 0x3ff0 - 100 },
      { address: flashStart + 0x4010, length: 0x080f_fff0 - flashStart - 0x4010 },
      { address: 0x0810_0010, length: 0x1fff_c000 - 0x0810_0010 },
    ],
    sectors: [
      { index: 0, bytes: 116 },
      { index: 1, bytes: 16 },
      { index: 11, bytes: 16 },
    ],
    outside: [
      { address: 0x0810_0000, length: 16 },
      { address: 0x1fff_c000, length: 16 },
    ],
    vector: { plausible: true },
    claims: { targetNames: ['ST...'] },
    notes: [],
  });
  expect(JSON.parse(JSON.stringify(description))).toEqual(description);
});

test('a segment around the whole flash is outside at both ends', () => {
  const data = concat(new Uint8Array(4), new Uint8Array(0x10_0000), new Uint8Array(8));
  const description = describeImage({ format: 'raw', segments: [{ address: flashStart - 4, data }], notes: [] });
  expect(description.outside).toEqual([
    { address: flashStart - 4, length: 4 },
    { address: 0x0810_0000, length: 8 },
  ]);
  expect(description.sectors).toHaveLength(12);
  expect(description.vector.problem).toBe('invalidated');
});

test('a partial image has no vector table but may have an entry', () => {
  const description = describeImage(
    readImage(hexFile(hexBase(0x0802_0000), hexRecord(0, 0, pattern(16)), hexRecord(5, 0, [8, 2, 0, 1]))),
  );
  expect(description).toMatchObject({ entry: 0x0802_0001, vector: { problem: 'absent' }, gaps: [], outside: [] });
  expect(description.sectors).toEqual([{ index: 5, bytes: 16 }]);
});

test('the evidence on the board is listed with its sources', () => {
  const image = { format: 'raw', segments: [], notes: [] } as const;
  const evidence = (claims: ImageClaims, name?: string) =>
    describeImage({ ...image, claims, origin: { name } }).evidence;
  expect(evidence({ boardVersion: 'v3.6' }, 'ODriveFirmware_v3.6-56V.hex')).toEqual({
    board: saying('ODrive v3.6-56V'),
    witnesses: [
      { kind: 'bytes', says: saying('ODrive v3.6 (24 or 56 V)') },
      { kind: 'name', says: saying('ODrive v3.6-56V') },
    ],
  });
  expect(evidence({ boardVersion: 'v3.6-24V' }, 'v3.6-56V.hex').board).toBeUndefined();
  expect(evidence({ boardVersion: 'v3.6-24V' }, 'v3.6-56V.hex').contradiction).toEqual(
    saying(/its name says ODrive v3\.6-56V/),
  );
  const product = message('product.named', { name: 'VESC' });
  expect(evidence({ product })).toEqual({ witnesses: [], product });
});

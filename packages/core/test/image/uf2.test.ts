import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { readImage } from '../../src/image/read-image.ts';
import { concat, failure, flashStart, pattern, uf2File } from './makers.ts';

const data = pattern(256);
const first = { address: flashStart, data };
const second = { address: flashStart + 256, data };

test('blocks in any order are joined', () => {
  const image = readImage(uf2File({ ...second, number: 1 }, { ...first, number: 0 }));
  expect(image).toMatchObject({ format: 'uf2', notes: [] });
  expect(image.segments).toEqual([{ address: flashStart, data: concat(data, data) }]);
});

test('both families of the STM32F4, and files without a family', () => {
  for (const block of [{ family: 0x5775_5a57 }, { family: 0x6d09_22fa }, { family: 12, flags: 0 }]) {
    expect(readImage(uf2File({ ...first, ...block })).segments).toHaveLength(1);
  }
});

test('blocks that are not for the main flash are left out, and a note says how many', () => {
  const image = readImage(uf2File(first, { ...second, flags: 0x2001 }, { ...second, flags: 0x3000 }));
  expect(image.segments).toEqual([first]);
  expect(image.notes).toEqual([{ code: 'segment-skipped', text: saying(/2 blocks/) }]);
});

test('a second file behind the first is refused', () => {
  const file = uf2File(first, second);
  expect(failure('bad-file', () => readImage(concat(file, uf2File(first)))).code).toBe('bad-file');
  expect(failure('bad-file', () => readImage(concat(file, file))).details).toMatchObject({
    reason: 'trailing-data',
    offset: 1024,
  });
});

test('payloads up to 476 bytes', () => {
  const long = { address: flashStart, data: pattern(476) };
  expect(readImage(uf2File(long)).segments).toEqual([long]);
});

describe('refuses', () => {
  test('another family, by number', () => {
    const error = failure('bad-file', () => readImage(uf2File({ ...first, family: 0xe48b_ff56 })));
    expect(error.details).toMatchObject({ reason: 'wrong-chip' });
    expect(inEnglish(error.text)).toContain('0xE48BFF56');
  });

  test('a file cut off in a block or between blocks', () => {
    const file = uf2File(first, second);
    expect(failure('bad-file', () => readImage(file.subarray(0, 700))).details).toMatchObject({ reason: 'truncated' });
    expect(failure('bad-file', () => readImage(file.subarray(0, 512))).details).toMatchObject({ reason: 'truncated' });
  });

  test('a missing block', () => {
    const file = uf2File({ ...first, number: 0 }, { ...second, number: 0 });
    expect(inEnglish(failure('bad-file', () => readImage(file)).text)).toContain('block 1 is missing');
  });

  test.each([
    ['a payload longer than a block', uf2File({ ...first, size: 477 }), 16],
    ['a block number past the total', uf2File({ ...first, number: 1, total: 1 }), 20],
    ['totals that differ', uf2File({ ...first, total: 2 }, { ...second, total: 3 }), 512 + 20],
    ['a total of 4 thousand million', uf2File({ ...first, total: 0xffff_ffff }), 24],
  ])('%s', (_name, file, offset) => {
    expect(failure('bad-file', () => readImage(file)).details).toMatchObject({ format: 'uf2', offset });
  });

  test.each([0, 508])('a wrong mark in the second block, at %i', (at) => {
    const file = uf2File(first, second);
    file[512 + at]! ^= 1;
    expect(failure('bad-file', () => readImage(file)).details).toMatchObject({ offset: 512 + at, reason: 'syntax' });
  });

  test('contradicting blocks, with both offsets', () => {
    const file = uf2File(first, { address: flashStart, data: pattern(256, 2) });
    expect(failure('image-overlap', () => readImage(file)).details).toMatchObject({ offsets: [32, 512 + 32] });
  });
});

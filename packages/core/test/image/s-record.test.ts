import { describe, expect, test } from 'vitest';
import { readImage } from '../../src/image/read-image.ts';
import { bytesOf, concat, failure, flashStart, pattern, sFile, sRecord } from './makers.ts';

const data = pattern(16);
const end = sRecord(7, flashStart + 1);

function read(...lines: readonly string[]) {
  return readImage(sFile(...lines));
}

test('S0 is no data, S3 has 32-bit addresses, S7 the entry', () => {
  const image = read(sRecord(0, 0, bytesOf('anything')), sRecord(3, flashStart, data), end);
  expect(image).toMatchObject({ format: 's-record', entry: flashStart + 1, notes: [] });
  expect(image.segments).toEqual([{ address: flashStart, data }]);
});

test('S1 has 16-bit and S2 24-bit addresses, S9 and S8 end', () => {
  expect(read(sRecord(1, 0xfff0, data), sRecord(9, 0)).segments[0]?.address).toBe(0xfff0);
  expect(read(sRecord(2, 0xff_fff0, data), sRecord(8, 0)).segments[0]?.address).toBe(0xff_fff0);
});

test('an end record with address 0 gives no entry', () => {
  expect(read(sRecord(3, flashStart, data), sRecord(7, 0)).entry).toBeUndefined();
});

test('data from 0x80000000 up keeps its address, data past the end is refused', () => {
  expect(read(sRecord(3, 0xffff_fff0, data), end).segments[0]?.address).toBe(0xffff_fff0);
  expect(failure('bad-file', () => read(sRecord(3, 0xffff_fff8, data), end)).details).toMatchObject({
    line: 1,
    reason: 'address-wrap',
  });
});

test('the longest record has 250 data bytes, the shortest none', () => {
  const long = pattern(250);
  const image = read(sRecord(3, flashStart, long), sRecord(3, flashStart + 4096), end);
  expect(image.segments).toEqual([{ address: flashStart, data: long }]);
});

test('line ends, blanks, lower case, byte order mark', () => {
  const lines = [sRecord(3, flashStart, data), sRecord(3, flashStart + 16, data), end];
  for (const text of [
    lines.join('\r\n'),
    lines.join('\r'),
    `\ufeff\n\n  ${lines.join('  \n\n')}\n\x1a`,
    lines.join('\n').toLowerCase(),
  ]) {
    expect(readImage(bytesOf(text)).segments).toEqual([{ address: flashStart, data: concat(data, data) }]);
  }
});

describe('counts', () => {
  const records = [sRecord(3, flashStart, data), sRecord(3, flashStart + 16, data), sRecord(3, flashStart + 32, data)];

  test.each([5, 6])('S%i that agrees is accepted, one that does not names a missing line', (type) => {
    expect(read(...records, sRecord(type, 3), end).segments).toHaveLength(1);
    const error = failure('bad-file', () => read(...records, sRecord(type, 4), end));
    expect(error.details).toMatchObject({ line: 4, reason: 'inconsistent', expected: 3, found: 4 });
  });

  test('a lost line is noticed by the count', () => {
    expect(failure('bad-file', () => read(...records.slice(1), sRecord(5, 3), end)).code).toBe('bad-file');
  });
});

test.each([
  ['garbage', 'garbage'],
  ['a data record', sRecord(3, flashStart + 16, data)],
  ['a header of a second file', sRecord(0, 0, data)],
  ['a count', sRecord(5, 1)],
  ['another end record', sRecord(9, 0)],
])('%s after the end record S7, S8 or S9 refuses the file with the line', (_name, rest) => {
  for (const type of [7, 8, 9]) {
    const act = () => read(sRecord(3, flashStart, data), sRecord(type, 0), rest);
    expect(failure('bad-file', act).details).toMatchObject({ format: 's-record', reason: 'trailing-data', line: 3 });
  }
});

test('different bytes for one address: an error with both lines', () => {
  const act = () => read(sRecord(3, flashStart, data), sRecord(3, flashStart, pattern(16, 2)), end);
  expect(failure('image-overlap', act).details).toMatchObject({ address: flashStart, lines: [1, 2] });
});

test('the CCM segment of an old ODrive file is left out', () => {
  const image = read(sRecord(3, flashStart, data), sRecord(3, 0x1000_0000, data), end);
  expect(image.segments).toHaveLength(1);
  expect(image.notes[0]?.code).toBe('segment-skipped');
});

describe('refuses, naming the line', () => {
  const good = sRecord(3, flashStart, data);

  test.each([
    ['a wrong checksum', sRecord(3, flashStart, data, 1), 'checksum'],
    ['the reserved type S4', sRecord(4, 0, data), 'unknown-type'],
    ['a type that is a letter', good.replace('S3', 'SX'), 'unknown-type'],
    ['an S alone', 'S', 'unknown-type'],
    ['another letter', good.replace('S', 'T'), 'syntax'],
    ['a character that is no digit', good.replace(/.$/, 'z'), 'syntax'],
    ['more bytes than the count says', `${good}00`, 'length'],
    ['fewer bytes than the count says', good.slice(0, -2), 'length'],
    ['a count too small for the address', 'S303AABB98', 'length'],
    ['a record without a count', 'S3', 'length'],
    ['an endless line', `S3FF${'00'.repeat(400)}`, 'length'],
  ])('%s', (_name, line, reason) => {
    const error = failure('bad-file', () => read(good, line, end));
    expect(error.details).toMatchObject({ format: 's-record', line: 2, reason });
  });

  test('the checksum error says what was found and what was expected', () => {
    const error = failure('bad-file', () => read('S1060000010203F4', sRecord(9, 0)));
    expect(error.details).toMatchObject({ found: 0xf4, expected: 0xf3 });
  });

  test('a file without end record, or cut in a record', () => {
    expect(failure('bad-file', () => read(good)).details).toMatchObject({ reason: 'truncated', line: 1 });
    const cut = bytesOf(`${good}\n${good.slice(0, 20)}`);
    expect(failure('bad-file', () => readImage(cut)).details).toMatchObject({ reason: 'truncated', line: 2 });
  });
});

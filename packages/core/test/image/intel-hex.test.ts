import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { readImage } from '../../src/image/read-image.ts';
import { bytesOf, concat, failure, flashStart, hexBase, hexEnd, hexFile, hexRecord, pattern } from './makers.ts';

const data = pattern(16);

function read(...lines: readonly string[]) {
  return readImage(hexFile(...lines));
}

describe('addresses', () => {
  test('type 04 gives the upper half, neighbours are joined, gaps stay gaps', () => {
    const image = read(
      hexBase(flashStart),
      hexRecord(0, 0x0000, data),
      hexRecord(0, 0x0010, data),
      hexRecord(0, 0x0040, data),
    );
    expect(image.format).toBe('intel-hex');
    expect(image.segments).toEqual([
      { address: flashStart, data: concat(data, data) },
      { address: flashStart + 0x40, data },
    ]);
  });

  test('records in any order come out sorted', () => {
    const image = read(
      hexBase(flashStart + 0x1_0000),
      hexRecord(0, 0, pattern(16, 3)),
      hexBase(flashStart),
      hexRecord(0, 0xfff0, pattern(16, 2)),
      hexRecord(0, 0, pattern(16, 1)),
    );
    expect(image.segments.map(({ address }) => address)).toEqual([flashStart, flashStart + 0xfff0]);
    expect(image.segments[1]?.data).toEqual(concat(pattern(16, 2), pattern(16, 3)));
  });

  test('after type 04 a record continues across 64 KiB', () => {
    const image = read(hexBase(flashStart), hexRecord(0, 0xfff8, data));
    expect(image.segments).toEqual([{ address: flashStart + 0xfff8, data }]);
  });

  test('after type 02 a record that wraps inside its 64 KiB is refused, one that just fits is not', () => {
    const base = hexRecord(2, 0, [0xf0, 0x00]);
    expect(read(base, hexRecord(0, 0xfff0, data)).segments).toEqual([{ address: 0xf_0000 + 0xfff0, data }]);
    const error = failure('bad-file', () => read(base, hexRecord(0, 0xfff8, data)));
    expect(error.details).toMatchObject({ line: 2, reason: 'address-wrap' });
  });

  test('type 04 after type 02 continues linearly again', () => {
    const image = read(hexRecord(2, 0, [0xf0, 0x00]), hexBase(flashStart), hexRecord(0, 0xfff8, data));
    expect(image.segments[0]?.address).toBe(flashStart + 0xfff8);
  });

  test('data from 0x80000000 up keeps its address', () => {
    const image = read(
      hexBase(0x9000_0000),
      hexRecord(0, 0x1000, data),
      hexBase(0xffff_0000),
      hexRecord(0, 0xfff0, data),
    );
    expect(image.segments.map(({ address }) => address)).toEqual([0x9000_1000, 0xffff_fff0]);
  });

  test('data past the end of the address space is refused', () => {
    const error = failure('bad-file', () => read(hexBase(0xffff_0000), hexRecord(0, 0xfff8, data)));
    expect(error.details).toMatchObject({ line: 2, reason: 'address-wrap' });
  });

  test('records of 1 and of 255 bytes, and empty ones', () => {
    const image = read(hexBase(flashStart), hexRecord(0, 0, [7]), hexRecord(0, 1, pattern(255)), hexRecord(0, 0x4000));
    expect(image.segments).toEqual([{ address: flashStart, data: concat([7], pattern(255)) }]);
  });

  test('types 03 and 05 give the entry', () => {
    expect(read(hexBase(flashStart), hexRecord(0, 0, data), hexRecord(5, 0, [0x08, 0x00, 0x01, 0x89])).entry).toBe(
      0x0800_0189,
    );
    expect(read(hexRecord(5, 0, [0xff, 0xff, 0xff, 0xff]), hexRecord(0, 0, data)).entry).toBe(0xffff_ffff);
    expect(read(hexRecord(3, 0, [0x12, 0x34, 0x00, 0x10]), hexRecord(0, 0, data)).entry).toBe(0x1_2350);
    expect(read(hexRecord(0, 0, data)).entry).toBeUndefined();
  });
});

describe('the text', () => {
  const lines = [hexBase(flashStart), hexRecord(0, 0, data), hexRecord(0, 16, data), hexEnd];
  const expected = [{ address: flashStart, data: concat(data, data) }];

  test.each([
    ['LF', lines.join('\n')],
    ['CR LF', lines.join('\r\n')],
    ['CR', lines.join('\r')],
    ['mixed line ends', `${lines[0]}\r${lines[1]}\n\r${lines[2]}\r\n${lines[3]}`],
    ['no line end after the last record', `${lines.join('\n')}`],
    ['lower case', `${lines.join('\n').toLowerCase()}\n`],
    ['blank lines and blanks around records', `\n\r\n  \n ${lines.join(' \t\n\n   ')}  \n\n`],
    ['a UTF-8 byte order mark', `\ufeff${lines.join('\n')}\n`],
    ['NUL and Ctrl-Z padding at the end', `${lines.join('\r\n')}\r\n\x1a\0\0\0\0`],
  ])('reads %s', (_name, text) => {
    const image = readImage(bytesOf(text));
    expect(image.segments).toEqual(expected);
    expect(image.notes).toEqual([]);
  });

  test.each([
    ['text and a data record', `this is not hex\n${hexRecord(0, 0x20, data)}`],
    ['a second HEX file', lines.join('\n')],
    ['a second end record', hexEnd],
    ['an address record alone', hexBase(0x0801_0000)],
  ])('is refused with the line if %s follows the end-of-file record', (_name, rest) => {
    const file = bytesOf(`${lines.join('\n')}\n\n${rest}\n`);
    const error = failure('bad-file', () => readImage(file));
    expect(error.details).toMatchObject({ format: 'intel-hex', reason: 'trailing-data', line: 6 });
    expect(inEnglish(error.text)).toContain('end record');
  });

  test('line numbers count CR LF as one line and blank lines too', () => {
    const text = `\r\n\r\n${lines[0]}\r\n\r\n${hexRecord(0, 0, data, 1)}\r\n${hexEnd}\r\n`;
    expect(failure('bad-file', () => readImage(bytesOf(text))).details).toMatchObject({ line: 5 });
  });
});

describe('refuses, naming the line', () => {
  const good = hexRecord(0, 0, data);

  test.each([
    ['a wrong checksum', hexRecord(0, 16, data, 1), 'checksum'],
    ['an odd number of digits', `${hexRecord(0, 16, data)}0`, 'syntax'],
    ['a character that is no digit', good.replace(/..$/, 'G0'), 'syntax'],
    ['a digit far outside ASCII', good.replace(/.$/, 'é'), 'syntax'],
    ['more bytes than the count says', `${hexRecord(0, 16, data)}00`, 'length'],
    ['fewer bytes than the count says', hexRecord(0, 16, data).slice(0, -2), 'length'],
    ['only a colon', ':', 'length'],
    ['a line without a colon', good.slice(1), 'syntax'],
    ['an endless line', `:${'00'.repeat(600)}`, 'length'],
    ['an unknown type', hexRecord(6, 0, data), 'unknown-type'],
    ['type 255', hexRecord(255, 0), 'unknown-type'],
    ['a type 01 with data', hexRecord(1, 0, [0]), 'length'],
    ['a type 02 of one byte', hexRecord(2, 0, [0]), 'length'],
    ['a type 04 of three bytes', hexRecord(4, 0, [8, 0, 0]), 'length'],
    ['a type 05 of two bytes', hexRecord(5, 0, [8, 0]), 'length'],
  ])('%s', (_name, line, reason) => {
    const error = failure('bad-file', () => read(good, '', line));
    expect(error.details).toMatchObject({ format: 'intel-hex', line: 3, reason });
    expect(inEnglish(error.text)).toContain('Intel HEX, line 3: ');
    expect(error.exit).toBe(5);
  });

  test('an unknown type is named as the file writes it, in hex', () => {
    expect(inEnglish(failure('bad-file', () => read(hexRecord(0x0a, 0, data))).text)).toContain('type 0A ');
  });

  test('the checksum error says what was found and what was expected', () => {
    const error = failure('bad-file', () => read(':10000000000102030405060708090A0B0C0D0E0F79'));
    expect(error.details).toMatchObject({ found: 0x79, expected: 0x78 });
    expect(inEnglish(error.text)).toContain('0x79');
    expect(inEnglish(error.text)).toContain('0x78');
  });

  test('a file without end-of-file record: it was cut off', () => {
    const error = failure('bad-file', () => readImage(bytesOf(`${hexBase(flashStart)}\n${good}\n`)));
    expect(error.details).toMatchObject({ reason: 'truncated', line: 2 });
  });

  test('a file that ends in the middle of a record: it was cut off', () => {
    for (const cut of [1, 2, 3, 10]) {
      const error = failure('bad-file', () => readImage(bytesOf(`${hexBase(flashStart)}\n${good.slice(0, -cut)}`)));
      expect(error.details).toMatchObject({ reason: 'truncated', line: 2 });
    }
  });
});

describe('what the file says twice', () => {
  test('equal bytes: a note with both lines', () => {
    const image = read(hexBase(flashStart), hexRecord(0, 0, data), hexRecord(0, 8, data.subarray(8)));
    expect(image.segments).toEqual([{ address: flashStart, data }]);
    expect(image.notes).toHaveLength(1);
    expect(image.notes[0]).toMatchObject({ code: 'equal-overlap' });
    expect(image.notes[0]?.text).toEqual(saying(/^8 bytes .*0x08000008 \(line 2 and line 3\)$/));
  });

  test('different bytes: an error with the address, both lines and both values', () => {
    const other = data.slice();
    other[5] = 0xee;
    const act = () =>
      read(hexBase(flashStart), hexRecord(0, 0, other), hexRecord(0, 0x100, data), hexRecord(0, 0, data));
    const error = failure('image-overlap', act);
    expect(error.details).toMatchObject({ address: flashStart + 5, lines: [2, 4], bytes: [0xee, data[5]] });
    expect(inEnglish(error.text)).toContain('line 2');
    expect(inEnglish(error.text)).toContain('line 4');
  });

  test('three records over one address are all compared', () => {
    const image = read(hexRecord(0, 0, data), hexRecord(0, 0, data), hexRecord(0, 4, data.subarray(4)));
    expect(image.segments).toEqual([{ address: 0, data }]);
    expect(image.notes[0]?.text).toEqual(saying(/28 bytes/));
    const act = () => read(hexRecord(0, 0, data), hexRecord(0, 0, data), hexRecord(0, 15, [data[15]! ^ 1]));
    expect(failure('image-overlap', act).details).toMatchObject({ address: 15, lines: [1, 3] });
  });
});

describe('RAM', () => {
  test('a CCM segment as in ODrive 0.4.6 is left out with a note, and never makes a 134 MB file', () => {
    const heap = Array.from({ length: 16 }, (_, index) => hexRecord(0, index * 16, new Uint8Array(16)));
    const image = read(hexBase(0x1000_0000), ...heap, hexBase(flashStart), hexRecord(0, 0, data));
    expect(image.segments).toEqual([{ address: flashStart, data }]);
    expect(image.notes).toEqual([{ code: 'segment-skipped', text: saying(/256 bytes for CCM RAM/) }]);
  });

  test('nothing but CCM RAM is a program for another chip, which has its flash there; with SRAM it is one for RAM', () => {
    const reasonOf = (...places: number[]) => {
      const records = places.flatMap((place) => [hexBase(place), hexRecord(0, 0, data)]);
      return failure('image-empty', () => read(...records)).details.reason;
    };
    expect(reasonOf(0x1000_0000)).toBe('other-chip');
    expect(reasonOf(0x2000_0000)).toBe('ram-only');
    expect(reasonOf(0x1000_0000, 0x2000_0000)).toBe('ram-only');
  });

  test('an SRAM island is left out, what lies just outside RAM stays', () => {
    const image = read(
      hexBase(0x2000_0000),
      hexRecord(0, 0x100, data),
      hexBase(0x2001_0000),
      hexRecord(0, 0xfff8, data),
      hexBase(0x1fff_0000),
      hexRecord(0, 0xfff8, data),
    );
    expect(image.segments).toEqual([
      { address: 0x1fff_fff8, data: data.subarray(0, 8) },
      { address: 0x2002_0000, data: data.subarray(8) },
    ]);
    expect(image.notes).toHaveLength(1);
  });

  test('a file for RAM only is empty, and says why', () => {
    const error = failure('image-empty', () => read(hexBase(0x2000_0000), hexRecord(0, 0, data)));
    expect(inEnglish(error.text)).toContain('0x20000000');
    expect(error.details).toMatchObject({ reason: 'ram-only' });
  });

  test('a file for 0x10000000 only, the flash of an RP2040, is said to be for another chip', () => {
    const error = failure('image-empty', () => read(hexBase(0x1000_0000), hexRecord(0, 0, data)));
    expect(inEnglish(error.text)).toMatch(/0x10000000.*RP2040.*another chip/);
    expect(inEnglish(error.text)).not.toContain('debugger');
    expect(error.details).toMatchObject({ reason: 'other-chip' });
  });

  test('a file without data is empty', () => {
    expect(failure('image-empty', () => read(hexBase(flashStart))).details).toMatchObject({ reason: 'no-data' });
  });

  test('option bytes stay in the image: the planner refuses them, not the reader', () => {
    const image = read(hexBase(0x1fff_0000), hexRecord(0, 0xc000, data));
    expect(image.segments).toEqual([{ address: 0x1fff_c000, data }]);
  });
});

test('a file scattered over more than 65536 places is refused, one of that many is not', () => {
  const scattered = (areas: number) => {
    const lines = Array.from({ length: 2048 }, (_, index) => hexRecord(0, index * 32, [1]));
    const area = lines.join('\n');
    return hexFile(
      ...Array.from({ length: areas }, (_, upper) => `${hexBase(flashStart + upper * 0x1_0000)}\n${area}`),
    );
  };
  expect(readImage(scattered(32)).segments).toHaveLength(65_536);
  const error = failure('bad-file', () => readImage(scattered(33)));
  expect(error.details).toMatchObject({ reason: 'too-many-pieces' });
});

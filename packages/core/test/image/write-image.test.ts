import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import type { Block } from '../../src/bytes.ts';
import { readImage } from '../../src/image/read-image.ts';
import { maxRawSpan, type WritableFormat, writeImage } from '../../src/image/write-image.ts';
import { failure, firmware, flashStart, pattern, u32 } from './makers.ts';
import { segmentsArbitrary } from './segments.ts';

const formats = ['intel-hex', 's-record', 'dfuse'] as const;
const text = new TextDecoder();

describe('round trips', () => {
  test.each(formats)('%s keeps every segment, anywhere in the address space', (format) => {
    fc.assert(
      fc.property(segmentsArbitrary, fc.option(fc.integer({ min: 1, max: 0xffff_ffff })), (segments, entry) => {
        const image = readImage(writeImage({ segments, ...(entry !== null && { entry }) }, format));
        expect(image).toMatchObject({ format, segments });
        // Random gaps of Intel HEX may be such as lost lines leave; S-records are counted.
        expect(image.notes.filter(({ code }) => format !== 'intel-hex' || code !== 'records-lost')).toEqual([]);
        expect(image.entry).toBe(format === 'dfuse' ? undefined : (entry ?? undefined));
      }),
    );
  });

  test('raw keeps a firmware byte for byte', () => {
    const segments = [{ address: flashStart, data: firmware(3001) }];
    expect(readImage(writeImage({ segments }, 'raw'))).toMatchObject({ format: 'raw', segments });
  });

  test.each(formats)('%s: a whole flash of 1 MiB', (format) => {
    const data = new Uint8Array(0x10_0000).map((_, index) => (index * 31) ^ (index >> 9));
    const image = readImage(writeImage({ segments: [{ address: flashStart, data }] }, format));
    expect(Buffer.compare(image.segments[0]?.data ?? new Uint8Array(0), data)).toBe(0);
  });
});

test('Intel HEX as a person would write it', () => {
  const segments: Block[] = [
    { address: 0x0800_fffc, data: pattern(8) },
    { address: 0x0801_0100, data: pattern(1) },
  ];
  expect(text.decode(writeImage({ segments, entry: 0x0800_0189 }, 'intel-hex'))).toBe(
    [
      ':020000040800F2',
      ':04FFFC00658AAFD48F',
      ':020000040801F1',
      ':04000000F91E43683A',
      ':010100006599',
      ':040000050800018965',
      ':00000001FF',
      '',
    ].join('\n'),
  );
});

test('S-record as a person would write it', () => {
  const segments = [{ address: flashStart, data: Uint8Array.of(1, 2, 3) }];
  expect(text.decode(writeImage({ segments }, 's-record'))).toBe(
    ['S00A00006F64666C61736814', 'S30808000000010203E9', 'S5030001FB', 'S70500000000FA', ''].join('\n'),
  );
});

describe('DfuSe', () => {
  const segments: Block[] = [
    { address: flashStart, data: pattern(20) },
    { address: 0x1fff_c000, data: pattern(16) },
  ];

  test('DFUImageSize is without the suffix, the suffix is for 0483:DF11 and any release', () => {
    const file = writeImage({ segments: segments.slice(0, 1) }, 'dfuse');
    expect([...file.subarray(0, 11)]).toEqual([...Buffer.from('DfuSe'), 1, ...u32(file.length - 16), 1]);
    const suffix = [0xff, 0xff, 0x11, 0xdf, 0x83, 0x04, 0x1a, 0x01, ...Buffer.from('UFD'), 16];
    expect([...file.subarray(-16, -4)]).toEqual(suffix);
  });

  test('option bytes get the target of their alternate setting', () => {
    const file = writeImage({ segments }, 'dfuse', { targetName: 'undo' });
    expect(file[10]).toBe(2);
    const second = 11 + 274 + 8 + 20;
    expect(Buffer.from(file.subarray(second, second + 7)).toString('latin1')).toBe('Target\x01');
    expect(readImage(file)).toMatchObject({ segments, claims: { targetNames: ['undo', 'Option Bytes'] } });
  });

  test('a target name of any length fits its field, none leaves the target unnamed', () => {
    const long = readImage(writeImage({ segments }, 'dfuse', { targetName: 'x'.repeat(400) }));
    expect(long.claims?.targetNames?.[0]).toBe('x'.repeat(254));
    const unnamed = writeImage({ segments: segments.slice(0, 1) }, 'dfuse', { targetName: '' });
    expect(readImage(unnamed).claims).toEqual({});
  });
});

describe('raw', () => {
  test('gaps become 0xFF', () => {
    const segments = [
      { address: flashStart, data: pattern(4) },
      { address: flashStart + 8, data: pattern(2) },
    ];
    expect([...writeImage({ segments }, 'raw')]).toEqual([...pattern(4), 0xff, 0xff, 0xff, 0xff, ...pattern(2)]);
  });

  test('a span above 16 MiB is refused, one just below is not', () => {
    const far = (offset: number) => [
      { address: flashStart, data: pattern(1) },
      { address: flashStart + offset, data: pattern(1) },
    ];
    expect(writeImage({ segments: far(maxRawSpan - 1) }, 'raw')).toHaveLength(maxRawSpan);
    const error = failure('image-out-of-range', () => writeImage({ segments: far(maxRawSpan) }, 'raw'));
    expect(inEnglish(error.next)).toContain('Intel HEX');
  });
});

test.each<WritableFormat>(['intel-hex', 's-record', 'dfuse', 'raw'])('nothing cannot be written as %s', (format) => {
  failure('image-empty', () => writeImage({ segments: [] }, format));
  failure('image-empty', () => writeImage({ segments: [{ address: 0, data: new Uint8Array(0) }] }, format));
});

import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { readImage } from '../../src/image/read-image.ts';
import { concat, type DfuTarget, dfuFile, failure, flashStart, pattern, u32 } from './makers.ts';

const data = pattern(64);
const target: DfuTarget = { elements: [{ address: flashStart, data }] };
const segments = [{ address: flashStart, data }];

test('one target, one element', () => {
  const image = readImage(dfuFile({ targets: [target] }));
  expect(image).toMatchObject({ format: 'dfuse', segments, notes: [] });
});

describe('DFUImageSize', () => {
  test.each([
    ['without the suffix', (end: number) => end],
    ['with the suffix', (_end: number, whole: number) => whole],
  ])('%s is what people write: no note', (_name, imageSize) => {
    expect(readImage(dfuFile({ targets: [target], imageSize })).notes).toEqual([]);
  });

  test.each([0, 5, 0xffff_ffff])('%i gives a note', (size) => {
    const image = readImage(dfuFile({ targets: [target], imageSize: () => size }));
    expect(image.segments).toEqual(segments);
    expect(image.notes.map(({ code }) => code)).toEqual(['odd-size-field']);
  });

  test('a suffix longer than 16 bytes belongs to no element', () => {
    for (const imageSize of [undefined, (end: number) => end, (_: number, whole: number) => whole]) {
      const image = readImage(dfuFile({ targets: [target], longerSuffix: 7, ...(imageSize && { imageSize }) }));
      expect(image).toMatchObject({ segments, notes: [] });
    }
  });
});

describe('targets and elements', () => {
  test('several targets, with several elements each, for one alternate setting or others', () => {
    const image = readImage(
      dfuFile({
        targets: [
          {
            name: 'Internal Flash',
            elements: [
              { address: flashStart + 64, data },
              { address: flashStart, data },
            ],
          },
          { elements: [{ address: flashStart + 0x4000, data }] },
          { alternate: 1, name: 'Option Bytes', elements: [{ address: 0x1fff_c000, data: pattern(16) }] },
        ],
      }),
    );
    expect(image.segments).toEqual([
      { address: flashStart, data: concat(data, data) },
      { address: flashStart + 0x4000, data },
      { address: 0x1fff_c000, data: pattern(16) },
    ]);
    expect(image.claims).toEqual({ targetNames: ['Internal Flash', 'Option Bytes'] });
  });

  test("data at the flash's addresses for another memory than the flash is refused", () => {
    const elements = [{ address: flashStart, data }];
    for (const alternate of [1, 3, 255]) {
      const file = dfuFile({ targets: [target, { alternate, name: 'SPI Flash', elements }] });
      expect(failure('bad-file', () => readImage(file)).details).toMatchObject({ expected: 0, found: alternate });
    }
  });

  test('an element that ends in the middle of a sector that another starts in', () => {
    const elements = [
      { address: flashStart, data: pattern(10) },
      { address: flashStart + 20, data: pattern(10) },
    ];
    expect(readImage(dfuFile({ targets: [{ elements }] })).segments).toHaveLength(2);
  });

  test('an element of no bytes is nothing', () => {
    const elements = [...target.elements, { address: 0, data: new Uint8Array(0) }];
    expect(readImage(dfuFile({ targets: [{ elements }] })).segments).toEqual(segments);
    const empty = dfuFile({ targets: [{ elements: elements.slice(1) }] });
    failure('image-empty', () => readImage(empty));
  });

  test('no targets, or targets without elements: an empty image', () => {
    failure('image-empty', () => readImage(dfuFile({ targets: [] })));
    failure('image-empty', () => readImage(dfuFile({ targets: [{ elements: [] }] })));
  });

  test('a dwTargetSize that disagrees with its elements gives a note', () => {
    const image = readImage(dfuFile({ targets: [{ ...target, size: 1 }] }));
    expect(image).toMatchObject({ segments, notes: [{ code: 'odd-size-field' }] });
  });

  test('overlap: equal bytes are a note, different ones an error with both offsets', () => {
    const twice = dfuFile({ targets: [target, target] });
    expect(readImage(twice).notes.map(({ code }) => code)).toEqual(['equal-overlap']);
    const differs = dfuFile({ targets: [target, { elements: [{ address: flashStart + 8, data }] }] });
    const error = failure('image-overlap', () => readImage(differs));
    const first = 11 + 274 + 8;
    expect(error.details).toMatchObject({ address: flashStart + 8, offsets: [first + 8, first + 64 + 274 + 8] });
  });

  test('an element for RAM is left out', () => {
    const elements = [...target.elements, { address: 0x2000_0000, data }];
    const image = readImage(dfuFile({ targets: [{ elements }] }));
    expect(image).toMatchObject({ segments, notes: [{ code: 'segment-skipped' }] });
  });
});

describe('what a person should know', () => {
  test('a suffix for another USB device', () => {
    const image = readImage(dfuFile({ targets: [target], vendorId: 0x28e9, productId: 0x0189 }));
    expect(image.notes).toEqual([{ code: 'foreign-target', text: saying(/28e9:0189/) }]);
    expect(readImage(dfuFile({ targets: [target], vendorId: 0xffff, productId: 0xffff })).notes).toEqual([]);
  });

  test("0483:0000 in the suffix, which ST's own DfuFileMgr writes, is not another device", () => {
    expect(readImage(dfuFile({ targets: [target], productId: 0 })).notes).toEqual([]);
    expect(readImage(dfuFile({ targets: [target], vendorId: 0, productId: 0 })).notes).toHaveLength(1);
  });
});

describe('data of the file that would not be flashed refuses it', () => {
  const whole = dfuFile({ targets: [target] });

  test('bytes between the last element and the suffix', () => {
    const act = () => readImage(dfuFile({ targets: [target], trailing: pattern(5) }));
    const { details } = failure('bad-file', act);
    expect(details).toMatchObject({ format: 'dfuse', reason: 'trailing-data', offset: whole.length - 16, found: 5 });
  });

  test('a target that the count in the prefix leaves out', () => {
    const act = () => readImage(dfuFile({ targets: [target, target], targetCount: 1 }));
    expect(failure('bad-file', act).details).toMatchObject({ reason: 'trailing-data' });
  });

  test.each([
    ['DFUImageSize without the suffix', (end: number) => end],
    ['DFUImageSize with the suffix', (_end: number, size: number) => size],
    ['a DFUImageSize that says nothing', () => 0],
  ])('bytes after the suffix, whatever they are: %s', (_name, imageSize) => {
    const file = dfuFile({ targets: [target], imageSize });
    for (const rest of [new Uint8Array(100), pattern(1), pattern(300), file]) {
      const { details } = failure('bad-file', () => readImage(concat(file, rest)));
      expect(details).toMatchObject({
        format: 'dfuse',
        reason: 'trailing-data',
        offset: file.length,
        found: rest.length,
      });
    }
  });
});

describe('refuses, naming the offset', () => {
  const file = dfuFile({ targets: [target] });

  test('every single wrong bit, by the CRC if by nothing else', () => {
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const damaged = file.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => readImage(damaged)).toThrow(expect.objectContaining({ exit: 5 }));
    }
  });

  test('a file cut off anywhere', () => {
    for (let length = 11; length < file.length; length++) {
      const error = failure('bad-file', () => readImage(file.subarray(0, length)));
      expect(error.details).toMatchObject({ format: 'dfuse' });
    }
  });

  test('a wrong CRC says what was found and what was expected', () => {
    const damaged = file.slice();
    damaged[300]! ^= 1;
    const error = failure('bad-file', () => readImage(damaged));
    expect(error.details).toMatchObject({ reason: 'checksum', offset: file.length - 4 });
    expect(inEnglish(error.text)).toMatch(/0x[0-9A-F]{8}.*0x[0-9A-F]{8}/);
  });

  test.each([
    ['another version', dfuFile({ targets: [target], version: 2 }), 5],
    ['a target without its signature', dfuFile({ targets: [{ ...target, signature: 'Targat' }] }), 11],
    ['more targets than there are', dfuFile({ targets: [target], targetCount: 2 }), 11 + 274 + 8 + 64],
    [
      'an element longer than the file',
      dfuFile({ targets: [{ elements: [{ address: flashStart, data, size: 65 }] }] }),
      285,
    ],
    [
      'an element that would need 4 GiB',
      dfuFile({ targets: [{ elements: [{ address: 0, data, size: 0xffff_ffff }] }] }),
      285,
    ],
  ])('%s', (_name, damaged, offset) => {
    expect(failure('bad-file', () => readImage(damaged)).details).toMatchObject({ offset });
  });

  test('four thousand million elements that are not there', () => {
    const damaged = dfuFile({ targets: [target] }).slice(0, -16);
    damaged.set(u32(0xffff_ffff), 11 + 270);
    const sealed = dfuFile({ targets: [] });
    expect(sealed.length).toBe(27);
    failure('bad-file', () => readImage(damaged));
  });

  test('an element past the end of the address space', () => {
    const wraps = dfuFile({ targets: [{ elements: [{ address: 0xffff_fff0, data }] }] });
    expect(failure('bad-file', () => readImage(wraps)).details).toMatchObject({ reason: 'address-wrap' });
  });
});

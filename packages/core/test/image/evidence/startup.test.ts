// Where a program keeps the initial values of its data, by the literal pool of ST's start-up code, and where it ends.

import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/bytes.ts';
import { dataInitialiser, missingData, programOf } from '../../../src/image/evidence/startup.ts';
import { flashStart } from '../makers.ts';

const sector1 = 0x4000;
const ramStart = 0x2000_0000;

interface Made {
  /** Of the reset handler and of the pool behind it, from the start of the flash. */
  readonly handler?: number;
  readonly pool?: number;
  /** The words of the pool; `source` from the start of the flash, the others addresses. */
  readonly source?: number;
  readonly start?: number;
  readonly end?: number;
  readonly order?: 'source first' | 'source last';
  /** Bytes of the image, and from where it is erased. */
  readonly length?: number;
  readonly erasedFrom?: number;
}

function image({
  handler = 0x400,
  pool = handler + 0x40,
  source = 0x3000,
  start = ramStart,
  end = ramStart + 0x100,
  order = 'source first',
  length = 0x8000,
  erasedFrom = length,
}: Made = {}): Block {
  const data = new Uint8Array(length).fill(0x55).fill(0xff, erasedFrom);
  const view = new DataView(data.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, flashStart + handler + 1, true);
  const words = order === 'source first' ? [flashStart + source, start, end] : [start, end, flashStart + source];
  for (const [index, word] of words.entries()) view.setUint32(pool + 4 * index, word, true);
  return { address: flashStart, data };
}

const found = (made: Made) => {
  const range = dataInitialiser([image(made)]);
  return range && [range.address - flashStart, range.length];
};

describe('the initial values', () => {
  it('are where three words behind the reset handler say, in either order, in either memory', () => {
    expect(found({})).toEqual([0x3000, 0x100]);
    expect(found({ order: 'source last' })).toEqual([0x3000, 0x100]);
    expect(found({ start: 0x1000_0000, end: 0x1000_0040 })).toEqual([0x3000, 0x40]);
    // An odd half word: the handler need not lie at a word.
    expect(found({ handler: 0x402, pool: 0x440 })).toEqual([0x3000, 0x100]);
  });

  it('are looked for in the 256 bytes from the handler on, and nowhere else', () => {
    expect(found({ pool: 0x400 + 252 })).toEqual([0x3000, 0x100]);
    expect(found({ pool: 0x400 + 256 })).toBeUndefined();
    expect(found({ pool: 0x400 - 4, order: 'source last' })).toBeUndefined();
  });

  it.each<[string, Made]>([
    ['shorter than anything that is looked for', { end: ramStart + 5 }],
    ['at an odd place in the flash', { source: 0x3001 }],
    ['at a half word of the flash', { source: 0x3002 }],
    ['at an odd place in RAM', { start: ramStart + 2, end: ramStart + 0x102 }],
    ['longer than the RAM', { end: ramStart + 0x20_001 }],
    ['in front of the RAM', { start: ramStart - 4 }],
    ['outside of the flash', { source: 0x10_0000 }],
    ['behind the end of the image', { source: 0x8000 }],
    ['with its first six bytes not all in the image', { source: 0x8000 - 4 }],
    ['of negative length', { start: ramStart + 0x100, end: ramStart }],
  ])('are none %s', (_what, made) => {
    expect(found(made)).toBeUndefined();
  });

  it('may be six bytes, and as long as the RAM', () => {
    expect(found({ end: ramStart + 6 })).toEqual([0x3000, 6]);
    expect(found({ end: ramStart + 0x2_0000 })).toEqual([0x3000, 0x2_0000]);
    expect(found({ source: 0x8000 - 8 })).toEqual([0x7ff8, 0x100]);
  });

  it('are unknown where two places are named, or nothing would start', () => {
    const two = image({});
    new DataView(two.data.buffer).setUint32(0x480, flashStart + 0x3800, true);
    new DataView(two.data.buffer).setUint32(0x484, ramStart, true);
    new DataView(two.data.buffer).setUint32(0x488, ramStart + 0x80, true);
    expect(dataInitialiser([two])).toBeUndefined();
    const none = image({});
    new DataView(none.data.buffer).setUint32(0, 0, true);
    expect(dataInitialiser([none])).toBeUndefined();
    expect(dataInitialiser([])).toBeUndefined();
    // The image ends in the middle of the pool.
    expect(dataInitialiser([{ address: flashStart, data: image({}).data.slice(0, 0x448) }])).toBeUndefined();
  });
});

describe('a file that ends before its program does', () => {
  const missing = (made: Made) => {
    const range = missingData([image(made)]);
    return range && [range.address - flashStart, range.length];
  };

  it('lacks the initial values, in either order of the words', () => {
    expect(missing({ source: 0x8000 })).toEqual([0x8000, 0x100]);
    expect(missing({ source: 0xf_0000, order: 'source last' })).toEqual([0xf_0000, 0x100]);
  });

  it('is complete with them, and where the words are not an address in the flash', () => {
    expect(missing({})).toBeUndefined();
    expect(missing({ source: 0x8000 - 4 })).toBeUndefined();
    expect(missing({ source: 0x10_0000 })).toBeUndefined();
    expect(missing({ source: 0x8000, end: ramStart + 5 })).toBeUndefined();
    expect(missingData([])).toBeUndefined();
  });

  it('has the length that is named first: newer start-up code has .bss behind .data', () => {
    const newer = image({ source: 0x8000, order: 'source last' });
    new DataView(newer.data.buffer).setUint32(0x44c, ramStart + 0x100, true);
    new DataView(newer.data.buffer).setUint32(0x450, ramStart + 0x9000, true);
    expect(missingData([newer])).toEqual({ address: flashStart + 0x8000, length: 0x100 });
  });
});

describe('the program', () => {
  const ends = (made: Made) => {
    const [program, ...more] = programOf([image(made)]);
    return [program?.data.length, more.length];
  };

  it('ends with the sector in which its data ends, if the rest of that is erased', () => {
    expect(ends({ erasedFrom: 0x3000 + 0x140, length: 0x8000 })).toEqual([sector1, 0]);
    // Something of an earlier firmware lies in the sectors behind.
    const two = image({ erasedFrom: 0x3140, length: 0x8000 });
    two.data.fill(0x33, sector1);
    expect(programOf([two]).map(({ data }) => data.length)).toEqual([sector1]);
    const apart = [image({ erasedFrom: 0x3140, length: sector1 }), { address: flashStart + 0x8000, data: two.data }];
    expect(programOf(apart)).toHaveLength(1);
  });

  it('may have a checksum of up to 64 bytes behind its data, and not more', () => {
    expect(ends({ erasedFrom: 0x3100 })).toEqual([sector1, 0]);
    expect(ends({ erasedFrom: 0x3141 })).toEqual([0x8000, 0]);
  });

  it('is everything where its end does not show', () => {
    expect(ends({})).toEqual([0x8000, 0]);
    expect(ends({ pool: 0x800, erasedFrom: 0x3100 })).toEqual([0x8000, 0]);
    // Its data ends with the sector, or too close to it for anything to be seen.
    expect(ends({ source: 0x3f00, erasedFrom: 0x4000 })).toEqual([0x8000, 0]);
    expect(ends({ source: 0x3ec0, erasedFrom: 0x4000 })).toEqual([0x8000, 0]);
    expect(ends({ source: 0x3ebc, erasedFrom: 0x3fbc })).toEqual([sector1, 0]);
    // The image is shorter than the sector.
    expect(ends({ length: 0x3200, erasedFrom: 0x3140 })).toEqual([0x3200, 0]);
  });

  it("ends with the first sector that ends erased where its start-up code is not ST's", () => {
    const remains = (erasedFrom: number, handler = 0x400) => {
      const data = new Uint8Array(0xc000).fill(0x55).fill(0xff, erasedFrom, 0x8000);
      new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
      new DataView(data.buffer).setUint32(4, flashStart + handler + 1, true);
      return [{ address: flashStart, data }];
    };
    const lengths = (segments: readonly Block[]) => programOf(segments).map(({ data }) => data.length);
    expect(lengths(remains(0x3000))).toEqual([0x4000]);
    expect(lengths(remains(0x5000))).toEqual([0x8000]);
    // Its code is in the second sector: what is erased in front of that is inside of it.
    expect(lengths(remains(0x3000, 0x8100))).toEqual([0xc000]);
    // A few bytes may be erased by chance.
    expect(lengths(remains(0x8000 - 63))).toEqual([0xc000]);
    expect(lengths(remains(0x8000 - 64))).toEqual([0x8000]);
    // A file may leave out what is erased.
    const [whole] = remains(0x3000);
    const pieces = [
      { address: flashStart, data: whole!.data.slice(0, 0x3000) },
      { address: flashStart + 0x8000, data: whole!.data.slice(0x8000) },
    ];
    expect(lengths(pieces)).toEqual([0x3000]);
  });
});

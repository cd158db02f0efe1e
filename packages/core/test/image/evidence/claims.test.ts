import { describe, expect, test } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import type { Block } from '../../../src/bytes.ts';
import { imageClaims } from '../../../src/image/evidence/claims.ts';
import { readImage } from '../../../src/image/read-image.ts';
import { bytesOf, concat, elfFile, flashStart, hexFile, pattern, u32 } from '../makers.ts';

function wide(text: string): Uint8Array {
  return concat(...[...text].map((character) => [character.charCodeAt(0), 0]));
}

function block(...parts: readonly (Uint8Array | readonly number[])[]): readonly Block[] {
  return [{ address: flashStart, data: concat(...parts) }];
}

describe('product strings', () => {
  test.each([
    ['ASCII', bytesOf('ODrive 3.6 CDC Interface\0'), 'v3.6'],
    ['the native interface', bytesOf('ODrive 3.5 Native Interface\0'), 'v3.5'],
    ['UTF-16LE, as in a USB string descriptor', wide('ODrive 3.4 CDC Interface'), 'v3.4'],
    ['a board that has no voltage variants', bytesOf('ODrive 3.3 CDC Interface'), 'v3.3'],
  ])('%s name the board', (_name, text, boardVersion) => {
    for (const before of [0, 1, 2, 3]) {
      expect(imageClaims(block(pattern(before), text, pattern(50)))).toEqual({ boardVersion });
    }
  });

  test('several that agree are one claim', () => {
    const both = block(
      bytesOf('ODrive 3.6 CDC Interface\0ODrive 3.6 Native Interface\0'),
      wide('ODrive 3.6 CDC Interface'),
    );
    expect(imageClaims(both)).toEqual({ boardVersion: 'v3.6' });
  });

  test.each([
    ['two that contradict', 'ODrive 3.6 CDC Interface ODrive 3.5 Native Interface'],
    ['the name alone', 'ODrive 3.6'],
    ['another text', 'ODrive 3.6 SPI Interface'],
    ['half of UTF-16', 'O\0Drive 3.6 CDC Interface'],
    ['many capital letters', 'OOOOOODrive3.6 ODODODOD'],
    ['a cut string', 'ODrive 3.6 CDC Inter'],
  ])('%s: no claim', (_name, text) => {
    expect(imageClaims(block(bytesOf(text)))).toEqual({});
  });

  test('a board that is no v3: another product, and no claim', () => {
    const product = saying('an ODrive of another generation than v3');
    expect(imageClaims(block(bytesOf('ODrive 4.2 CDC Interface')))).toEqual({ product });
  });
});

describe('the OTP fall-back at the start of .data (firmware 0.5.3 and later)', () => {
  const product = bytesOf('ODrive 3.6 CDC Interface\0\0\0\0');
  const handler = flashStart + 64;

  interface Startup {
    readonly pool?: (source: number) => readonly number[];
    readonly data?: readonly number[];
    readonly text?: Uint8Array;
  }

  /** Vectors, a reset handler with its literal pool, the product string, .data's load image. */
  function image({ pool, data = [0, 0, 0, 3, 6, 56, 9, 9], text = product }: Startup): readonly Block[] {
    const source = handler + 64 + text.length;
    const words = pool?.(source) ?? [0x2002_0000, source, 0x2000_0000, 0x2000_0008, 0x2000_0008, 0x2000_1000];
    const code = concat(new Array(24).fill(0xbf), ...words.map((word) => u32(word)), new Uint8Array(64)).subarray(
      0,
      64,
    );
    return block(u32(0x2002_0000), u32(handler + 1), new Uint8Array(56), code, text, data);
  }

  test('gives the voltage, in both orders of the literal pool', () => {
    expect(imageClaims(image({}))).toEqual({ boardVersion: 'v3.6-56V' });
    const newer = (source: number) => [0x2002_0000, 0x2000_0000, 0x2000_0008, source, 0x2000_0008, 0x2000_1000];
    expect(imageClaims(image({ pool: newer }))).toEqual({ boardVersion: 'v3.6-56V' });
  });

  test.each<[string, Startup]>([
    ['a voltage that the board never had', { data: [0, 0, 0, 3, 6, 48, 0, 0] }],
    ['another board than the string names', { data: [0, 0, 0, 3, 5, 48, 0, 0] }],
    ['bytes before it that are not zero', { data: [0, 1, 0, 3, 6, 56, 0, 0] }],
    ['no pool', { pool: () => [] }],
    ['.data that is not in RAM', { pool: (source) => [source, 0x0800_0000, 0x0800_0008] }],
    ['.data shorter than the fall-back', { pool: (source) => [source, 0x2000_0000, 0x2000_0004] }],
    ['a load image outside the file', { pool: (source) => [source + 0x1000, 0x2000_0000, 0x2000_0008] }],
    ['two candidates', { pool: (source) => [source, 0x2000_0000, 0x2000_0008, source - 32, 0x2000_0000, 0x2000_0008] }],
  ])('is not believed with %s', (_name, startup) => {
    expect(imageClaims(image(startup))).toEqual({ boardVersion: 'v3.6' });
  });

  test('is not believed where no string says it is an ODrive', () => {
    expect(imageClaims(image({ text: new Uint8Array(28) }))).toEqual({});
  });
});

describe('a dump of a board whose firmware was replaced by a shorter one', () => {
  /** Firmware that fills most of the first sector, and what an ODrive firmware has left in the second one. */
  function dump(word: string): readonly Block[] {
    const front = concat(u32(0x2002_0000), u32(flashStart + 0x101), pattern(0x2000), bytesOf(`\0${word}\0`));
    const remains = concat(pattern(300), bytesOf('ODrive 3.6 CDC Interface\0'), [0xcd, 0xcc, 0x7a, 0x3c], pattern(300));
    return block(front, new Uint8Array(0x4000 - front.length).fill(0xff), remains);
  }

  test('is not called what the remains behind it were', () => {
    expect(imageClaims(dump('something'))).toEqual({});
    expect(imageClaims(dump('foc_encoder_detect'))).toEqual({ product: saying('VESC') });
  });
});

test('symbols and strings that contradict are no claim but a contradiction', () => {
  const symbols = { hw_version_major: 3, hw_version_minor: 5, hw_version_variant: 24 };
  expect(imageClaims(block(bytesOf('ODrive 3.6 CDC Interface')), symbols)).toEqual({
    contradiction: saying(/v3\.5-24V.*v3\.6/),
  });
  expect(imageClaims(block(bytesOf('ODrive 3.5 CDC Interface')), symbols)).toEqual({ boardVersion: 'v3.5-24V' });
  expect(imageClaims([], symbols)).toEqual({ boardVersion: 'v3.5-24V' });
});

test('readImage carries the claims, and none for an unknown firmware', () => {
  const data = concat(pattern(32), bytesOf('ODrive 3.6 Native Interface\0'));
  expect(readImage(elfFile({ parts: [{ virtual: flashStart, data }] })).claims).toEqual({ boardVersion: 'v3.6' });
  expect(readImage(hexFile(':0100000001FE')).claims).toEqual({});
});

// What a file is, by its bytes alone: what is taken for raw firmware by mistake would be written to a board as it is.

import { describe, expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { recognise } from '../../src/image/recognise.ts';
import { firmware } from '../flash/bench.ts';

const text = (content: string) => new TextEncoder().encode(content);
const wide = (content: string) => [...content].flatMap((letter) => [letter.charCodeAt(0), 0]);

describe('a text', () => {
  test.each(['S0', 'S1', 'S5', 'S9', 's9'])('that begins with %s is an S-record', (opening) => {
    expect(recognise(text(`${opening}030000FC\n`))).toMatchObject({ kind: 's-record' });
  });

  test.each(['S:', 'S/', 'T1', 'SX'])('that begins with %s is none', (opening) => {
    expect(recognise(text(`${opening}030000FC and more of it\n`))).toMatchObject({ kind: 'foreign' });
  });

  test.each([':0200000', 'S10300', 'S9'])(
    'with other bytes around and %s at its very end is no firmware format',
    (rest) => {
      const bytes = Uint8Array.from([...text(rest), 0x00]);
      expect(recognise(bytes)).toEqual({ kind: 'bytes' });
      expect(recognise(Uint8Array.of(...text(rest.slice(0, 2)), 0x30))).not.toEqual({ kind: 'bytes' });
    },
  );

  test('that ends within its first record is no Intel HEX behind a byte order mark, which makes it no text', () => {
    const mark = [0xef, 0xbb, 0xbf];
    expect(recognise(Uint8Array.of(...mark, ...text(':0')))).toEqual({ kind: 'bytes' });
    expect(recognise(Uint8Array.of(...mark, ...text('S1')))).toEqual({ kind: 'bytes' });
    expect(recognise(Uint8Array.of(...mark, ...text(':00000001FF')))).toEqual({ kind: 'intel-hex' });
  });

  test('of nothing but white space is named as that', () => {
    expect(recognise(text(' \r\n\t\n'))).toMatchObject({ kind: 'foreign', what: saying(/empty/) });
  });

  test('in UTF-16 is named as that, with and without a byte order mark, and firmware is not', () => {
    const foreign = { kind: 'foreign', what: saying(/UTF-16/) };
    expect(recognise(Uint8Array.from([0xff, 0xfe, ...wide(':020000040800F2')]))).toMatchObject(foreign);
    expect(recognise(Uint8Array.from(wide(':020000040800F2')))).toMatchObject(foreign);
    // Big-endian, as some editors save it.
    expect(recognise(Uint8Array.from([0xfe, 0xff, ...wide(':020000040800F2').reverse()]))).toMatchObject(foreign);
    expect(recognise(Uint8Array.from(wide(':020000040800F2').reverse()))).toMatchObject(foreign);
    expect(recognise(firmware(1))).not.toMatchObject({ kind: 'foreign' });
    expect(recognise(Uint8Array.from([0x41, 0xfe, ...wide(':020000040800F2')]))).not.toMatchObject(foreign);
    // Four letters are enough, also behind the mark; fewer are chance, and so is a letter that is none.
    expect(recognise(Uint8Array.from(wide(':020')))).toMatchObject(foreign);
    expect(recognise(Uint8Array.from([0xff, 0xfe, ...wide(':020')]))).toMatchObject(foreign);
    expect(recognise(Uint8Array.from([0xff, 0xfe, ...wide(':02')]))).toEqual({ kind: 'bytes' });
    expect(recognise(Uint8Array.from([0xff, 0x00, ...wide(':020000040800F2')]))).toEqual({ kind: 'bytes' });
    for (const odd of ['\x1f', '\x7f', '\x08'])
      expect(recognise(Uint8Array.from(wide(`:0200${odd}`)))).toEqual({ kind: 'bytes' });
    expect(recognise(Uint8Array.from(wide(' ~\t\r\n:02')))).toMatchObject(foreign);
    // Only the beginning counts.
    expect(recognise(Uint8Array.from([...wide('0'.repeat(32)), 1, 2]))).toMatchObject(foreign);
  });
});

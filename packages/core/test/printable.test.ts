import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableExcerpt, printableLines } from '../src/printable.ts';

/** Written in numbers, so that no editor shows this file other than it is. */
const rows: readonly (readonly [string, number, string])[] = [
  ['a null', 0x00, '\\u0000'],
  ['a bell', 0x07, '\\u0007'],
  ['a backspace', 0x08, '\\u0008'],
  ['a tab', 0x09, '\\t'],
  ['a line feed', 0x0a, '\\n'],
  ['a carriage return', 0x0d, '\\r'],
  ['an escape', 0x1b, '\\u001b'],
  ['a delete', 0x7f, '\\u007f'],
  ['a C1 line break', 0x85, '\\u0085'],
  ['a C1 control sequence introducer', 0x9b, '\\u009b'],
  ['a no-break space', 0xa0, '\\u00a0'],
  ['a soft hyphen', 0xad, '\\u00ad'],
  ['a combining grapheme joiner', 0x34f, '\\u034f'],
  ['an Arabic letter mark', 0x61c, '\\u061c'],
  ['a Mongolian vowel separator', 0x180e, '\\u180e'],
  ['a zero-width space', 0x200b, '\\u200b'],
  ['a zero-width joiner', 0x200d, '\\u200d'],
  ['a left-to-right mark', 0x200e, '\\u200e'],
  ['a line separator', 0x2028, '\\u2028'],
  ['a paragraph separator', 0x2029, '\\u2029'],
  ['a right-to-left override', 0x202e, '\\u202e'],
  ['a word joiner', 0x2060, '\\u2060'],
  ['a first strong isolate', 0x2068, '\\u2068'],
  ['a blank Braille pattern', 0x2800, '\\u2800'],
  ['an ideographic space', 0x3000, '\\u3000'],
  ['a Hangul filler', 0x3164, '\\u3164'],
  ['a lone high surrogate', 0xd800, '\\ud800'],
  ['a lone low surrogate', 0xdfff, '\\udfff'],
  ['a noncharacter', 0xfdd0, '\\ufdd0'],
  ['a variation selector', 0xfe0f, '\\ufe0f'],
  ['a byte order mark', 0xfeff, '\\ufeff'],
  ['an interlinear annotation anchor', 0xfff9, '\\ufff9'],
  ['a musical format character', 0x1d173, '\\ud834\\udd73'],
  ['a tag character', 0xe0041, '\\udb40\\udc41'],
];

describe('text from outside', () => {
  it.each(rows)('shows %s as an escape', (_name, code, shown) => {
    expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a${shown}b`);
  });

  it.each(['', ' ', 'ODrive 3.6 CDC', 'C:\\Users\\Ännchen', '電動機 ∆ é', '→ █ … ±', '🙂'])(
    'leaves %j as it is',
    (text) => {
      expect(printable(text)).toBe(text);
      expect(printableLines(text)).toBe(text);
      expect(printableExcerpt(text)).toBe(text);
    },
  );

  it('keeps the accents of a letter, and shows a pile of them as escapes', () => {
    expect(printable('a\u0301\u0323b')).toBe('a\u0301\u0323b');
    expect(printable(`a${'\u0301'.repeat(6)}`)).toBe(`a${'\u0301'.repeat(4)}\\u0301\\u0301`);
  });

  it('keeps line feeds only where lines are wanted', () => {
    expect(printable('one\ntwo\r\n')).toBe('one\\ntwo\\r\\n');
    expect(printableLines('one\ntwo\r\n')).toBe('one\ntwo\\r\n');
  });

  it('cuts what is too long, says how long it was, and splits no character', () => {
    expect(printableExcerpt('x'.repeat(200))).toBe('x'.repeat(200));
    expect(printableExcerpt('x'.repeat(100_000), 3)).toBe('xxx… (100000 characters)');
    expect(printableExcerpt('ab🙂🙂🙂', 3)).toBe('ab… (8 characters)');
    expect(printableExcerpt('ab🙂🙂🙂', 4)).toBe('ab🙂… (8 characters)');
  });

  it('is one line of characters that can be seen, whatever came in, and does not change a second time', () => {
    const points = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 });
    fc.assert(
      fc.property(points, (codes) => {
        const shown = printable(String.fromCodePoint(...codes));
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  it('leaves JSON saying what it said', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        expect(JSON.parse(printable(JSON.stringify({ [text]: text })))).toEqual({ [text]: text });
      }),
    );
  });
});

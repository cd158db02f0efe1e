import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '../src/render/wrap.ts';

describe('wrapped prose', () => {
  it('indents what follows below the text, not below the label', () => {
    expect(wrap('  warn  one two three four', 18)).toBe('  warn  one two\n        three four');
    expect(wrap('Next:  one two three', 12)).toBe('Next:  one\n      two\n      three');
  });

  it('leaves short lines and long words alone', () => {
    expect(wrap('  ok    fine', 80)).toBe('  ok    fine');
    expect(wrap('/a/very/long/path/indeed', 10)).toBe('/a/very/long/path/indeed');
  });

  it('keeps the lines it is given', () => {
    expect(wrap('one two\nthree four', 9)).toBe('one two\nthree\nfour');
  });

  it('counts colours as nothing', () => {
    const coloured = '\x1b[31mone\x1b[39m two';
    expect(wrap(coloured, 7)).toBe(coloured);
  });

  it('loses no word and makes no line longer than it must', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, columns) => {
        const lines = wrap(`Next:  ${list.join(' ')}`, columns).split('\n');
        expect(lines.join(' ').split(/ +/).slice(1)).toEqual(list);
        for (const line of lines) expect(line.length <= columns || line.trim().split(/ +/).length <= 2).toBe(true);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../test/support/in-english.ts';
import { InvalidValue } from '../src/invalid-value.ts';
import { consent, number32, output, range, single, text } from '../src/option-values.ts';

/** What is said of a value that cannot be meant. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof InvalidValue) return inEnglish(thrown.why);
    throw thrown;
  }
  return 'accepted';
}

describe('values of options', () => {
  it('reads numbers in decimal and hexadecimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (number) => {
        expect(number32(String(number))).toBe(number);
        expect(number32(`0x${number.toString(16)}`)).toBe(number);
        expect(number32(`0X${number.toString(16).toUpperCase()}`)).toBe(number);
      }),
    );
  });

  it.each([
    '',
    ' ',
    '0x',
    '1e3',
    '-1',
    '+1',
    '1.0',
    '0x1_000',
    '4294967296',
    '0x100000000',
    'NaN',
    'Infinity',
    '8k',
    '٣',
  ])('refuses "%s" as a number', (value) => expect(refusal(() => number32(value))).toContain('number below 2^32'));

  it('reads a range of address and length', () => {
    expect(range('0x08000000:16384')).toEqual({ address: 0x0800_0000, length: 16384 });
  });

  it.each(['', '0x08000000', '0x08000000:', ':16', '1:2:3', '0x08000000-0x08000010', '0x08000000:0'])(
    'refuses "%s" as a range',
    (value) => expect(() => range(value)).toThrow(),
  );

  it('takes another option for a forgotten value', () => {
    expect(refusal(() => text('--json'))).toContain('missing');
    expect(refusal(() => text(''))).toContain('missing');
    expect(text('-v')).toBe('-v');
    expect(refusal(() => text('-'))).toContain('Standard');
    expect(output('-')).toBe('-');
  });

  it('refuses an option that is given twice', () => {
    const read = single(text);
    expect(read('a', undefined)).toBe('a');
    expect(refusal(() => read('b', 'a'))).toContain('twice');
  });

  it('reads a consent, and names every form of it otherwise', () => {
    expect(consent('unlock=356D38673332')).toEqual({ what: 'unlock', serial: '356D38673332' });
    expect(refusal(() => consent('everything=356D'))).toMatch(
      /unlock=SERIAL.*board=SERIAL:VERSION.*setting=SERIAL:PATH=VALUE/,
    );
  });
});

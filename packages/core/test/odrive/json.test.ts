import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { JsonError, type JsonValue, parseJson, writeJson } from '../../src/odrive/descriptor/json.ts';

const limits = { maxLength: 10_000, maxDepth: 20 };
const plain = (value: JsonValue): unknown => {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, item]) => [key, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
};
/** As JSON.parse sees it: integers beyond 2^53 lose digits there. */
const rounded = (value: JsonValue): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, item]) => [key, rounded(item)]));
  return Array.isArray(value) ? value.map(rounded) : value;
};

/** True if the only thing that is wrong with a text is a key with two values. */
const repeatsKey = (text: string) => {
  try {
    parseJson(text, limits);
    return false;
  } catch (error) {
    return error instanceof JsonError && /^repeated-key/.test(error.message);
  }
};

describe('reading JSON as ODrive writes it', () => {
  it('agrees with JSON.parse on everything JSON.parse accepts', () => {
    const strict = fc.json({ maxDepth: 3 });
    fc.assert(
      fc.property(strict, (text) => {
        // __proto__ is a key like any other here, and a repeated key is refused.
        fc.pre(!text.includes('__proto__') && !repeatsKey(text));
        expect(rounded(parseJson(text, limits))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, apart from the literals of Python', () => {
    const nearly = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '\\', '{', '0', 'x', '\u0001'),
    );
    fc.assert(
      fc.property(nearly, ([text, place, inserted]) => {
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + inserted + text.slice(at + 1);
        fc.pre(!/NaN|Infinity|__proto__/.test(broken) && !repeatsKey(broken));
        let expected: unknown;
        try {
          expected = JSON.parse(broken);
        } catch {
          expect(() => parseJson(broken, limits)).toThrow(JsonError);
          return;
        }
        expect(rounded(parseJson(broken, limits))).toEqual(expected);
      }),
    );
  });

  it('refuses a key with two values, and accepts one that has the same value twice', () => {
    const two = '{"config": {"brake_resistance": 2, "brake_resistance": 0.5}}';
    expect(() => parseJson(two, limits)).toThrow(/repeated-key at character 35/);
    expect(() => parseJson('{"a": {"b": 1}, "a": {"c": 2}}', limits)).toThrow(JsonError);
    expect(() => parseJson('{"a": null, "a": 0}', limits)).toThrow(JsonError);
    expect(plain(parseJson('{"a": {"b": NaN}, "a": {"b": NaN}}', limits))).toEqual({ a: { b: Number.NaN } });
  });

  it('reads NaN and the infinities', () => {
    expect(plain(parseJson('[NaN, Infinity, -Infinity, -1.5e3]', limits))).toEqual([
      Number.NaN,
      Infinity,
      -Infinity,
      -1500,
    ]);
  });

  it('keeps 64-bit integers whole', () => {
    expect(parseJson('18446744073709551615', limits)).toBe(18446744073709551615n);
    expect(parseJson('9007199254740991', limits)).toBe(9007199254740991);
    expect(parseJson(`1${'0'.repeat(400)}`, limits)).toBe(Infinity);
  });

  it('treats __proto__ as an ordinary key', () => {
    const value = parseJson('{"__proto__": {"polluted": true}}', limits);
    expect(plain(value)).not.toHaveProperty('polluted');
    expect((value as Map<string, JsonValue>).get('__proto__')).toBeInstanceOf(Map);
  });

  it('stops at its limits', () => {
    const deep = expect.objectContaining({ text: saying(/^nested deeper than 20 levels at line 1, character/) });
    expect(() => parseJson(' '.repeat(10_001), limits)).toThrow(
      expect.objectContaining({ text: saying(/^longer than 10000 characters/) }),
    );
    expect(() => parseJson('['.repeat(21), limits)).toThrow(deep);
    expect(() => parseJson('{"a":'.repeat(9_000), { ...limits, maxLength: 100_000 })).toThrow(deep);
  });

  it('ends in a value or a JsonError, whatever it is given', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\u12', '\\', '-', '1', 'e', 'NaN', 'tru', ' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          try {
            parseJson(text, limits);
          } catch (error) {
            expect(error).toBeInstanceOf(JsonError);
          }
        },
      ),
    );
  });
});

describe('writing JSON', () => {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
      fc.string(),
      fc.array(tie('value')),
      fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
    ),
  }));

  it('writes what it reads back', () => {
    const deep = { maxLength: 1_000_000, maxDepth: 20 };
    fc.assert(
      fc.property(value, (any) => {
        expect(plain(parseJson(writeJson(any), deep))).toEqual(plain(any));
      }),
    );
  });
});

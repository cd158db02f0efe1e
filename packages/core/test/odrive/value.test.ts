import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptValue, decodeValue, encodeValue, type PropertyType, sameValue, sizeOf } from '../../src/odrive/value.ts';

const types: readonly PropertyType[] = [
  'bool',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float',
  'endpoint_ref',
];

describe('values as they are transferred', () => {
  it('look as a DataView writes them', () => {
    expect(encodeValue('int32', -2)).toEqual(Uint8Array.of(0xfe, 0xff, 0xff, 0xff));
    expect(encodeValue('uint64', 0x356933603436n)).toEqual(Uint8Array.of(0x36, 0x34, 0x60, 0x33, 0x69, 0x35, 0, 0));
    expect(encodeValue('float', 2)).toEqual(Uint8Array.of(0, 0, 0, 0x40));
    expect(encodeValue('bool', true)).toEqual(Uint8Array.of(1));
    expect(encodeValue('endpoint_ref', { endpoint: 17, checksum: 0xc1a0 })).toEqual(Uint8Array.of(17, 0, 0xa0, 0xc1));
  });

  it.each(types)('%s: any bytes are read as a value that writes the same bytes', (type) => {
    const size = sizeOf(type);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (bytes) => {
        const value = decodeValue(type, bytes);
        const again = encodeValue(type, value);
        if (type === 'bool') expect(again[0] === 1).toBe(bytes[0] !== 0);
        else if (!Number.isNaN(value)) expect(again).toEqual(bytes);
        expect(sameValue(type, value, decodeValue(type, again))).toBe(true);
      }),
    );
  });

  it.each(types)('%s: accepts only what survives a transfer', (type) => {
    const anything = fc.oneof(fc.anything(), fc.double(), fc.integer(), fc.bigInt(), fc.boolean());
    fc.assert(
      fc.property(anything, (value) => {
        const accepted = acceptValue(type, value);
        if (accepted === undefined) expect(() => encodeValue(type, value)).toThrow(TypeError);
        else expect(sameValue(type, accepted, decodeValue(type, encodeValue(type, value)))).toBe(true);
      }),
    );
  });

  it('refuses what does not fit instead of cutting it', () => {
    expect(acceptValue('uint8', 256)).toBeUndefined();
    expect(acceptValue('int8', -129)).toBeUndefined();
    expect(acceptValue('int32', 1.5)).toBeUndefined();
    expect(acceptValue('uint64', 2n ** 64n)).toBeUndefined();
    expect(acceptValue('float', 1e39)).toBeUndefined();
    expect(acceptValue('float', Infinity)).toBe(Infinity);
    expect(acceptValue('uint8', true)).toBeUndefined();
    expect(acceptValue('bool', 1)).toBeUndefined();
    expect(acceptValue('endpoint_ref', { endpoint: 1 })).toBeUndefined();
  });

  it('refuses too few bytes', () => {
    expect(() => decodeValue('uint32', new Uint8Array(3))).toThrow(RangeError);
  });

  it('tells 0 from -0 and NaN from nothing else', () => {
    expect(sameValue('float', 0, -0)).toBe(false);
    expect(sameValue('float', Number.NaN, Number.NaN)).toBe(true);
    expect(sameValue('float', Number.NaN, 1)).toBe(false);
  });
});

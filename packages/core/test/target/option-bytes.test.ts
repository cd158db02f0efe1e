import { decodeOptionBytes, withoutWriteProtection } from '@odflash/core/target';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';

const open = 'ef aa 10 55 ef aa 10 55 ff 0f 00 f0 ff 0f 00 f0';
const sectors0And11 = 'ef aa 10 55 ef aa 10 55 fe 07 01 f8 fe 07 01 f8';

describe('option bytes', () => {
  it('reads an open chip', () => {
    expect(decodeOptionBytes(bytes(open))).toEqual({
      readProtection: 0,
      writeProtected: [],
      brownOut: 0,
      raw: bytes(open),
    });
  });

  it('reads reserved bits of nWRP either way', () => {
    expect(decodeOptionBytes(bytes('ef aa 10 55 ef aa 10 55 ff ff 00 00 ff ff 00 00')).writeProtected).toEqual([]);
  });

  it.each([
    ['aa', 0],
    ['cc', 2],
    ['00', 1],
    ['55', 1],
    ['ff', 1],
  ])('takes RDP %s for level %i', (byte, level) => {
    const raw = bytes(open);
    raw[1] = Number.parseInt(byte, 16);
    expect(decodeOptionBytes(raw).readProtection).toBe(level);
  });

  it('reads write protection as numbers of sectors', () => {
    expect(decodeOptionBytes(bytes(sectors0And11)).writeProtected).toEqual([0, 11]);
    const all = bytes(open);
    all.fill(0, 8, 10);
    expect(decodeOptionBytes(all).writeProtected).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each([
    [0xe3, 2.7],
    [0xe7, 2.4],
    [0xeb, 2.1],
    [0xef, 0],
  ])('takes USER %i for a brown-out threshold of %f V', (user, volts) => {
    const raw = bytes(open);
    raw[0] = user;
    expect(decodeOptionBytes(raw).brownOut).toBe(volts);
  });

  it.each([0, 15, 17])('refuses %i bytes', (length) => {
    expect(() => decodeOptionBytes(new Uint8Array(length))).toThrowError(
      expect.objectContaining({ code: 'unexpected-reply' }),
    );
  });

  it('opens every sector and leaves the rest as it was, complements and copies included', () => {
    expect(withoutWriteProtection(decodeOptionBytes(bytes(sectors0And11)))).toEqual(bytes(open));
  });

  it('takes them from wherever they lie, a piece of a larger buffer included, and changes nothing there', () => {
    const around = Buffer.alloc(64, 0xcc);
    around.set(bytes(sectors0And11), 24);
    const piece = around.subarray(24, 40);
    const decoded = decodeOptionBytes(piece);
    expect(withoutWriteProtection(decoded)).toEqual(bytes(open));
    expect(decoded.raw).toEqual(bytes(sectors0And11));
    expect(withoutWriteProtection({ ...decoded, raw: piece })).toEqual(bytes(open));
    expect(new Uint8Array(piece)).toEqual(bytes(sectors0And11));
  });

  it('never produces read protection level 2', () => {
    const raw = bytes(open);
    raw[1] = 0xcc;
    expect(() => withoutWriteProtection(decodeOptionBytes(raw))).toThrowError(
      expect.objectContaining({ code: 'internal' }),
    );
  });

  it('keeps protection level, brown-out threshold and reserved bits of any option bytes', () => {
    const any = fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((raw) => raw[1] !== 0xcc);
    fc.assert(
      fc.property(any, (raw) => {
        const before = decodeOptionBytes(raw);
        const written = withoutWriteProtection(before);
        const after = decodeOptionBytes(written);
        expect(after).toMatchObject({ readProtection: before.readProtection, brownOut: before.brownOut });
        expect(after.writeProtected).toEqual([]);
        expect(written[9]! & 0xf0).toBe(raw[9]! & 0xf0);
        for (const at of [0, 1, 4, 5, 8, 9, 12, 13]) expect(written[at]! ^ written[at + 2]!).toBe(0xff);
      }),
    );
  });
});

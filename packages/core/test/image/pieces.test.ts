// The joining of pieces against a plain map of bytes, and Intel HEX against the reader of Nordic Semiconductor.

import fc from 'fast-check';
import NordicMemoryMap from 'nrf-intel-hex';
import { expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { FlasherError } from '../../src/errors.ts';
import { imageBuilder } from '../../src/image/image-builder.ts';
import { readImage } from '../../src/image/read-image.ts';
import { hexBase, hexEnd, hexRecord } from './makers.ts';

const placed = fc.record({
  address: fc.nat(60).map((offset) => 0x0800_0000 + offset),
  data: fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }).map((bytes) => Uint8Array.from(bytes)),
});

test('joined pieces hold each byte once, or a contradiction is named with two pieces that say it', () => {
  fc.assert(
    fc.property(fc.array(placed, { minLength: 1, maxLength: 8 }), (pieces) => {
      const bytes = new Map<number, Set<number>>();
      const builder = imageBuilder('elf', 'line', 1000);
      for (const [index, { address, data }] of pieces.entries()) {
        builder.add(address, data, 0, data.length, index);
        data.forEach((byte, i) => {
          bytes.set(address + i, (bytes.get(address + i) ?? new Set()).add(byte));
        });
      }
      const said = pieces.reduce((sum, { data }) => sum + data.length, 0);
      const addresses = [...bytes.keys()].sort((a, b) => a - b);
      const conflicts = addresses.filter((address) => (bytes.get(address)?.size ?? 0) > 1);
      try {
        const { segments, notes: all } = builder.build();
        const notes = all.filter(({ code }) => code === 'equal-overlap');
        expect(conflicts).toEqual([]);
        expect(segments.flatMap(({ address, data }) => [...data].map((_, i) => address + i))).toEqual(addresses);
        expect(segments.flatMap(({ data }) => [...data])).toEqual(addresses.map((a) => [...(bytes.get(a) ?? [])][0]));
        for (const [index, { address }] of segments.entries()) {
          const before = segments[index - 1];
          if (before) expect(address).toBeGreaterThan(before.address + before.data.length);
        }
        expect(notes).toHaveLength(said > addresses.length ? 1 : 0);
        if (said > addresses.length)
          expect(notes[0]?.text).toEqual(saying(new RegExp(`^${said - addresses.length} bytes`)));
      } catch (error) {
        if (!(error instanceof FlasherError)) throw error;
        expect(error.code).toBe('image-overlap');
        const conflict = Number(error.details.address);
        expect(conflicts).toContain(conflict);
        const [one, two] = error.details.lines as readonly number[];
        const byteOf = (piece: number) => pieces[piece]?.data[conflict - (pieces[piece]?.address ?? 0)];
        expect([byteOf(one ?? -1), byteOf(two ?? -1)]).toEqual(error.details.bytes);
        expect(byteOf(one ?? -1)).not.toBe(byteOf(two ?? -1));
      }
    }),
    { numRuns: 400 },
  );
});

/** Records in bases below 0x80000000 and outside RAM: above, Nordic's reader fails; RAM only ours leaves out. */
const line = fc.oneof(
  fc.constantFrom(0, 0x0800_0000, 0x0801_0000, 0x7fff_0000).map(hexBase),
  fc.integer({ min: 0, max: 0xffff }).map((segment) => hexRecord(2, 0, [segment >> 8, segment & 0xff])),
  fc
    .tuple(fc.constantFrom(0, 16, 32, 0xfff0, 0xfffc), fc.uint8Array({ maxLength: 20 }), fc.constantFrom(0, 0, 0, 1))
    .map(([offset, data, error]) => hexRecord(0, offset, data, error)),
  fc.constantFrom(hexRecord(5, 0, [8, 0, 0, 1]), hexEnd, 'garbage', ':00'),
);

test("Intel HEX: what Nordic's reader accepts, ours reads to the same bytes", () => {
  let agreed = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
      const text = [...lines, hexEnd].join('\n');
      let theirs: NordicMemoryMap;
      try {
        theirs = NordicMemoryMap.fromHex(text).join();
      } catch {
        return;
      }
      const expected = [...theirs].filter(([, data]) => data.length > 0).sort(([a], [b]) => a - b);
      if (expected.length === 0) return;
      agreed++;
      const { segments } = readImage(new TextEncoder().encode(text));
      expect(segments.map(({ address, data }) => [address, [...data]])).toEqual(expected.map(([a, d]) => [a, [...d]]));
    }),
    { numRuns: 1500 },
  );
  expect(agreed).toBeGreaterThan(100);
});

test("Intel HEX: what we write, Nordic's reader reads", async () => {
  const { writeImage } = await import('../../src/image/write-image.ts');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat(0x2_0000), (data, offset) => {
      const address = 0x0800_0000 + offset;
      const text = new TextDecoder().decode(
        writeImage({ segments: [{ address, data }], entry: 0x0800_0101 }, 'intel-hex'),
      );
      expect([...NordicMemoryMap.fromHex(text).join()].map(([at, bytes]) => [at, [...bytes]])).toEqual([
        [address, [...data]],
      ]);
    }),
  );
});

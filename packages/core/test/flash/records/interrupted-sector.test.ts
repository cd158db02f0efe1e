// Content of a sector that an interrupted run had in hand: what it cannot have left there itself was put there since, and is saved
// before it is overwritten.

import { sha256Hex } from '@odflash/core/image';
import { describe, expect, it } from 'vitest';
import { sectors } from '../../../src/board/stm32f405.ts';
import { strangeSectors } from '../../../src/flash/records/interrupted-sector.ts';
import type { RecordSector } from '../../../src/records/board-record.ts';
import { firmware } from '../bench.ts';

const length = 16 * 1024;
const [old, next, stranger] = [firmware(1, length), firmware(2, length), firmware(3, length)];

/** Sectors that are strange where one of them holds this. `known`: what else the record remembers of it. */
function strange(now: Uint8Array | undefined, index = 1, known: Partial<RecordSector> = {}, wanted?: Uint8Array) {
  const sector = sectors[index]!;
  const recorded = { index, old: sha256Hex(old), next: sha256Hex(next), other: [], ...known };
  return strangeSectors({
    flash: { sectors: [recorded], inProgress: [index] },
    undo: new Map([[index, old]]),
    snapshot: {
      vectors: old.subarray(0, 8),
      sectors: new Map([[index, { sector, equal: false, ...(now && { bytes: now }) }]]),
    },
    contentOf: () => wanted,
  });
}

describe('a sector that was in hand', () => {
  it('may hold what was there, what was wanted, or what an earlier run left', () => {
    expect(strange(old)).toEqual([]);
    expect(strange(next)).toEqual([]);
    expect(strange(stranger, 1, { other: [sha256Hex(stranger)] })).toEqual([]);
    expect(strange(undefined)).toEqual([]);
  });

  it('may hold what was there with bits raised by an erase that was cut off, up to nothing at all', () => {
    expect(strange(old.map((byte, at) => (at < 9000 ? 0xff : byte)))).toEqual([]);
    expect(strange(old.map((byte) => byte | 0x0f))).toEqual([]);
    expect(strange(new Uint8Array(length).fill(0xff))).toEqual([]);
  });

  it('may hold what is wanted as far as it was programmed', () => {
    const half = next.map((byte, at) => (at < 9000 ? byte : 0xff));
    expect(strange(half, 1, {}, next)).toEqual([]);
    expect(strange(half)).toEqual([1]);
  });

  it('holds something else where one bit is zero that neither has cleared, in its first byte or its last', () => {
    expect(strange(stranger)).toEqual([1]);
    for (const at of [0, length - 1]) {
      const bit = old[at]! & -old[at]!;
      expect(strange(old.with(at, old[at]! ^ (bit || 1)))).toEqual(bit ? [1] : []);
    }
    expect(strange(new Uint8Array(length))).toEqual([1]);
  });

  it('may have invalidated vectors, in the sector that has them and in no other', () => {
    const invalidated = old.map((byte, at) => (at < 8 ? 0 : byte));
    expect(strange(invalidated, 0)).toEqual([]);
    expect(strange(invalidated, 1)).toEqual([1]);
    expect(
      strange(
        old.map((byte, at) => (at < 9 ? 0 : byte)),
        0,
      ),
    ).toEqual(old[8] === 0 ? [] : [0]);
  });
});

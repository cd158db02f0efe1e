import type { MemoryImage } from '@odflash/core';
import { type Sector, sectors, typicalTimes } from '@odflash/core/board';
import { type Block, endOf } from '@odflash/core/bytes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dfuTimes } from '../../src/dfu/times.ts';
import { wantedBlank, wantedByImage } from '../../src/flash/plan/desired.ts';
import { type FlashPlan, planFlash, type Step } from '../../src/flash/plan/plan.ts';
import type { Snapshot } from '../../src/flash/plan/snapshot.ts';
import { firmware, flashBase, imageOf, sectorOf } from './bench.ts';

const size = 1024 * 1024;
const times = dfuTimes(32, 2048);

/** A flash that only clears bits, as the chip's. */
function modelFlash(content: Uint8Array) {
  const flash = content.slice();
  const offsetOf = (address: number) => address - flashBase;
  return {
    flash,
    erase: ({ address, length }: Sector) => flash.fill(0xff, offsetOf(address), offsetOf(address) + length),
    program: ({ address, data }: Block) => {
      data.forEach((byte, i) => {
        flash[offsetOf(address) + i]! &= byte;
      });
    },
  };
}

type Model = ReturnType<typeof modelFlash>;

function apply(step: Step, model: Model): void {
  if (step.kind === 'rewrite' && step.erase) model.erase(step.sector);
  for (const block of step.kind === 'commit' ? [step.block] : step.blocks) model.program(block);
}

function snapshotOf(flash: Uint8Array, image: MemoryImage): Snapshot {
  const wanted = wantedByImage(image, sectors);
  const looks = wanted.map(({ sector, named }) => {
    const equal = named.every(({ address, data }) => data.every((byte, i) => flash[address - flashBase + i] === byte));
    return [sector.index, { sector, equal, bytes: sectorOf(flash, sector.index) }] as const;
  });
  return { vectors: flash.subarray(0, 8), sectors: new Map(looks) };
}

function plan(flash: Uint8Array, image: MemoryImage): FlashPlan {
  const wanted = wantedByImage(image, sectors);
  return planFlash({ sectors, wanted, snapshot: snapshotOf(flash, image), width: 32, times });
}

function noise(length: number, seed: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

/** Pieces of noise, of 0xFF and of what is there already, anywhere in the flash. */
const piece = fc.record({
  start: fc.oneof(fc.constantFrom(...sectors.map(({ address }) => address - flashBase)), fc.nat(size - 1)),
  length: fc.integer({ min: 1, max: 40_000 }),
  kind: fc.constantFrom('noise', 'blank', 'same'),
  seed: fc.nat(),
});
const flashes = fc.record({ seed: fc.nat(), used: fc.array(fc.nat(11), { maxLength: 12 }) });

function flashFrom({ seed, used }: { seed: number; used: readonly number[] }): Uint8Array {
  const flash = new Uint8Array(size).fill(0xff);
  for (const index of used) sectorOf(flash, index).set(noise(5000, seed + index));
  return flash;
}

/** Segments as a parser leaves them: sorted, apart. */
function segmentsFrom(
  flash: Uint8Array,
  pieces: readonly { start: number; length: number; kind: string; seed: number }[],
) {
  const segments: Block[] = [];
  let end = 0;
  for (const { start, length, kind, seed } of [...pieces].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, end + 1), Math.min(start + length, size)];
    if (from >= to) continue;
    const fill = {
      noise: noise(to - from, seed),
      blank: new Uint8Array(to - from).fill(0xff),
      same: flash.slice(from, to),
    };
    segments.push({ address: flashBase + from, data: fill[kind as keyof typeof fill] });
    end = to;
  }
  return segments;
}

const cases = fc.tuple(flashes, fc.array(piece, { minLength: 1, maxLength: 6 })).map(([held, pieces]) => {
  const flash = flashFrom(held);
  return { flash, image: { format: 'raw', segments: segmentsFrom(flash, pieces), notes: [] } as MemoryImage };
});

/** What the flash must hold afterwards, told without the planner. */
function expectedFlash(flash: Uint8Array, { segments }: MemoryImage, made: FlashPlan): Uint8Array {
  const result = flash.slice();
  const rewritten = made.sectors.filter(({ action }) => action === 'rewrite').map(({ sector }) => sector.index);
  for (const index of rewritten.filter((one) => one < 10)) sectorOf(result, index).fill(0xff);
  for (const { address, data } of segments) {
    for (const sector of sectors) {
      const [from, to] = [Math.max(address, sector.address), Math.min(address + data.length, endOf(sector))];
      if (from >= to) continue;
      const part = data.subarray(from - address, to - address);
      if (sector.index < 10 || part.some((byte) => byte !== 0xff)) result.set(part, from - flashBase);
    }
  }
  return result;
}

test('applied to a flash, a plan leaves exactly the image and what had to be kept', () => {
  fc.assert(
    fc.property(cases, ({ flash, image }) => {
      const made = plan(flash, image);
      const model = modelFlash(flash);
      for (const step of made.steps) apply(step, model);
      expect(Buffer.compare(model.flash, expectedFlash(flash, image, made))).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('no step touches a sector that is kept or equal, and each rewritten one is erased once', () => {
  fc.assert(
    fc.property(cases, ({ flash, image }) => {
      const made = plan(flash, image);
      const rewritten = made.sectors.filter(({ action }) => action === 'rewrite').map(({ sector }) => sector.index);
      const erased = made.steps.flatMap((step) => (step.kind === 'rewrite' && step.erase ? [step.sector.index] : []));
      expect([...erased].sort((a, b) => a - b)).toEqual(rewritten);
      for (const step of made.steps) {
        for (const { address, data } of step.kind === 'commit' ? [step.block] : step.blocks) {
          expect(address).toBeGreaterThanOrEqual(step.sector.address);
          expect(address + data.length).toBeLessThanOrEqual(endOf(step.sector));
          expect([address % 4, data.length % 4]).toEqual([0, 0]);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('vectors are invalidated first and written last, and nothing else is written in their place', () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ flash, image }, seed) => {
      const whole = {
        ...image,
        segments: [
          { address: flashBase, data: firmware(seed, 16 * 1024) },
          ...image.segments.filter(({ address }) => address > flashBase + 16 * 1024),
        ],
      };
      const { steps, coversVectors } = plan(flash, whole);
      expect(coversVectors).toBe(true);
      if (steps.length === 0) return;
      expect(steps.map(({ kind }) => kind)).toEqual([
        'invalidate',
        ...steps.slice(1, -1).map(() => 'rewrite'),
        'commit',
      ]);
      expect([steps[1]!.sector.index, steps.at(-2)!.sector.index]).toEqual([0, 0]);
      const between = steps.slice(1, -1).flatMap((step) => (step.kind === 'rewrite' ? step.blocks : []));
      expect(between.every(({ address }) => address >= flashBase + 8)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('every named byte of a rewritten sector is read back exactly once', () => {
  fc.assert(
    fc.property(cases, ({ flash, image }) => {
      const { steps, sectors: all } = plan(flash, image);
      const reads = steps
        .flatMap((step) => (step.kind === 'rewrite' ? step.expected : step.kind === 'commit' ? [step.block] : []))
        .sort((a, b) => a.address - b.address);
      for (const [i, read] of reads.entries())
        if (i > 0) expect(endOf(reads[i - 1]!)).toBeLessThanOrEqual(read.address);
      const covered = (address: number) => reads.some((read) => read.address <= address && address < endOf(read));
      for (const { sector } of all.filter(({ action }) => action === 'rewrite')) {
        for (const { address, data } of wantedByImage(image, [sector]).flatMap(({ named }) => named))
          expect(
            [address, address + 8, endOf({ address, data }) - 1].filter(
              (one) => one < address + data.length && !covered(one),
            ),
          ).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

test('an image that the flash already contains needs no step, whatever is in its gaps', () => {
  const flash = flashFrom({ seed: 3, used: [0, 1, 2, 10] });
  const image = {
    ...imageOf(flash.slice(0, 1000)),
    segments: [
      { address: flashBase, data: flash.slice(0, 1000) },
      { address: flashBase + 2000, data: flash.slice(2000, 20_000) },
    ],
  };
  const made = plan(flash, image);
  expect(made.steps).toEqual([]);
  expect(made.totals.ms).toBe(0);
  expect(made.sectors.map(({ action }) => action).slice(0, 3)).toEqual(['skip', 'skip', 'keep']);
});

test('an equal first sector is rewritten when anything else changes, and says why', () => {
  const old = firmware(1);
  const flash = new Uint8Array(size).fill(0xff);
  flash.set(old);
  const changed = old.slice();
  changed[17_000]! ^= 1;
  const made = plan(flash, imageOf(changed));
  expect(made.sectors.slice(0, 2).map(({ why }) => why)).toEqual(['vectors', 'differs']);
});

test('a part of a firmware does not change the first sector', () => {
  const flash = flashFrom({ seed: 3, used: [0, 1] });
  const made = plan(flash, imageOf(noise(300, 77), flashBase + 16 * 1024));
  expect(made.coversVectors).toBe(false);
  expect(made.steps.map(({ kind, sector }) => [kind, sector.index])).toEqual([['rewrite', 1]]);
});

test('erasing invalidates, too, and ends with nothing programmed', () => {
  const flash = flashFrom({ seed: 3, used: [0, 1, 5] });
  const wanted = wantedBlank(sectors.slice(0, 10));
  const looks = wanted.map(({ sector }) => {
    const bytes = sectorOf(flash, sector.index);
    return [sector.index, { sector, equal: bytes.every((byte) => byte === 0xff), bytes }] as const;
  });
  const snapshot = { vectors: flash.subarray(0, 8), sectors: new Map(looks) };
  const made = planFlash({ sectors, wanted, snapshot, width: 32, times });
  const model = modelFlash(flash);
  for (const step of made.steps) apply(step, model);
  expect(made.steps[0]!.kind).toBe('invalidate');
  expect(made.sectors.filter(({ action }) => action === 'rewrite').map(({ sector }) => sector.index)).toEqual([
    0, 1, 5,
  ]);
  expect(model.flash.every((byte) => byte === 0xff)).toBe(true);
});

test('totals are the sum of the steps and follow the data sheet', () => {
  const flash = new Uint8Array(size).fill(0xff);
  const { totals } = plan(flash, imageOf(noise(256 * 1024, 9).fill(0x20, 0, 8)));
  const erase = 4 * typicalTimes[32].erase[16] + typicalTimes[32].erase[64] + typicalTimes[32].erase[128];
  expect(totals.erasedSectors).toBe(6);
  expect(totals.phaseMs.erase).toBeCloseTo(erase + 6 * 1.5, 5);
  expect(totals.ms).toBeCloseTo(totals.phaseMs.erase + totals.phaseMs.write + totals.phaseMs.verify, 5);
  expect(totals.ms).toBeLessThan(4878.6 * 1.02);
});

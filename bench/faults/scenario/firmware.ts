// Firmware to flash and what is on the board before: by shape, so that every kind of sector, hole, odd length and
// unaligned start comes up, and short, because a run costs what it moves.

import type { MemoryImage } from '@odflash/core';
import { mainFlash, sectors } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { seededRandom } from '@odflash/virtual';
import type { Shape, Start } from '../types.ts';

const KiB = 1024;

export const shapes: readonly Shape[] = [
  {
    name: 'two corners',
    weight: 8,
    pieces: [
      [0, 2500],
      [16 * KiB, 16 * KiB + 700],
    ],
  },
  { name: 'one sector', weight: 4, pieces: [[0, 9000]] },
  {
    name: 'odd ends',
    weight: 4,
    pieces: [
      [0, 5003],
      [32 * KiB + 1, 32 * KiB + 1234],
    ],
  },
  { name: 'two sectors', weight: 3, pieces: [[0, 20 * KiB]] },
  { name: 'part without vectors', weight: 2, pieces: [[16 * KiB + 512, 19 * KiB]] },
  {
    name: 'with configuration',
    weight: 1,
    pieces: [
      [0, 3000],
      [768 * KiB + 100, 768 * KiB + 700],
    ],
  },
  {
    name: 'a 64 KiB sector',
    weight: 1,
    pieces: [
      [0, 4 * KiB],
      [64 * KiB, 70 * KiB],
    ],
  },
  {
    name: 'a 128 KiB sector',
    weight: 1,
    pieces: [
      [0, 3000],
      [128 * KiB, 131 * KiB],
    ],
  },
  { name: 'five sectors', weight: 0.5, pieces: [[0, 100 * KiB]] },
  { name: 'as long as a real one', weight: 0.2, pieces: [[0, 204_812]] },
];

/** Images of ODrive firmware for updates. */
export const updateShapes: readonly Shape[] = [
  { name: 'a short release', weight: 12, pieces: [[0, 20 * KiB]] },
  { name: 'a release', weight: 1, pieces: [[0, 204_812]] },
];

export const starts: readonly { readonly start: Start; readonly weight: number }[] = [
  { start: 'another', weight: 10 },
  { start: 'nearly', weight: 2 },
  { start: 'longer', weight: 2 },
  { start: 'blank', weight: 1 },
  { start: 'stranger', weight: 1 },
  { start: 'same', weight: 1 },
];

/** How many firmwares there are of each shape. */
export const firmwareCount = 16;

const noises = new Map<number, Uint8Array>();

/** Bytes that start, in the eyes of the chip; another seed, other bytes everywhere. */
function noise(seed: number): Uint8Array {
  const known = noises.get(seed);
  if (known) return known;
  const bytes = seededRandom(seed, 'firmware').fill(new Uint8Array(mainFlash.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, mainFlash.address + 0x401, true);
  noises.set(seed, bytes);
  return bytes;
}

/** The blocks of that firmware. They share memory. */
export function blocksOf({ pieces }: Shape, seed: number): readonly Block[] {
  const bytes = noise(seed);
  return pieces.map(([start, end]) => ({ address: mainFlash.address + start, data: bytes.subarray(start, end) }));
}

export function imageOf(blocks: readonly Block[]): MemoryImage {
  return { format: 'raw', segments: blocks, notes: [] };
}

const longer: Shape = { name: 'longer', weight: 0, pieces: [[0, 60 * KiB]] };
/** Bytes in every sector, so that a change where none may be would show. */
const markOffset = 1000;
const markLength = 48;

interface Content {
  readonly start: Start;
  readonly shape: Shape;
  /** Number of the firmware that was there, and of the one that comes. */
  readonly before: number;
  readonly next: number;
  /** Which bytes mark every sector. */
  readonly marks?: 'usual' | 'of a clone' | undefined;
}

/** Puts on an erased flash what that start is. */
export function populate(flash: Uint8Array, { start, shape, before, next, marks: whose }: Content): void {
  const put = (blocks: readonly Block[]) => {
    for (const { address, data } of blocks) flash.set(data, address - mainFlash.address);
  };
  const marks = noise(whose === 'of a clone' ? firmwareCount + 4 : firmwareCount);
  for (const { index, address, length } of sectors) {
    if (start === 'blank' && index < 10) continue;
    const offset = address - mainFlash.address + length - markOffset;
    flash.set(marks.subarray(offset, offset + markLength), offset);
  }
  if (start === 'another') put(blocksOf(shape, before));
  if (start === 'longer') put(blocksOf(longer, before));
  if (start === 'stranger') flash.set(noise(firmwareCount + 1).subarray(0, 32 * KiB));
  if (start === 'same' || start === 'nearly') put(blocksOf(shape, next));
  const [, end] = shape.pieces.at(-1) ?? [0, 1];
  if (start === 'nearly') flash[end - 1] = (flash[end - 1] ?? 0) ^ 0x10;
}

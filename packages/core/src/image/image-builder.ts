// Where parsers put what they find. Joins it into a MemoryImage, leaves out what is only RAM, and names the two places of
// a contradiction. Knows the STM32F405's RAM, no file format.

import { ccm, sram } from '../board/stm32f405.ts';
import { type Block, endOf, hex32, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { badFile, placeText } from './bad-file.ts';
import { joinPieces, type Overlap } from './join-pieces.ts';
import type { ImageClaims, ImageFormat, ImageNote, MemoryImage } from './memory-image.ts';

export interface ImageBuilder {
  /** Adds source[from, to) at `address`. `place` is the line or byte offset in the file. Nothing is kept of `source`. */
  add(address: number, source: Uint8Array, from: number, to: number, place: number): void;
  note(code: ImageNote['code'], text: string): void;
  /** Throws `image-overlap` if one address was given two values, `image-empty` if nothing is left for a flash. */
  build(more?: { readonly entry?: number; readonly claims?: ImageClaims }): MemoryImage;
}

const maxSegments = 65_536;

const ramAreas: readonly (Range & { readonly name: string })[] = [
  { ...ccm, name: 'CCM RAM' },
  { ...sram, name: 'SRAM' },
];

/** `maxData` bounds what may be added: a file never holds more firmware than bytes. `unit` says what places count. */
export function imageBuilder(format: ImageFormat, unit: 'line' | 'offset', maxData: number): ImageBuilder {
  let data: Uint8Array = new Uint8Array(Math.min(maxData, 0x1_0000));
  let addresses: Uint32Array = new Uint32Array(64);
  let starts: Uint32Array = new Uint32Array(65);
  let places: Uint32Array = new Uint32Array(64);
  let count = 0;
  let used = 0;
  const notes: ImageNote[] = [];

  return {
    add(address, source, from, to, place) {
      const length = to - from;
      if (length <= 0) return;
      if (address + length > 0x1_0000_0000) throw wraps(format, unit, address, length, place);
      if (used + length > maxData) throw expands(format, unit, place);
      if (used + length > data.length) data = grown(data, new Uint8Array(roomFor(used + length, maxData)));
      if (length > 64) data.set(source.subarray(from, to), used);
      else for (let i = 0; i < length; i++) data[used + i] = source[from + i] ?? 0;
      if (count === addresses.length) {
        addresses = grown(addresses, new Uint32Array(count * 2));
        places = grown(places, new Uint32Array(count * 2));
        starts = grown(starts, new Uint32Array(count * 2 + 1));
      }
      addresses[count] = address;
      places[count] = place;
      used += length;
      starts[++count] = used;
    },
    note(code, text) {
      notes.push({ code, text });
    },
    build({ entry, claims } = {}) {
      const joined = joinPieces({ count, addresses, starts, places, data }, maxSegments);
      if (joined.conflict) throw contradiction(format, unit, joined.conflict);
      if (joined.segments.length > maxSegments) {
        throw badFile(format, `more than ${maxSegments} separate pieces: this is no firmware`, {
          reason: 'too-many-pieces',
        });
      }
      if (joined.equal.first) notes.push(equalNote(unit, joined.equal.bytes, joined.equal.first));
      const segments = withoutRam(joined.segments, notes);
      if (segments.length === 0) throw empty(format, joined.segments);
      return { format, segments, ...(entry !== undefined && { entry }), notes, ...(claims && { claims }) };
    },
  };
}

function roomFor(needed: number, most: number): number {
  return Math.min(most, Math.max(needed, Math.ceil(needed * 1.7)));
}

function grown<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** Cuts the chip's RAM out of the segments, one note for each memory that was named. */
function withoutRam(segments: readonly Block[], notes: ImageNote[]): readonly Block[] {
  return ramAreas.reduce((rest, area) => {
    const kept: Block[] = [];
    let skipped = 0;
    for (const segment of rest) {
      const end = endOf(segment);
      const from = Math.min(Math.max(segment.address, area.address), end);
      const to = Math.max(Math.min(end, endOf(area)), from);
      skipped += to - from;
      const outside =
        to === from
          ? [[segment.address, end] as const]
          : ([
              [segment.address, from],
              [to, end],
            ] as const);
      for (const [start, stop] of outside) {
        const data = segment.data.subarray(start - segment.address, stop - segment.address);
        if (data.length > 0) kept.push({ address: start, data });
      }
    }
    if (skipped > 0) notes.push(skippedNote(area, skipped));
    return kept;
  }, segments);
}

function skippedNote(area: (typeof ramAreas)[number], bytes: number): ImageNote {
  const range = `${hex32(area.address)} to ${hex32(endOf(area) - 1)}`;
  return { code: 'segment-skipped', text: `${bytes} bytes for ${area.name} (${range}) left out: RAM is not flashed` };
}

function equalNote(unit: 'line' | 'offset', bytes: number, first: Overlap): ImageNote {
  const [one, two] = first.places.map((place) => placeText(unit, place));
  const text = `${bytes} bytes are given more than once with equal values, first at ${hex32(first.address)} (${one} and ${two})`;
  return { code: 'equal-overlap', text };
}

function contradiction(format: ImageFormat, unit: 'line' | 'offset', overlap: Overlap): FlasherError {
  const [one, two] = overlap.places.map((place) => placeText(unit, place));
  const [first, second] = overlap.bytes.map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  return new FlasherError(
    'image-overlap',
    `the byte at ${hex32(overlap.address)} is ${first} at ${one} and ${second} at ${two}`,
    { details: { format, address: overlap.address, [`${unit}s`]: overlap.places, bytes: overlap.bytes } },
  );
}

function empty(format: ImageFormat, ramOnly: readonly Block[]): FlasherError {
  const [first] = ramOnly;
  const text = first
    ? `everything in the file is for RAM (from ${hex32(first.address)}): it was built to run under a debugger, not from flash`
    : 'the file is well-formed but holds no data';
  return new FlasherError('image-empty', text, { details: { format, reason: first ? 'ram-only' : 'no-data' } });
}

function wraps(format: ImageFormat, unit: 'line' | 'offset', address: number, length: number, place: number) {
  return badFile(format, `${length} bytes at ${hex32(address)} run past the end of the address space`, {
    reason: 'address-wrap',
    [unit]: place,
  });
}

function expands(format: ImageFormat, unit: 'line' | 'offset', place: number) {
  return badFile(format, 'the headers ask for more data than the file holds', {
    reason: 'inconsistent',
    [unit]: place,
  });
}

// Where parsers put what they find. Joins it into a MemoryImage, leaves out what is only RAM, and names the two places of
// a contradiction. Knows the STM32F405's RAM, no file format.

import { ccm, contains, sram } from '../board/stm32f405.ts';
import { type Block, endOf, type Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { type Message, message } from '../messages/message.ts';
import { badFile, type PlaceUnit } from './bad-file.ts';
import { joinPieces, type Overlap } from './join-pieces.ts';
import { recordWatch } from './lost-records.ts';
import type { ImageClaims, ImageFormat, ImageNote, MemoryImage } from './memory-image.ts';
import { lastAtMost, type Pairs, pairList } from './pair-list.ts';

export interface ImageBuilder {
  readonly format: ImageFormat;
  /** Adds source[from, to) at `address`. `place` is the line or byte offset in the file. Nothing is kept of `source`. */
  add(address: number, source: Uint8Array, from: number, to: number, place: number): void;
  note(code: ImageNote['code'], text: Message): void;
  /** Throws `image-overlap` if one address was given two values, `image-empty` if nothing is left for a flash. */
  build(more?: BuildOptions): MemoryImage;
}

interface BuildOptions {
  readonly entry?: number | undefined;
  readonly claims?: ImageClaims | undefined;
  /** The file counts its records, and the count is right: gaps are meant. */
  readonly counted?: boolean | undefined;
}

const maxSegments = 65_536;
/** Data bytes a record has in most files; sizes the first allocation only. */
const defaultRecord = 16;

const ramAreas: readonly (Range & { readonly memory: 'ccm' | 'sram' })[] = [
  { ...ccm, memory: 'ccm' },
  { ...sram, memory: 'sram' },
];

/** `maxData` bounds what may be added: a file never holds more firmware than bytes. `unit` says what places count. */
export function imageBuilder(format: ImageFormat, unit: PlaceUnit, maxData: number): ImageBuilder {
  const data = new Uint8Array(maxData);
  let used = 0;
  const pieces = pairList(64);
  const places = pairList(maxData / defaultRecord);
  let expected = -1;
  const watch = unit === 'line' ? recordWatch() : undefined;
  const notes: ImageNote[] = [];

  return {
    format,
    add(address, source, from, to, place) {
      const length = to - from;
      if (length <= 0) return;
      if (address + length > 0x1_0000_0000) throw wraps(format, unit, address, length, place);
      if (used + length > maxData) throw expands(format, unit, place);
      if (length > 64) data.set(source.subarray(from, to), used);
      else for (let i = 0; i < length; i++) data[used + i] = source[from + i] as number;
      if (address !== expected) pieces.push(used, address);
      places.push(used, place);
      watch?.add(address, length);
      used += length;
      expected = address + length;
    },
    note(code, text) {
      notes.push({ code, text });
    },
    build({ entry, claims, counted } = {}) {
      const { count, keys: starts, values: addresses } = pieces.close(used);
      const joined = joinPieces({ count, addresses, starts, data }, maxSegments);
      const placesOf = ({ positions }: Overlap) =>
        positions.map((position) => placeOf(places.close(used), position, unit));
      if (joined.conflict) throw contradiction(format, unit, joined.conflict, placesOf(joined.conflict), data);
      if (joined.segments.length > maxSegments) throw scattered(format);
      if (joined.firstEqual)
        notes.push(equalNote(unit, joined.equalBytes, joined.firstEqual, placesOf(joined.firstEqual)));
      const lost = (!counted && watch?.lost(joined.segments)) || [];
      if (lost[0]) notes.push(lostNote(lost[0], lost.length));
      const segments = withoutRam(joined.segments, notes);
      if (segments.length === 0) throw empty(format, joined.segments);
      return { format, segments, entry, notes, claims };
    },
  };
}

/** Line or byte offset of the byte that lies at data[position]. */
function placeOf(places: Pairs, position: number, unit: PlaceUnit): number {
  const index = lastAtMost(places, position);
  const first = places.values[index] ?? 0;
  return unit === 'line' ? first : first + position - (places.keys[index] ?? 0);
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
  const { memory, address: from } = area;
  return { code: 'segment-skipped', text: message('image.ram-skipped', { bytes, memory, from, to: endOf(area) - 1 }) };
}

function equalNote(unit: PlaceUnit, bytes: number, { address }: Overlap, places: readonly number[]): ImageNote {
  return { code: 'equal-overlap', text: message('image.equal-overlap', { bytes, address, unit, places }) };
}

function lostNote({ address, length: bytes }: Range, gaps: number): ImageNote {
  return { code: 'records-lost', text: message('image.records-lost', { gaps, address, bytes }) };
}

function contradiction(
  format: ImageFormat,
  unit: PlaceUnit,
  { address, positions }: Overlap,
  places: readonly number[],
  data: Uint8Array,
): FlasherError {
  const bytes = positions.map((position) => data[position] ?? 0);
  return new FlasherError('image-overlap', message('image.overlap', { address, unit, places, values: bytes }), {
    details: { format, address, [`${unit}s`]: places, bytes },
  });
}

function scattered(format: ImageFormat): FlasherError {
  const text = message('image.scattered', { pieces: maxSegments });
  return badFile(format, text, { reason: 'too-many-pieces', expected: maxSegments });
}

function empty(format: ImageFormat, ramOnly: readonly Block[]): FlasherError {
  const [first] = ramOnly;
  if (!first)
    return new FlasherError('image-empty', message('image.no-data'), {
      details: { format, reason: 'no-data' },
    });
  const { address } = first;
  // The STM32F405's core fetches no instructions from CCM RAM (RM0090 §2.3.1); at the same address others have their flash.
  const isCcm = ramOnly.every((block) => contains(ccm, { address: block.address, length: 1 }));
  const text = message(isCcm ? 'image.ccm-only' : 'image.ram-only', { address });
  return new FlasherError('image-empty', text, { details: { format, reason: isCcm ? 'other-chip' : 'ram-only' } });
}

function wraps(format: ImageFormat, unit: PlaceUnit, address: number, length: number, place: number) {
  return badFile(format, message('image.beyond-address-space', { bytes: length, address }), {
    reason: 'address-wrap',
    [unit]: place,
  });
}

function expands(format: ImageFormat, unit: PlaceUnit, place: number) {
  return badFile(format, message('image.more-than-in-file'), {
    reason: 'inconsistent',
    [unit]: place,
  });
}

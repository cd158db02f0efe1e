// What can be said against an image before any board is opened. Pure.

import { type Finding, type FindingCode, ok, stop, warning } from '../../ask/findings.ts';
import { contains, mainFlash, sectors } from '../../board/stm32f405.ts';
import { type Block, cut, endOf, hex32, isErased, type Range } from '../../bytes.ts';
import type { ImageNote, MemoryImage } from '../../image/memory-image.ts';
import { vectorTable } from '../../image/vector.ts';
import { message } from '../../messages/message.ts';
import { wantedByImage } from '../plan/desired.ts';
import { isPart } from '../plan/partial.ts';
import { vectorBytes } from '../run/vectors.ts';

/** Every check that needs the image alone, in the order in which a person wants to read them. */
export function checkImage(image: MemoryImage, { partial = false }: PartialOption = {}): Finding[] {
  const range = checkRange(image);
  // What is for another memory is judged by nothing else: it is neither empty nor a part for this chip.
  if (range.level === 'stop') return [range];
  const vectors = checkVectors(image, partial);
  return [range, checkContent(image), ...vectors, ...checkNotes(image)];
}

interface PartialOption {
  /** A person wants a part to be written onto what is on the board. */
  readonly partial?: boolean | undefined;
}

/** The checks of an image for a board that runs a firmware: a part would overwrite a part of that. */
export function checkWholeImage(image: MemoryImage): Finding[] {
  return checkImage(image).map((finding) => {
    if (finding.code !== 'partial-image') return finding;
    const next = message('next.flash-writes-parts');
    return stop('partial-image', 'partial-image', message('preflight.only-part'), {}, next);
  });
}

/** The checks that matter where an image is only compared with. */
export function checkReadable(image: MemoryImage): Finding[] {
  const range = checkRange(image);
  if (range.level === 'stop') return [range];
  const part = isPart(wantedByImage(image, sectors)) ? [ok('partial-image', partText)] : [];
  return [range, checkContent(image), ...part, ...checkNotes(image)];
}

/** Notes of the file's reader that a person has to accept, and the findings they become. */
const uncertainties: Readonly<Partial<Record<ImageNote['code'], FindingCode>>> = {
  'records-lost': 'image-gap',
  'linked-elsewhere': 'image-address',
};

/** True for a note that `checkImage` makes a warning of. */
export function isDoubt({ code }: ImageNote): boolean {
  return uncertainties[code] !== undefined;
}

function checkNotes({ notes }: MemoryImage): Finding[] {
  return notes.flatMap(({ code, text }) => {
    const finding = uncertainties[code];
    return finding ? [warning(finding, message('preflight.image-note', { note: text }))] : [];
  });
}

const extent = (block: Block): Range => ({ address: block.address, length: block.data.length });

function checkRange(image: MemoryImage): Finding {
  const outside = image.segments.find((segment) => !contains(mainFlash, extent(segment)));
  if (!outside) return ok('image-range', message('preflight.image-in-flash'));
  const text = message('preflight.image-outside-flash', { from: outside.address, to: endOf(outside) - 1 });
  return stop('image-range', 'image-out-of-range', text, {
    address: hex32(outside.address),
    end: hex32(endOf(outside)),
  });
}

/** All 0xFF is what an erased chip reads as: such a file programs nothing. */
function checkContent(image: MemoryImage): Finding {
  const bytes = image.segments.reduce((sum, { data }) => sum + data.length, 0);
  const used = wantedByImage(image, sectors).some(({ named }) => named.some(({ data }) => !isErased(data)));
  if (used) return ok('image-content', message('preflight.image-bytes', { bytes }), { bytes });
  const text = message(bytes === 0 ? 'preflight.image-without-data' : 'preflight.image-all-erased');
  return stop('image-content', 'image-empty', text, { bytes });
}

function checkVectors(image: MemoryImage, partial: boolean): Finding[] {
  const wanted = wantedByImage(image, sectors);
  const named = image.segments.flatMap((segment) => cut(segment, vectorBytes) ?? []);
  if (named.some(({ data }) => data.length === vectorBytes.length)) return [judgeImageVectors(image)];
  if (!isPart(wanted)) return [];
  const inFirstSector = wanted.some(({ sector }) => sector.index === 0);
  if (named.length > 0 || (inFirstSector && !partial)) {
    return [stop('vector-table', 'image-implausible', message('preflight.vectors-cut'))];
  }
  return [partial ? ok('partial-image', partText) : warning('partial-image', partText)];
}

const partText = message('preflight.part');

function judgeImageVectors(image: MemoryImage): Finding {
  const { plausible, problem, why } = vectorTable(image);
  if (plausible) return ok('vector-table', message('preflight.vectors-valid', { why }));
  // A firmware whose other half is on the chip already: unusual, but it may start.
  if (problem === 'reset-handler-outside-image')
    return warning('vector-table', message('preflight.may-not-start', { why }));
  return stop('vector-table', 'image-implausible', message('preflight.would-not-start', { why }));
}

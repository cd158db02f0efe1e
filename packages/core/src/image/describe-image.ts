// What `odflash info FILE` shows, as plain data that survives JSON. Judges nothing beyond the vector table.

import { mainFlash, sectors } from '../board/stm32f405.ts';
import { type Block, endOf, type Range } from '../bytes.ts';
import { type Message, message } from '../messages/message.ts';
import { boardsMessage, fileEvidence, type WitnessKind } from './evidence/file-evidence.ts';
import type { ImageClaims, ImageFormat, ImageNote, MemoryImage } from './memory-image.ts';
import { type VectorVerdict, vectorTable } from './vector.ts';

/** Which boards a firmware may be for, and who says so. */
export interface ImageEvidence {
  /** `ODrive v3.6-56V`, `ODrive v3.6 (24 or 56 V)`; missing where nothing says it, or where witnesses contradict each other. */
  readonly board?: Message | undefined;
  readonly witnesses: readonly { readonly kind: WitnessKind; readonly says: Message }[];
  readonly contradiction?: Message | undefined;
  /** Another product whose firmware this is. */
  readonly product?: Message | undefined;
}

/** What `fileEvidence` shows, in words. */
export function boardEvidence(image: Pick<MemoryImage, 'claims' | 'origin'>): ImageEvidence {
  const { boards, witnesses, contradiction } = fileEvidence(image);
  const product = image.claims?.product;
  return {
    board: witnesses.length > 0 && contradiction === undefined ? boardsMessage(boards) : undefined,
    witnesses: witnesses.map((witness) => ({ kind: witness.kind, says: boardsMessage(witness.boards) })),
    contradiction,
    product,
  };
}

/** An image as plain data; addresses and lengths in bytes. */
export interface ImageDescription {
  readonly format: ImageFormat;
  /** `Intel HEX` style. */
  readonly formatName: Message;
  /** Bytes of all segments. */
  readonly bytes: number;
  readonly segments: readonly Range[];
  /** Between the segments, inside the main flash or not. */
  readonly gaps: readonly Range[];
  /** Sectors of the STM32F405 with at least one byte of the image, and how many bytes. */
  readonly sectors: readonly { readonly index: number; readonly bytes: number }[];
  /** Pieces that are not in the main flash; a flash refuses them. */
  readonly outside: readonly Range[];
  readonly vector: VectorVerdict;
  readonly entry?: number | undefined;
  readonly claims: ImageClaims;
  readonly evidence: ImageEvidence;
  readonly notes: readonly ImageNote[];
}

/** Describes an image: sectors, gaps, vector table, and which board and release its bytes show. Never throws. */
export function describeImage(image: MemoryImage): ImageDescription {
  const { format, segments, entry, notes } = image;
  const touched = sectors
    .map((sector) => ({ index: sector.index, bytes: segments.reduce((sum, piece) => sum + shared(piece, sector), 0) }))
    .filter(({ bytes }) => bytes > 0);
  return {
    format,
    formatName: message('image.format', { format }),
    bytes: segments.reduce((sum, { data }) => sum + data.length, 0),
    segments: segments.map(({ address, data }) => ({ address, length: data.length })),
    gaps: gapsBetween(segments),
    sectors: touched,
    outside: segments.flatMap(outsideFlash),
    vector: vectorTable(image),
    entry,
    claims: image.claims ?? {},
    evidence: boardEvidence(image),
    notes,
  };
}

/** How many bytes of `piece` lie in `area`. */
function shared(piece: Block, area: Range): number {
  return Math.max(0, Math.min(endOf(piece), endOf(area)) - Math.max(piece.address, area.address));
}

function gapsBetween(segments: readonly Block[]): readonly Range[] {
  return segments.slice(1).map((segment, index) => {
    const before = segments[index];
    const address = before ? endOf(before) : segment.address;
    return { address, length: segment.address - address };
  });
}

/** The parts of a segment below and above the main flash. */
function outsideFlash(segment: Block): readonly Range[] {
  const end = endOf(segment);
  const below = { address: segment.address, end: Math.min(end, mainFlash.address) };
  const above = { address: Math.max(segment.address, endOf(mainFlash)), end };
  return [below, above]
    .filter((part) => part.end > part.address)
    .map(({ address, end: stop }) => ({ address, length: stop - address }));
}

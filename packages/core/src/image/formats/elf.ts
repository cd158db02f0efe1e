// ELF32 little-endian ARM: what the program headers load, at p_paddr, where it lies in flash (System V ABI, "Program
// Loading"; p_vaddr is where .data lives once it runs). Knows the flash's start, for linkers that load their own headers.

import { mainFlash } from '../../board/stm32f405.ts';
import { message } from '../../messages/message.ts';
import { badFile, trailingData } from '../bad-file.ts';
import type { VersionSymbols } from '../evidence/claims.ts';
import { type ImageBuilder, imageBuilder } from '../image-builder.ts';
import type { MemoryImage } from '../memory-image.ts';
import { type ElfHeader, elfEnd, elfHeader, elfSections, loadSegments, type ProgramHeader } from './elf-headers.ts';
import { versionSymbols } from './elf-symbols.ts';

const format = 'elf';

/** What {@link readElf} gives: the image, and the version symbols of ODrive firmware if the file has them. */
export interface ElfImage {
  readonly image: MemoryImage;
  readonly symbols: VersionSymbols;
}

/**
 * Reads an ELF file with or without section headers. `entry` keeps the Thumb bit of e_entry.
 * Throws `bad-file`, naming class, byte order or machine where it is not for this chip; `image-overlap` and
 * `image-empty` as {@link imageBuilder} does.
 */
export function readElf(bytes: Uint8Array): ElfImage {
  const header = elfHeader(bytes);
  const segments = loadSegments(bytes, header);
  const sections = elfSections(bytes, header);
  const end = elfEnd(bytes, header, sections);
  // Padding is nothing; a second file behind the first is.
  if (bytes.subarray(end).some((byte) => byte !== 0))
    throw trailingData(format, end, { bytes: bytes.length - end, after: 'named-in-headers' });
  const builder = imageBuilder(format, 'offset', bytes.length);
  const firstSection = sections.reduce(
    (least, { loaded, offset }) => (loaded && offset >= header.headersEnd ? Math.min(least, offset) : least),
    Number.POSITIVE_INFINITY,
  );
  for (const segment of segments) addSegment(bytes, header, segment, firstSection, builder);
  const image = builder.build(header.entry === 0 ? {} : { entry: header.entry });
  return { image, symbols: versionSymbols(bytes, sections, segments) };
}

function addSegment(
  bytes: Uint8Array,
  header: ElfHeader,
  segment: ProgramHeader,
  firstSection: number,
  builder: ImageBuilder,
): void {
  const end = segment.offset + segment.fileSize;
  if (end > bytes.length) {
    const { physical: address, fileSize, offset } = segment;
    const text = message('elf.segment-cut-off', { address, bytes: fileSize, offset, end: bytes.length });
    throw badFile(format, text, {
      reason: 'truncated',
      offset: segment.offset,
      expected: end,
      found: bytes.length,
    });
  }
  const from = firstContent(bytes, header, segment, firstSection);
  if (from > segment.offset) {
    const skipped = { bytes: from - segment.offset, address: segment.physical };
    builder.note('segment-skipped', message('elf.headers-skipped', skipped));
  }
  builder.add(segment.physical + from - segment.offset, bytes, from, end, from);
}

/**
 * GNU ld may load the file's own headers with the first segment (page alignment then puts p_paddr below the flash, e.g. at
 * 0x07FF0000). Content starts at the first allocated section; without section headers, after the program headers and
 * whatever zeros lie below the flash.
 */
function firstContent(bytes: Uint8Array, header: ElfHeader, segment: ProgramHeader, firstSection: number): number {
  const end = segment.offset + segment.fileSize;
  if (segment.offset >= header.headersEnd) return segment.offset;
  if (firstSection < end) return firstSection;
  const afterHeaders = Math.min(header.headersEnd, end);
  const flashStart = segment.offset + mainFlash.address - segment.physical;
  if (flashStart <= afterHeaders || flashStart > end) return afterHeaders;
  const padding = bytes.subarray(afterHeaders, flashStart);
  return padding.every((byte) => byte === 0) ? flashStart : afterHeaders;
}

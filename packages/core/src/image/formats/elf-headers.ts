// The headers of an ELF32 file as data (System V ABI, "ELF Header", "Program Header", "Sections"). Says what is there;
// what of it becomes an image is decided elsewhere.

import { type Message, type MessageParameters, message } from '../../messages/message.ts';
import { badFile } from '../bad-file.ts';

const format = 'elf';

export interface ElfHeader {
  readonly entry: number;
  readonly programHeaders: HeaderTable;
  readonly sectionHeaders: HeaderTable;
  /** First byte after the ELF header and the program headers that follow it. */
  readonly headersEnd: number;
}

interface HeaderTable {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

/** A PT_LOAD header that takes bytes from the file. */
export interface ProgramHeader {
  readonly offset: number;
  readonly fileSize: number;
  /** p_vaddr: where the program sees it. */
  readonly virtual: number;
  /** p_paddr: where it is flashed. */
  readonly physical: number;
}

export interface Section {
  readonly type: number;
  /** Occupies memory when the program runs, and has its bytes in the file. */
  readonly loaded: boolean;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly entrySize: number;
}

const elfHeaderLength = 52;
const programHeaderLength = 32;
const sectionHeaderLength = 40;
const loadType = 1;
const noBits = 8;
const allocated = 0x2;
const arm = 40;

/** Reads the ELF header. Throws `bad-file` unless the file is a linked 32-bit little-endian ARM program. */
export function elfHeader(bytes: Uint8Array): ElfHeader {
  const fileClass = bytes[4];
  if (fileClass === 2) throw wrongChip(message('elf.64-bit'), 4, 1, 2);
  if (bytes[5] === 2) throw wrongChip(message('elf.big-endian'), 5, 1, 2);
  if (bytes.length < elfHeaderLength) throw cutOff(0, { bytes: elfHeaderLength, left: bytes.length });
  if (fileClass !== 1 || bytes[5] !== 1) {
    const text = message('elf.unknown-class', { fileClass: fileClass ?? 0, byteOrder: bytes[5] ?? 0 });
    throw badFile(format, text, { reason: 'unknown-type', offset: 4 });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const machine = view.getUint16(18, true);
  if (machine !== arm) {
    throw wrongChip(message('elf.other-machine', { machine }), 18, arm, machine);
  }
  const type = view.getUint16(16, true);
  if (type !== 2 && type !== 3) {
    const facts = { reason: 'unknown-type', offset: 16, expected: 2, found: type } as const;
    throw badFile(format, message('elf.not-linked', { type }), facts);
  }
  const programHeaders = {
    offset: view.getUint32(28, true),
    entrySize: view.getUint16(42, true),
    count: view.getUint16(44, true),
  };
  return {
    entry: view.getUint32(24, true),
    programHeaders,
    sectionHeaders: {
      offset: view.getUint32(32, true),
      entrySize: view.getUint16(46, true),
      count: view.getUint16(48, true),
    },
    headersEnd: headersEnd(programHeaders),
  };
}

/** Linkers put the program headers right after the ELF header; a table elsewhere is not part of the leading headers. */
function headersEnd({ offset, entrySize, count }: HeaderTable): number {
  const follows = offset >= elfHeaderLength && offset <= elfHeaderLength + 64;
  return follows ? offset + entrySize * count : elfHeaderLength;
}

/** PT_LOAD headers with bytes in the file, in the order of the table. */
export function loadSegments(bytes: Uint8Array, { programHeaders }: ElfHeader): readonly ProgramHeader[] {
  const { offset, entrySize, count } = programHeaders;
  if (count === 0) throw badFile(format, message('elf.no-program-headers'), { reason: 'inconsistent' });
  if (entrySize < programHeaderLength) {
    const text = message('elf.program-header-size', { bytes: entrySize, expected: programHeaderLength });
    throw badFile(format, text, { reason: 'length', offset: 42, expected: programHeaderLength, found: entrySize });
  }
  if (offset + count * entrySize > bytes.length) {
    throw cutOff(offset, { headers: count, bytes: count * entrySize, left: bytes.length - offset });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const loads: ProgramHeader[] = [];
  for (let index = 0, at = offset; index < count; index++, at += entrySize) {
    const fileSize = view.getUint32(at + 16, true);
    if (view.getUint32(at, true) !== loadType || fileSize === 0) continue;
    const memorySize = view.getUint32(at + 20, true);
    if (fileSize > memorySize) {
      const text = message('elf.segment-size', { file: fileSize, memory: memorySize });
      throw badFile(format, text, { reason: 'inconsistent', offset: at, expected: memorySize, found: fileSize });
    }
    loads.push({
      offset: view.getUint32(at + 4, true),
      virtual: view.getUint32(at + 8, true),
      physical: view.getUint32(at + 12, true),
      fileSize,
    });
  }
  return loads;
}

/**
 * The end of the last thing that the headers name: tables, segments of any kind, sections with bytes. The end of the file
 * where the table of sections cannot be read: then it is unknown what lies between.
 */
export function elfEnd(bytes: Uint8Array, header: ElfHeader, sections: readonly Section[]): number {
  const { programHeaders, sectionHeaders } = header;
  if (sectionHeaders.offset > 0 && sections.length === 0) return bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tables = [programHeaders, ...(sections.length > 0 ? [sectionHeaders] : [])];
  const ends = tables.map(({ offset, entrySize, count }) => offset + entrySize * count);
  for (let index = 0, at = programHeaders.offset; index < programHeaders.count; index++, at += programHeaders.entrySize)
    ends.push(view.getUint32(at + 4, true) + view.getUint32(at + 16, true));
  for (const { type, offset, size } of sections) if (type !== 0 && type !== noBits) ends.push(offset + size);
  return ends.reduce((most, end) => Math.max(most, end), elfHeaderLength);
}

/** Every section header; none where the table is missing or does not lie in the file (loading does not need it). */
export function elfSections(bytes: Uint8Array, { sectionHeaders }: ElfHeader): readonly Section[] {
  const { offset, entrySize, count } = sectionHeaders;
  const usable = offset > 0 && entrySize >= sectionHeaderLength && offset + count * entrySize <= bytes.length;
  if (!usable) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, index) => {
    const at = offset + index * entrySize;
    const type = view.getUint32(at + 4, true);
    const size = view.getUint32(at + 20, true);
    return {
      type,
      loaded: (view.getUint32(at + 8, true) & allocated) !== 0 && type !== 0 && type !== noBits && size > 0,
      offset: view.getUint32(at + 16, true),
      size,
      link: view.getUint32(at + 24, true),
      entrySize: view.getUint32(at + 36, true),
    };
  });
}

function wrongChip(text: Message, offset: number, expected: number, found: number) {
  return badFile(format, text, { reason: 'wrong-chip', offset, expected, found });
}

function cutOff(offset: number, { left, ...part }: MessageParameters['elf.cut-off']) {
  const found = Math.max(left, 0);
  const text = message('elf.cut-off', { ...part, left: found });
  return badFile(format, text, { reason: 'truncated', offset, expected: part.bytes, found });
}

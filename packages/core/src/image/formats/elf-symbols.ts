// Version constants of ODrive firmware in an ELF file's symbol table. Knows their names, and that a value counts only
// where the file really holds the byte: constants initialised at start-up (.bss) say nothing.

import type { VersionSymbols } from '../evidence/claims.ts';
import type { ProgramHeader, Section } from './elf-headers.ts';

const symbolTable = 2;
const symbolLength = 16;
const objectType = 1;
/** Longer names are not ours. */
const maxName = 40;

/** `fw_version_major` (0.4.x) and `fw_version_major_` (0.5.x), with the prefix C++ gives to file-local constants. */
const pattern = /^(?:_ZL\d+)?((?:fw|hw)_version_(?:major|minor|revision|unreleased|variant))_?$/;

/** More symbols of these names than any firmware has; bounds the search in a hostile file. */
const maxMatches = 64;

/** One-byte objects with a version's name, by that name without prefix and underscore; only where all agree. */
export function versionSymbols(
  bytes: Uint8Array,
  sections: readonly Section[],
  segments: readonly ProgramHeader[],
): VersionSymbols {
  const found = new Map<string, Set<number>>();
  const table = sections.find(({ type }) => type === symbolTable);
  const strings = table && sections[table.link];
  if (!table || !strings) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = Math.min(table.offset + table.size, bytes.length);
  let matches = 0;
  for (let at = table.offset; at + symbolLength <= end && matches < maxMatches; at += symbolLength) {
    if (view.getUint32(at + 8, true) !== 1 || (view.getUint8(at + 12) & 0xf) !== objectType) continue;
    const name = pattern.exec(nameAt(bytes, strings, view.getUint32(at, true)))?.[1];
    if (!name) continue;
    matches++;
    const value = byteAt(bytes, segments, view.getUint32(at + 4, true));
    if (value !== undefined) found.set(name, (found.get(name) ?? new Set()).add(value));
  }
  const agreed = [...found].filter(([, values]) => values.size === 1);
  return Object.fromEntries(agreed.map(([name, values]) => [name, [...values][0]]));
}

function nameAt(bytes: Uint8Array, strings: Section, offset: number): string {
  let name = '';
  const end = Math.min(strings.offset + strings.size, bytes.length);
  for (let at = strings.offset + offset; at < end && name.length <= maxName; at++) {
    const character = bytes[at] ?? 0;
    if (character === 0) break;
    name += String.fromCharCode(character);
  }
  return name;
}

/** The byte the file loads for a variable at `address` (p_vaddr: symbols name run-time addresses). */
function byteAt(bytes: Uint8Array, segments: readonly ProgramHeader[], address: number): number | undefined {
  const holder = segments.find((segment) => address >= segment.virtual && address - segment.virtual < segment.fileSize);
  return holder && bytes[holder.offset + address - holder.virtual];
}

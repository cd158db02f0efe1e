// Firmware files made by hand, byte for byte after the specifications, so that the readers are not tested against our
// own writers. Every maker can be told to make the mistake a test needs.

import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import { type ErrorCode, type FlasherError, isFlasherError } from '../../src/errors.ts';

export const flashStart = 0x0800_0000;

const ascii = new TextEncoder();

export function bytesOf(text: string): Uint8Array {
  return ascii.encode(text);
}

export function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Bytes that differ from their neighbours, the same for the same seed. */
export function pattern(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 37 + seed * 101 + (index >> 8)) & 0xff);
}

export function u16(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

export function u32(value: number): readonly number[] {
  return [...u16(value), ...u16(value >>> 16)];
}

/** A firmware that would start: vector table, then `length` bytes of pattern. */
export function firmware(length = 256, seed = 1): Uint8Array {
  return concat(u32(0x2002_0000), u32(flashStart + 9), pattern(length - 8, seed));
}

function pairs(bytes: readonly number[]): string {
  return bytes.map((byte) => (byte & 0xff).toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** One Intel HEX record with the right checksum, or with one that is off by `error`. */
export function hexRecord(type: number, offset: number, data: Uint8Array | readonly number[] = [], error = 0): string {
  const body = [data.length, offset >>> 8, offset, type, ...data].map((byte) => byte & 0xff);
  const sum = body.reduce((total, byte) => total + byte, 0);
  return `:${pairs([...body, -sum + error])}`;
}

export const hexEnd = ':00000001FF';

export function hexBase(address: number): string {
  return hexRecord(4, 0, [(address >>> 24) & 0xff, (address >>> 16) & 0xff]);
}

export function hexFile(...lines: readonly string[]): Uint8Array {
  return bytesOf(`${[...lines, hexEnd].join('\n')}\n`);
}

/** One S-record with the right checksum, or with one that is off by `error`. */
export function sRecord(type: number, address: number, data: Uint8Array | readonly number[] = [], error = 0): string {
  const width = [2, 2, 3, 4, 2, 2, 3, 4, 3, 2][type] ?? 2;
  const place = u32(address).slice(0, width).reverse();
  const body = [width + data.length + 1, ...place, ...data];
  const sum = body.reduce((total, byte) => total + byte, 0);
  return `S${type}${pairs([...body, ~sum + error])}`;
}

export function sFile(...lines: readonly string[]): Uint8Array {
  return bytesOf(`${lines.join('\n')}\n`);
}

interface ElfPart {
  readonly virtual: number;
  readonly physical?: number;
  readonly data: Uint8Array;
  /** p_memsz; at least the data. */
  readonly memory?: number;
  /** A section header of its own for the part (default true if sections are made at all). */
  readonly section?: boolean;
}

export interface ElfOptions {
  readonly parts: readonly ElfPart[];
  readonly entry?: number;
  readonly machine?: number;
  readonly type?: number;
  readonly fileClass?: number;
  readonly byteOrder?: number;
  /** Load the headers with the first part: it then starts at file offset 0, and this many bytes below its address. */
  readonly headersInFirst?: number;
  /** Section headers, a string table and these one-byte symbols (address of the byte). */
  readonly sections?: boolean;
  readonly symbols?: readonly { readonly name: string; readonly address: number; readonly size?: number }[];
}

/** An ELF32 file: header, program headers, data, then section headers if wanted. */
export function elfFile(options: ElfOptions): Uint8Array {
  const { parts, headersInFirst = 0 } = options;
  const headersEnd = 52 + 32 * parts.length;
  const firstOffset = headersInFirst || headersEnd;
  const offsets: number[] = [];
  let end = firstOffset;
  for (const { data } of parts) {
    offsets.push(end);
    end += data.length;
  }
  const programHeaders = parts.flatMap((part, index) => {
    const lead = index === 0 ? headersInFirst : 0;
    const physical = (part.physical ?? part.virtual) - lead;
    const size = part.data.length + lead;
    const place = [(offsets[index] ?? 0) - lead, part.virtual - lead, physical, size];
    return [1, ...place, Math.max(size, (part.memory ?? 0) + lead), 5, 4].flatMap((word) => [...u32(word)]);
  });
  const body = concat(programHeaders, new Uint8Array(firstOffset - headersEnd), ...parts.map(({ data }) => data));
  const tail = options.sections || options.symbols ? elfSections(options, offsets, end) : undefined;
  const header = concat(
    [0x7f, 0x45, 0x4c, 0x46, options.fileClass ?? 1, options.byteOrder ?? 1, 1, ...new Array(9).fill(0)],
    u16(options.type ?? 2),
    u16(options.machine ?? 40),
    u32(1),
    u32(options.entry ?? 0),
    u32(52),
    u32(tail?.offset ?? 0),
    u32(0x0500_0000),
    [...u16(52), ...u16(32), ...u16(parts.length), ...u16(40), ...u16(tail?.count ?? 0), ...u16(0)],
  );
  return concat(header, body, tail?.bytes ?? []);
}

/** Symbols, strings, and the section header table: null, one for each part, .symtab, .strtab. */
function elfSections({ parts, symbols = [] }: ElfOptions, offsets: readonly number[], start: number) {
  let strings = '\0';
  const entries = symbols.flatMap(({ name, address, size = 1 }) => {
    const at = strings.length;
    strings += `${name}\0`;
    return [...u32(at), ...u32(address), ...u32(size), 0x11, 0, ...u16(1)];
  });
  const named = parts
    .map((part, index) => ({ ...part, offset: offsets[index] ?? 0 }))
    .filter((p) => p.section !== false);
  const stringsAt = start + entries.length;
  const offset = stringsAt + strings.length;
  const header = (words: readonly number[]) => words.flatMap((word) => [...u32(word)]);
  const table = [
    header(new Array(10).fill(0)),
    ...named.map(({ virtual, data, offset: at }) => header([0, 1, 2, virtual, at, data.length, 0, 0, 4, 0])),
    header([0, 2, 0, 0, start, entries.length, named.length + 2, 0, 4, 16]),
    header([0, 3, 0, 0, stringsAt, strings.length, 0, 0, 1, 0]),
  ];
  return { offset, count: table.length, bytes: concat(entries, bytesOf(strings), ...table) };
}

export interface DfuTarget {
  readonly alternate?: number;
  readonly name?: string;
  readonly signature?: string;
  readonly size?: number;
  readonly elements: readonly { readonly address: number; readonly data: Uint8Array; readonly size?: number }[];
}

export interface DfuFileOptions {
  readonly targets: readonly DfuTarget[];
  readonly imageSize?: (withoutSuffix: number, whole: number) => number;
  readonly version?: number;
  readonly vendorId?: number;
  readonly productId?: number;
  /** Bytes between the last element and the suffix. */
  readonly trailing?: Uint8Array;
  /** Bytes that a longer suffix has before its known fields. */
  readonly longerSuffix?: number;
  readonly targetCount?: number;
}

/** A DfuSe file with its suffix. */
export function dfuFile(options: DfuFileOptions): Uint8Array {
  const targets = options.targets.map((target) => {
    const elements = concat(
      ...target.elements.flatMap(({ address, data, size }) => [u32(address), u32(size ?? data.length), data]),
    );
    const name = concat(bytesOf(target.name ?? ''), new Uint8Array(255)).subarray(0, 255);
    const head = [bytesOf(target.signature ?? 'Target'), [target.alternate ?? 0], u32(target.name ? 1 : 0), name];
    return concat(...head, u32(target.size ?? elements.length), u32(target.elements.length), elements);
  });
  const content = concat(...targets, options.trailing ?? []);
  const end = 11 + content.length;
  const size = options.imageSize?.(end, end + 16 + (options.longerSuffix ?? 0)) ?? end;
  const prefix = concat(bytesOf('DfuSe'), [options.version ?? 1], u32(size), [options.targetCount ?? targets.length]);
  return withSuffix(concat(prefix, content), { ...options, bcdDfu: 0x011a });
}

export interface SuffixOptions {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly bcdDfu?: number;
  readonly longerSuffix?: number;
}

/** `body` with a DFU suffix; the CRC comes from zlib. */
export function withSuffix(body: Uint8Array, options: SuffixOptions = {}): Uint8Array {
  const { vendorId = 0x0483, productId = 0xdf11, bcdDfu = 0x0100, longerSuffix = 0 } = options;
  const file = concat(
    body,
    new Array(longerSuffix).fill(0xa5),
    [...u16(0xffff), ...u16(productId), ...u16(vendorId), ...u16(bcdDfu)],
    bytesOf('UFD'),
    [16 + longerSuffix],
  );
  return concat(file, u32(~crc32(file)));
}

export interface Uf2Block {
  readonly address: number;
  readonly data: Uint8Array;
  readonly family?: number;
  readonly flags?: number;
  readonly number?: number;
  readonly total?: number;
  readonly size?: number;
}

/** A UF2 file, for the STM32F4 unless a block says otherwise. */
export function uf2File(...blocks: readonly Uf2Block[]): Uint8Array {
  return concat(
    ...blocks.map((block, index) => {
      const { family = 0x5775_5a57, flags = 0x2000, number = index, total = blocks.length } = block;
      const words = [
        0x0a32_4655,
        0x9e5d_5157,
        flags,
        block.address,
        block.size ?? block.data.length,
        number,
        total,
        family,
      ];
      const payload = new Uint8Array(476);
      payload.set(block.data);
      return concat(...words.map(u32), payload, u32(0x0ab1_6f30));
    }),
  );
}

/** Runs `act`, which must throw a FlasherError of that code, and returns it. */
export function failure(code: ErrorCode, act: () => unknown): FlasherError {
  try {
    act();
  } catch (error) {
    if (!isFlasherError(error)) throw error;
    expect(error.code, error.message).toBe(code);
    return error;
  }
  throw new Error(`nothing was thrown, expected ${code}`);
}

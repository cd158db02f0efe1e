// Any firmware file becomes a MemoryImage: recognise, hand to the format's reader, add what the content claims.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { badFile } from './bad-file.ts';
import { imageClaims, type VersionSymbols } from './evidence/claims.ts';
import { readDfuse } from './formats/dfuse.ts';
import { readElf } from './formats/elf.ts';
import { readIntelHex } from './formats/intel-hex.ts';
import { readRaw } from './formats/raw.ts';
import { readSRecord } from './formats/s-record.ts';
import { readUf2 } from './formats/uf2.ts';
import type { ImageFormat, ImageOrigin, MemoryImage } from './memory-image.ts';
import { recognise } from './recognise.ts';

/** Input larger than this is refused: thirty times what the flash holds, and room for any debug information in an ELF. */
export const maxImageFileBytes: number = 32 * 1024 * 1024;

/** Where a raw binary begins, and what is known of the file beside its bytes. */
export interface ReadImageOptions {
  /** Where a raw binary goes. Formats that carry addresses accept it only if it is their lowest address. */
  readonly address?: number | undefined;
  /** Largest accepted file in bytes; {@link maxImageFileBytes} if missing. */
  readonly maxBytes?: number | undefined;
  /** What is known of the file beside its bytes; kept with the image. */
  readonly origin?: ImageOrigin | undefined;
}

/**
 * Reads a firmware file, whatever its name: Intel HEX, S-record, ELF, DfuSe, UF2, raw binary with or without DFU suffix.
 * The image's claims say what could be told of firmware version and board.
 *
 * Throws {@link FlasherError}: `bad-file` (details: `format`, `reason`, `line` or `offset`), `image-overlap`,
 * `image-empty`, `image-implausible` for a raw binary whose place is not evident, `usage` for an `address` that cannot be.
 */
export function readImage(bytes: Uint8Array, options: ReadImageOptions = {}): MemoryImage {
  const { address, maxBytes = maxImageFileBytes, origin } = options;
  checkSize(bytes.length, maxBytes);
  checkAddress(address, bytes.length);
  const recognised = recognise(bytes);
  if (recognised.kind === 'foreign') {
    const { what, advice } = recognised;
    throw badFile(undefined, message('image.not-firmware', { what, advice }), { reason: 'not-firmware', found: what });
  }
  if (recognised.kind === 'bytes') return withClaims(readRaw(bytes, address), origin);
  const { image, symbols } = readers[recognised.kind](bytes);
  const lowest = image.segments[0]?.address;
  if (address !== undefined && address !== lowest) throw contradicts(image.format, address, lowest ?? 0);
  return withClaims(image, origin, symbols);
}

type Reader = (bytes: Uint8Array) => { readonly image: MemoryImage; readonly symbols?: VersionSymbols | undefined };

const readers: Readonly<Record<Exclude<ImageFormat, 'raw'>, Reader>> = {
  'intel-hex': (bytes) => ({ image: readIntelHex(bytes) }),
  's-record': (bytes) => ({ image: readSRecord(bytes) }),
  elf: readElf,
  dfuse: (bytes) => ({ image: readDfuse(bytes) }),
  uf2: (bytes) => ({ image: readUf2(bytes) }),
};

function withClaims(image: MemoryImage, origin: ImageOrigin | undefined, symbols?: VersionSymbols): MemoryImage {
  const claims = { ...image.claims, ...imageClaims(image.segments, symbols) };
  return { ...image, claims, origin };
}

function checkSize(size: number, limit: number): void {
  if (size === 0) throw badFile(undefined, message('image.file-empty'), { reason: 'empty' });
  if (size <= limit) return;
  throw badFile(undefined, message('image.too-big', { bytes: size, limit }), {
    reason: 'too-big',
    expected: limit,
    found: size,
  });
}

function checkAddress(address: number | undefined, length: number): void {
  if (address === undefined) return;
  const possible = Number.isInteger(address) && address >= 0 && address + length <= 0x1_0000_0000;
  if (possible) return;
  const text = message('image.impossible-address', { bytes: length, address });
  throw new FlasherError('usage', text, { details: { address }, next: message('next.pass-address') });
}

function contradicts(format: ImageFormat, address: number, lowest: number): FlasherError {
  return new FlasherError('usage', message('image.own-addresses', { format, lowest, address }), {
    details: { format, address, lowest },
    next: message('next.omit-address'),
  });
}

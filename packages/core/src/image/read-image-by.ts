// Any firmware file becomes a MemoryImage: recognise, hand to the format's reader, add what the content claims. Intel HEX, in
// which ODrive publishes its releases, is always there; the caller passes the other readers.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { badFile } from './bad-file.ts';
import { imageClaims, type VersionSymbols } from './evidence/claims.ts';
import { readIntelHex } from './formats/intel-hex.ts';
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

/** Reads a firmware file, at once or when its reader is there. Throws FlasherError. */
export type ReadImage = (bytes: Uint8Array, options?: ReadImageOptions) => MemoryImage | Promise<MemoryImage>;

/** Reads one format. `address`: where a raw binary goes. */
type ImageReader = (
  bytes: Uint8Array,
  address: number | undefined,
) => { readonly image: MemoryImage; readonly symbols?: VersionSymbols | undefined };

/** One for each format but Intel HEX. */
export type OtherReaders = Readonly<Record<Exclude<ImageFormat, 'intel-hex'>, ImageReader>>;

/** As `readImage`; the other readers are fetched where they are needed. Throws what `others` throws, too. */
export async function readImageBy(
  others: () => Promise<OtherReaders>,
  bytes: Uint8Array,
  options: ReadImageOptions = {},
): Promise<MemoryImage> {
  const format = formatOf(bytes, options);
  return readAs(readerOf(format, format === 'intel-hex' ? undefined : await others()), bytes, options);
}

/** What the file is. Throws `bad-file`, `usage`. */
export function formatOf(bytes: Uint8Array, { address, maxBytes = maxImageFileBytes }: ReadImageOptions): ImageFormat {
  checkSize(bytes.length, maxBytes);
  checkAddress(address, bytes.length);
  const recognised = recognise(bytes);
  if (recognised.kind === 'foreign') {
    const { what, advice } = recognised;
    throw badFile(undefined, message('image.not-firmware', { what, advice }), { reason: 'not-firmware', found: what });
  }
  return recognised.kind === 'bytes' ? 'raw' : recognised.kind;
}

const hexReader: ImageReader = (bytes) => ({ image: readIntelHex(bytes) });

export function readerOf(format: ImageFormat, others: OtherReaders | undefined): ImageReader {
  const reader = format === 'intel-hex' ? hexReader : others?.[format];
  if (!reader) throw new Error(`no reader for ${format}`);
  return reader;
}

export function readAs(reader: ImageReader, bytes: Uint8Array, { address, origin }: ReadImageOptions): MemoryImage {
  const { image, symbols } = reader(bytes, address);
  const lowest = image.segments[0]?.address;
  if (address !== undefined && address !== lowest) throw contradicts(image.format, address, lowest ?? 0);
  return withClaims(image, origin, symbols);
}

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

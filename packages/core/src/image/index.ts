/**
 * Firmware files: reading and writing Intel HEX, ELF, DfuSe and raw binary, and what an image says of itself.
 *
 * {@includeCode ../../../../test/examples/core-image.ts}
 *
 * @module
 */

export type { BadFileReason } from './bad-file.ts';
export * from './crc32.ts';
export * from './describe-image.ts';
export * from './evidence/claims.ts';
export * from './lookup.ts';
export * from './memory-image.ts';
export { otherReaders } from './other-readers.ts';
export * from './read-image.ts';
export { maxImageFileBytes, type OtherReaders, type ReadImageOptions, readImageBy } from './read-image-by.ts';
export * from './sha256.ts';
export * from './vector.ts';
export * from './write-image.ts';

// What is wanted of each sector: the named bytes, and what becomes of the bytes that were not specified. Pure; the one place where
// images and erase requests become the same thing.

import { isConfigurationSector } from '../../board/odrive-v3.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { type Block, cut, endOf, isErased, type Range } from '../../bytes.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import { holdsVectors } from '../run/vectors.ts';

/** The bytes that one sector shall hold. */
export interface DesiredSector {
  readonly sector: Sector;
  /** Sorted, inside the sector, at least one, none empty. */
  readonly named: readonly Block[];
  /** Bytes between the named ones: erased with the sector, or kept as they are on the chip (configuration). */
  readonly gaps: 'erase' | 'keep';
}

/**
 * Cuts an image at sector borders. In the configuration sectors gaps are kept, and a piece that is all 0xFF counts as a
 * gap: a padded binary names no configuration. Bytes outside `sectors` are left out (the preflight refuses them).
 */
export function wantedByImage(image: MemoryImage, sectors: readonly Sector[]): DesiredSector[] {
  return sectors.flatMap((sector): DesiredSector[] => {
    const configuration = isConfigurationSector(sector.index);
    const pieces = image.segments.flatMap((segment) => cut(segment, sector) ?? []);
    const named = configuration ? pieces.filter(({ data }) => !isErased(data)) : pieces;
    return named.length > 0 ? [{ sector, named, gaps: configuration ? 'keep' : 'erase' }] : [];
  });
}

/** Bytes of an image that are neither written nor compared. */
export interface LeftOut {
  /** Sector number. */
  readonly sector: number;
  readonly bytes: number;
}

/** What of the image is not among the bytes that are wanted: a configuration, or the 0xFF of a padded file in its place. */
export function leftOutOf(image: MemoryImage, wanted: readonly DesiredSector[], sectors: readonly Sector[]): LeftOut[] {
  return sectors.flatMap((sector) => {
    const pieces = image.segments.flatMap((segment) => cut(segment, sector) ?? []);
    const brought = pieces.reduce((sum, { data }) => sum + data.length, 0);
    const taken = wanted.find((item) => item.sector.index === sector.index);
    const bytes = brought - (taken ? namedBytes(taken) : 0);
    return bytes > 0 ? [{ sector: sector.index, bytes }] : [];
  });
}

/** Every byte of these sectors shall be 0xFF. */
export function wantedBlank(sectors: readonly Sector[]): DesiredSector[] {
  return sectors.map((sector) => ({
    sector,
    named: [{ address: sector.address, data: new Uint8Array(sector.length).fill(0xff) }],
    gaps: 'erase',
  }));
}

/** From the first named byte to the last one. */
export function spanOf(wanted: DesiredSector): Range {
  const address = Math.min(...wanted.named.map((block) => block.address));
  return { address, length: Math.max(...wanted.named.map(endOf)) - address };
}

/** How many bytes are named. */
export function namedBytes(wanted: DesiredSector): number {
  return wanted.named.reduce((sum, { data }) => sum + data.length, 0);
}

/** True if the sector with the vectors is among those that are wanted: it is erased, and written last. */
export function wantsVectors(wanted: readonly DesiredSector[]): boolean {
  return wanted.some(({ sector }) => holdsVectors(sector));
}

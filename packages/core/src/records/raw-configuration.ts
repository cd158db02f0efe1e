// Whose configuration a copy of sectors 10 and 11 is: of which chip, and for which firmware. Only with both the bytes mean
// what they meant: another firmware reads another layout, another board has other limits. Written with every copy odflash
// makes; asked when one is to be flashed.

import { configurationSectors } from '../board/odrive-v3.ts';
import { type Sector, sectors } from '../board/stm32f405.ts';
import { type Block, cut, isErased } from '../bytes.ts';
import { sha256Hex } from '../image/sha256.ts';
import type { Vault } from '../ports.ts';
import { hasNote, type Note, putNote } from './note.ts';

/** The start of the firmware identifies it: vectors and the first 64 KiB of code. */
export const fingerprintSectors: readonly Sector[] = sectors.slice(0, 4);

export interface RawCopy {
  /** See serialName. */
  readonly serial: string;
  /** See {@link rawHash}. */
  readonly configuration: string;
  /** SHA-256 of {@link fingerprintSectors} as they are with it. */
  readonly firmware: string;
}

/** SHA-256 over what is in the configuration sectors of these segments; `undefined` if that is nothing. */
export function rawHash(segments: readonly Block[]): string | undefined {
  const pieces = configurationSectors
    .flatMap((sector) => segments.flatMap((segment) => cut(segment, sector) ?? []))
    .filter(({ data }) => !isErased(data));
  if (pieces.length === 0) return undefined;
  const parts = pieces.flatMap(({ address, data }) => [new TextEncoder().encode(`${address} ${data.length} `), data]);
  return sha256Hex(...parts);
}

function noteOf({ serial, configuration, firmware }: RawCopy): Note {
  const name = `raw-config-${serial}-${configuration.slice(0, 24)}.json`;
  return { name, says: { serial, configuration, firmware } };
}

/** Resolves when the note is on the disk. Throws what the vault throws. */
export async function recordRawCopy(vault: Vault, copy: RawCopy): Promise<void> {
  await putNote(vault, noteOf(copy));
}

/** Whether odflash itself made this copy, of this chip, with this firmware. Never throws: what cannot be read says no. */
export function isOwnCopy(vault: Vault, copy: RawCopy): Promise<boolean> {
  return hasNote(vault, noteOf(copy));
}

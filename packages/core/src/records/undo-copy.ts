// Which firmware images odflash itself has saved, and from which chip: an undo backup may go back to where it came from,
// whatever it is. Written with every undo backup; asked when an image is to be flashed.

import { imageHash } from '../image/image-hash.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { Vault } from '../ports.ts';
import { chipOf } from './names.ts';

export interface UndoCopy {
  /** See chipOf; boards without it cannot be told from each other. */
  readonly chip: string;
  /** SHA-256 over addresses and bytes, see imageHash. */
  readonly image: string;
}

const maxRecord = 4096;

function nameOf({ chip, image }: UndoCopy): string {
  return `saved-${chip}-${image.slice(0, 24)}.json`;
}

/** Resolves when the record is on the disk. Throws what the vault throws. */
export async function recordUndoCopy(vault: Vault, copy: UndoCopy): Promise<void> {
  await vault.put(nameOf(copy), new TextEncoder().encode(JSON.stringify({ version: 1, ...copy })));
}

/** Whether odflash itself saved this image from this chip. Never throws: what cannot be read says no. */
async function isOwnUndo(vault: Vault, copy: UndoCopy): Promise<boolean> {
  try {
    const bytes = await vault.get(nameOf(copy));
    if (!bytes || bytes.length > maxRecord) return false;
    const record: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof record !== 'object' || record === null) return false;
    const { chip, image } = record as Readonly<Record<string, unknown>>;
    return chip === copy.chip && image === copy.image;
  } catch {
    return false;
  }
}

/** The same for an image and for the board in hand, as it shows itself. */
export async function isUndoOf(
  vault: Vault,
  image: Pick<MemoryImage, 'segments'>,
  serial: string | undefined,
): Promise<boolean> {
  const chip = chipOf(serial);
  return chip !== undefined && isOwnUndo(vault, { chip, image: imageHash(image) });
}

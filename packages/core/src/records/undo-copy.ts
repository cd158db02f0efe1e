// Which firmware images odflash itself has saved, and from which chip: an undo backup may go back to where it came from,
// whatever it is. Written with every undo backup; asked when an image is to be flashed.

import { imageHash } from '../image/image-hash.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { Vault } from '../ports.ts';
import { chipOf } from './names.ts';
import { hasNote, type Note, putNote } from './note.ts';

export interface UndoCopy {
  /** See chipOf; boards without it cannot be told from each other. */
  readonly chip: string;
  /** SHA-256 over addresses and bytes, see imageHash. */
  readonly image: string;
}

function noteOf({ chip, image }: UndoCopy): Note {
  return { name: `saved-${chip}-${image.slice(0, 24)}.json`, says: { chip, image } };
}

/** Resolves when the note is on the disk. Throws what the vault throws. */
export async function recordUndoCopy(vault: Vault, copy: UndoCopy): Promise<void> {
  await putNote(vault, noteOf(copy));
}

/** Whether odflash itself saved this image from the board in hand, as it shows itself. Never throws: what cannot be read says no. */
export async function isUndoOf(
  vault: Vault,
  image: Pick<MemoryImage, 'segments'>,
  serial: string | undefined,
): Promise<boolean> {
  const chip = chipOf(serial);
  return chip !== undefined && (await hasNote(vault, noteOf({ chip, image: imageHash(image) })));
}

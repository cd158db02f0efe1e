// Which firmware images odflash itself has saved, and from which chip: an undo backup may go back to where it came from,
// whatever it is. Written with every undo backup; asked when an image is to be flashed.

import { chipOf } from '../board/serial.ts';
import { imageHash } from '../image/image-hash.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { Vault } from '../ports.ts';
import { proofOf } from '../target/board-evidence.ts';
import type { Identity } from '../target/identity.ts';
import { findNote, type Note, putNote } from './note.ts';

export interface UndoCopy {
  /** See chipOf; boards without it cannot be distinguished. */
  readonly chip: string;
  /** SHA-256 over addresses and bytes, see imageHash. */
  readonly image: string;
  /** See {@link otpWord}; absent where OTP was not read. */
  readonly otp?: string | undefined;
}

function noteOf({ chip, image }: Pick<UndoCopy, 'chip' | 'image'>): Note {
  return { name: `saved-${chip}-${image.slice(0, 24)}.json`, says: { chip, image } };
}

/** Resolves when the note is on the disk. Throws what the vault throws. */
export async function recordUndoCopy(vault: Vault, copy: UndoCopy): Promise<void> {
  const { name, says } = noteOf(copy);
  await putNote(vault, { name, says: { ...says, otp: copy.otp } });
}

/** OTP holds no record of a board, as on clones. */
const noRecord = 'none';

/** What OTP says of the board, for a note; `undefined` where it could not be read. */
export function otpWord(identity: Identity): string | undefined {
  return proofOf(identity)?.name ?? (identity.readProtected || !identity.isF405 ? undefined : noRecord);
}

/** The chip in hand. */
export interface UndoChip {
  /** As it appears. */
  readonly serial: string | undefined;
  /** See {@link otpWord}. */
  readonly otp: string | undefined;
}

export function undoChip(identity: Identity): UndoChip {
  return { serial: identity.key.serial, otp: otpWord(identity) };
}

/**
 * Whether odflash itself saved this image from the chip in hand. Chips that show one serial number are distinguished by OTP, which
 * may be written once and never changes again. Never throws: what cannot be read says no.
 */
export async function isUndoOf(
  vault: Vault,
  image: Pick<MemoryImage, 'segments'>,
  { serial, otp }: UndoChip,
): Promise<boolean> {
  const chip = chipOf(serial);
  const note = chip === undefined ? undefined : await findNote(vault, noteOf({ chip, image: imageHash(image) }));
  if (!note) return false;
  return otp === undefined || note.otp === undefined || note.otp === noRecord || note.otp === otp;
}

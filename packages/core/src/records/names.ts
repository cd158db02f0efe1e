// Names of records on the disk: one rule for all of them. Nothing is ever overwritten that a person may want back.

import { chipOf } from '../board/serial.ts';
import type { Vault } from '../ports.ts';

/** What stands in file names for a board without a serial number. */
export function serialName(serial: string | undefined): string {
  return safeName(chipOf(serial) ?? serial ?? 'unknown').replaceAll('-', '_');
}

/** Only characters that every file system takes, and not too many of them. */
function safeName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]/g, '_').slice(0, 64);
}

/**
 * Puts a file under `stem.ending`, or the first of `stem-2.ending`, `stem-3.ending` … that is not taken yet; resolves with the name.
 * Two boards with one number may be flashed by two processes at once. Throws what the vault throws.
 */
export async function putFree(vault: Vault, stem: string, ending: string, bytes: Uint8Array): Promise<string> {
  const taken = await vault.list(stem);
  const put = (name: string) => vault.putNew?.(name, bytes) ?? vault.put(name, bytes);
  let name = `${stem}.${ending}`;
  for (let count = 2; taken.includes(name) || (await put(name)) === false; count++) name = `${stem}-${count}.${ending}`;
  return name;
}

export interface NewFile {
  readonly stem: string;
  /** Without the dot. */
  readonly ending: string;
  readonly date: Date;
  readonly bytes: Uint8Array;
}

/** Puts a file under a name with its time that no file has yet; resolves with it. Throws what the vault throws. */
export function putNew(vault: Vault, { stem, ending, date, bytes }: NewFile): Promise<string> {
  return putFree(vault, `${stem}-${date.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`, ending, bytes);
}

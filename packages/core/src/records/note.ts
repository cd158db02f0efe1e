// What odflash notes of the copies it makes itself, and looks up when one is to be written back. A note is believed word for
// word or not at all.

import type { Vault } from '../ports.ts';

export interface Note {
  /** Its file in the vault. */
  readonly name: string;
  readonly says: Readonly<Record<string, string | undefined>>;
}

const noteFormat = 1;

/** Bytes. A note takes a tenth of it. */
const noteLimit = 4_096;

/** Resolves when the note is on the disk. Throws what the vault throws. */
export async function putNote(vault: Vault, { name, says }: Note): Promise<void> {
  await vault.put(name, new TextEncoder().encode(JSON.stringify({ version: noteFormat, ...says })));
}

/** Whether odflash made this very note. Never throws: what cannot be read says no. */
export async function hasNote(vault: Vault, note: Note): Promise<boolean> {
  return (await findNote(vault, note)) !== undefined;
}

/** All that the note says which says this; `undefined` if odflash made none, or it cannot be read. Never throws. */
export async function findNote(
  vault: Vault,
  { name, says }: Note,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const bytes = await vault.get(name);
    if (!bytes || bytes.length > noteLimit) return undefined;
    const found: Readonly<Record<string, unknown>> = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    );
    const isIt = found.version === noteFormat && Object.entries(says).every(([key, value]) => found[key] === value);
    return isIt ? found : undefined;
  } catch {
    return undefined;
  }
}

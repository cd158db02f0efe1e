// Names of records on the disk: one rule for all of them. Nothing is ever overwritten that a person may want back.

import type { UsbDeviceInfo, Vault } from '../ports.ts';

/** What stands for a board without a serial number; such boards are told apart by their path. */
export function serialOf(device: UsbDeviceInfo): string {
  return device.serial ?? 'unknown';
}

/** Only characters that every file system takes. */
export function safeName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]/g, '_');
}

export interface NewFile {
  readonly stem: string;
  /** Without the dot. */
  readonly ending: string;
  readonly date: Date;
  readonly bytes: Uint8Array;
}

/** Puts a file under a name with its time that no file has yet; resolves with it. Throws what the vault throws. */
export async function putNew(vault: Vault, { stem, ending, date, bytes }: NewFile): Promise<string> {
  const stamped = `${stem}-${date.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const taken = new Set(await vault.list(stamped));
  let name = `${stamped}.${ending}`;
  for (let count = 2; taken.has(name); count++) name = `${stamped}-${count}.${ending}`;
  await vault.put(name, bytes);
  return name;
}

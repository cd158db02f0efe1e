// The configuration sectors on the disk as they are, and how every kept file is written: durable, and under a new name.

import { configurationRange } from '../board/odrive-v3.ts';
import { FlasherError, textOf } from '../errors.ts';
import { writeDfuse } from '../image/formats/dfuse.ts';
import { message } from '../messages/message.ts';
import type { Vault } from '../ports.ts';
import { type NewFile, putNew, serialName } from './names.ts';

/** The configuration sectors as they are, as a .dfu that any tool can flash back. Throws `backup-failed`. */
export async function keepRaw(
  vault: Vault,
  { serial, date, bytes }: { readonly serial: string | undefined; readonly date: Date; readonly bytes: Uint8Array },
): Promise<string> {
  const segments = [{ address: configurationRange.address, data: bytes }];
  const file = writeDfuse({ segments }, { targetName: 'odflash config' });
  const stem = `config-sectors-${serialName(serial)}`;
  return vault.locate(await keepFile(vault, { stem, ending: 'dfu', date, bytes: file }));
}

/** Resolves with its name once it is on the disk. Throws `backup-failed`. */
export async function keepFile(vault: Vault, file: NewFile): Promise<string> {
  try {
    return await putNew(vault, file);
  } catch (cause) {
    const text = message('records.configuration-not-saved', { cause: textOf(cause) });
    throw new FlasherError('backup-failed', text, { cause, next: message('next.free-disk-space') });
  }
}

// The undo backup: the old content of every sector that is about to be rewritten, as a plain .dfu that any tool can flash
// back. On the disk before the first change, never overwritten.

import { chipOf } from '../board/serial.ts';
import type { Sector } from '../board/stm32f405.ts';
import { type Block, cut, endOf } from '../bytes.ts';
import { FlasherError, textOf } from '../errors.ts';
import { readDfuse, writeDfuse } from '../image/formats/dfuse.ts';
import { imageHash } from '../image/image-hash.ts';
import { sha256Hex } from '../image/sha256.ts';
import { type Message, message } from '../messages/message.ts';
import type { Vault } from '../ports.ts';
import type { FlashRecord, RecordSector } from './board-record.ts';
import { putNew, serialName } from './names.ts';
import { recordUndoCopy } from './undo-copy.ts';

/** Where the undo backup lies. */
export interface UndoReport {
  /** Name in the vault. */
  readonly name: string;
  /** Where a person finds it. */
  readonly location: string;
  /** False: the board was blank or unbootable, so this is not firmware one could go back to. */
  readonly complete: boolean;
}

/** Old content by sector number. */
export type OldSectors = ReadonlyMap<number, Uint8Array>;

export interface UndoContent {
  /** As the board shows it. */
  readonly serial: string | undefined;
  /** What OTP says of the board, see otpWord. */
  readonly otp?: string | undefined;
  readonly date: Date;
  readonly sectors: OldSectors;
  /** The chip's own. */
  readonly layout: readonly Sector[];
  /** False if the board was blank or unbootable and what it held before is unknown. */
  readonly complete: boolean;
}

/** Resolves when the backup is on the disk. Throws `backup-failed` with the board untouched. */
export async function saveUndo(vault: Vault, content: UndoContent): Promise<UndoReport> {
  const { complete } = content;
  try {
    const { serial, otp, date } = content;
    const segments = joined(content);
    const bytes = writeDfuse({ segments }, { targetName: 'odflash undo' });
    const stem = `${complete ? 'undo' : 'partial'}-${serialName(serial)}`;
    const name = await putNew(vault, { stem, ending: 'dfu', date, bytes });
    const chip = chipOf(serial);
    // Without it the backup is as good as any other file, no more: to go back to odd firmware is refused then.
    if (chip !== undefined)
      await recordUndoCopy(vault, { chip, image: imageHash({ segments }), otp }).catch(() => undefined);
    return { name, location: vault.locate(name), complete };
  } catch (cause) {
    throw backupFailed(message('records.undo-not-written', { cause: textOf(cause) }), cause);
  }
}

/** The error for anything the vault refused before the first change. */
export function backupFailed(text: Message, cause: unknown): FlasherError {
  return new FlasherError('backup-failed', text, { cause });
}

function joined({ sectors, layout }: UndoContent): Block[] {
  const blocks: Block[] = [];
  for (const { index, address } of layout) {
    const data = sectors.get(index);
    const last = blocks.at(-1);
    if (!data) continue;
    if (last && endOf(last) === address)
      blocks[blocks.length - 1] = { address: last.address, data: concatenated(last.data, data) };
    else blocks.push({ address, data });
  }
  return blocks;
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The old sectors of an interrupted run, each held against the record's hash. `undefined` if the backup is missing, damaged
 * or not the one the record names.
 */
export async function loadUndo(
  vault: Vault,
  { undo, sectors: spoken }: FlashRecord,
  layout: readonly Sector[],
): Promise<OldSectors | undefined> {
  const file = undo && (await vault.get(undo.name));
  if (!file) return undefined;
  try {
    const { segments } = readDfuse(file);
    const found = new Map<number, Uint8Array>();
    for (const recorded of spoken) {
      const sector = layout.find(({ index }) => index === recorded.index);
      const block = sector && segments.map((segment) => cut(segment, sector)).find((piece) => piece !== undefined);
      if (!block && isUntouched(recorded)) continue;
      if (!block || recorded.old === undefined || sha256Hex(block.data) !== recorded.old) return undefined;
      found.set(recorded.index, block.data);
    }
    return found;
  } catch {
    return undefined;
  }
}

/** No run was going to change it, so no undo backup needs to contain it. */
function isUntouched({ old, next, other }: RecordSector): boolean {
  return old === next && other.length === 0;
}

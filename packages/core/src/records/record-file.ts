// Records as files: JSON, format 2, and the two files of format 1 that it replaces. Whatever is in a file, reading it gives
// a whole record or the reason why there is none.

import { isObject, isOptional, isShortText as isText, jsonIn } from '../checks.ts';
import type { BoardRecord, FlashRecord, RecordSector, UpdateRecord } from './board-record.ts';
import { isChip, isFlash, isUpdate } from './checks.ts';
import { readFormat1 } from './format-1.ts';

/** The format that is written; what is written in a higher one is not guessed at. */
const recordFormat = 2;

/** Bytes. A record of twelve sectors and many interrupted runs takes a tenth of it. */
const recordLimit = 64 * 1024;

/** Half-written contents that are remembered of each sector, the latest ones. */
const maxOthers = 32;

export type ReadRecord =
  | { readonly record: BoardRecord }
  /** `value` is what could be parsed. */
  | { readonly why: 'newer' | 'damaged'; readonly value?: unknown };

export function formatRecord(record: BoardRecord): Uint8Array {
  const flash = record.flash && { ...record.flash, sectors: record.flash.sectors.map(shortened) };
  return new TextEncoder().encode(JSON.stringify({ version: recordFormat, ...record, flash }));
}

function shortened(sector: RecordSector): RecordSector {
  return { ...sector, other: sector.other.slice(-maxOthers) };
}

export function parseRecord(bytes: Uint8Array): ReadRecord {
  if (bytes.length > recordLimit) return { why: 'damaged' };
  const value = jsonIn(bytes);
  if (!isObject(value)) return { why: 'damaged', value };
  if (typeof value.version === 'number' && value.version > recordFormat) return { why: 'newer', value };
  const record = value.version === 1 ? readFormat1(value) : value.version === recordFormat ? read(value) : undefined;
  return record ? { record } : { why: 'damaged', value };
}

function read(value: Readonly<Record<string, unknown>>): BoardRecord | undefined {
  const { chip, serial, path, begun, program, board, release, flash, update } = value;
  if (!isOptional(chip, isChip) || !isOptional(serial, isText) || !isText(path) || !isText(begun)) return undefined;
  if (!isOptional(program, isText) || !isOptional(board, isText) || !isOptional(release, isText)) return undefined;
  if (!isOptional(flash, isFlash) || !isOptional(update, isUpdate) || !(flash || update)) return undefined;
  return {
    chip,
    serial,
    path,
    begun,
    program,
    board,
    release,
    flash: flash && flashOf(flash),
    update: update && updateOf(update),
  };
}

function flashOf({ image, undo, sectors, inProgress }: FlashRecord): FlashRecord {
  return {
    image,
    undo: undo && { name: undo.name, complete: undo.complete },
    sectors: sectors.map(sectorOf),
    inProgress,
  };
}

function sectorOf({ index, old, next, other }: RecordSector): RecordSector {
  return { index, old, next, other };
}

function updateOf({ stage, image, release, descriptor, configuration }: UpdateRecord): UpdateRecord {
  return {
    stage,
    image,
    release,
    descriptor,
    configuration: configuration && { name: configuration.name, sha256: configuration.sha256 },
  };
}

// The memory of a run that may be killed: durable before the first change and before each sector, removed once the board
// is verified. Knows what a journal says and how it is kept; standing.ts says what follows from it for a chip.

import type { Vault } from '../ports.ts';
import { safeName } from './names.ts';

/** What one sector was and may be. Hashes are SHA-256 of the whole sector, hex. */
export interface JournalSector {
  readonly index: number;
  /** Before the first of the interrupted runs; absent where nothing was backed up. */
  readonly old?: string;
  /** What the last run was about to leave there. */
  readonly next: string;
  /** What else an earlier one of the interrupted runs left or was about to leave there. */
  readonly other: readonly string[];
}

export interface Journal {
  readonly serial: string;
  readonly path: string;
  /** Name of the undo backup in the vault. */
  readonly undo?: string;
  /** False if the backup is not of a whole firmware. */
  readonly undoComplete: boolean;
  readonly sectors: readonly JournalSector[];
  /** Sectors whose content may be anything: the one in hand, and the vectors' sector until the vectors are committed. */
  readonly inProgress: readonly number[];
}

const version = 1;
const sizeLimit = 64 * 1024;
/** More journals than clones of one serial on one desk. */
const countLimit = 16;

function nameOf(journal: Pick<Journal, 'serial' | 'path'>): string {
  return `journal-${safeName(journal.serial)}-at-${safeName(journal.path)}.json`;
}

/** Resolves when the journal is on the disk. */
export async function writeJournal(vault: Vault, journal: Journal): Promise<void> {
  await vault.put(nameOf(journal), new TextEncoder().encode(JSON.stringify({ version, ...journal })));
}

export async function removeJournal(vault: Vault, journal: Journal): Promise<void> {
  await vault.remove(nameOf(journal));
}

/** Journals of boards with this serial, and the names of files that are none though they should be. */
export interface JournalList {
  readonly journals: readonly Journal[];
  readonly damaged: readonly string[];
}

/** Every journal of a board with this serial, whatever its path. Throws what the vault throws. */
export async function readJournals(vault: Vault, serial: string): Promise<JournalList> {
  const journals: Journal[] = [];
  const damaged: string[] = [];
  const names = await vault.list(`journal-${safeName(serial)}-at-`);
  for (const name of names.slice(0, countLimit)) {
    const bytes = await vault.get(name);
    const journal = bytes && parseJournal(bytes);
    if (journal?.serial === serial && nameOf(journal) === name) journals.push(journal);
    else if (bytes) damaged.push(name);
  }
  return { journals, damaged };
}

/** The journal in these bytes, or `undefined` if they are none: cut off, too long, of another version, made up. */
export function parseJournal(bytes: Uint8Array): Journal | undefined {
  if (bytes.length > sizeLimit) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJournalFile(value) ? journalOf(value) : undefined;
  } catch {
    return undefined;
  }
}

function journalOf(file: Journal): Journal {
  const { serial, path, undo, undoComplete, sectors, inProgress } = file;
  return { serial, path, undoComplete, sectors, inProgress, ...(undo !== undefined && { undo }) };
}

function isJournalFile(value: unknown): value is Journal & { version: number } {
  return (
    isRecord(value) &&
    value.version === version &&
    typeof value.serial === 'string' &&
    typeof value.path === 'string' &&
    (value.undo === undefined || typeof value.undo === 'string') &&
    typeof value.undoComplete === 'boolean' &&
    isListOf(value.sectors, isJournalSector) &&
    isListOf(value.inProgress, isSectorNumber)
  );
}

function isJournalSector(value: unknown): value is JournalSector {
  return (
    isRecord(value) &&
    isSectorNumber(value.index) &&
    (value.old === undefined || isHash(value.old)) &&
    isHash(value.next) &&
    isListOf(value.other, isHash)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

const isSectorNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 12;

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

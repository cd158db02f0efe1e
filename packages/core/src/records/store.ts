// Records in the vault: found, written, removed, moved aside. One file for each board that an interrupted run was on; a
// file is never overwritten by the record of another board.

import { messageOf } from '../errors.ts';
import type { Vault } from '../ports.ts';
import type { BoardRecord } from './board-record.ts';
import { putFree, serialName } from './names.ts';
import { formatRecord, parseRecord } from './record-file.ts';
import { type UnusableRecord, unusable } from './unusable.ts';

/** A record and the files it stands in: one, two of format 1, or more where a person has copied them. */
export interface StoredRecord {
  readonly record: BoardRecord;
  readonly names: readonly string[];
}

/** Everything the vault has of interrupted runs. */
export interface Records {
  readonly stored: readonly StoredRecord[];
  readonly unusable: readonly UnusableRecord[];
  /** Files that were not looked at, because there are too many. */
  readonly unread: number;
  /** Why a file could not be read, the last one; the others are there all the same. */
  readonly failure?: string | undefined;
}

/** Files of records. More than boards are ever interrupted on one computer. */
const countLimit = 256;

const prefixes = ['journal-', 'update-'] as const;
const fileName = /^(?:journal|update)-.+\.json$/;

/** Throws what the vault throws where it cannot be looked into. */
export async function readRecords(vault: Vault): Promise<Records> {
  const lists = await Promise.all(prefixes.map((prefix) => vault.list(prefix)));
  const names = lists.flat().filter((name) => fileName.test(name));
  const stored: StoredRecord[] = [];
  const bad: UnusableRecord[] = [];
  let failure: string | undefined;
  for (const name of names.slice(0, countLimit)) {
    const bytes = await vault.get(name).catch((cause) => {
      failure = `${vault.locate(name)}: ${messageOf(cause)}`;
    });
    if (!bytes) continue;
    const found = parseRecord(bytes);
    if ('record' in found) stored.push({ record: found.record, names: [name] });
    else bad.push(unusable(name, bytes, found));
  }
  const unread = Math.max(0, names.length - countLimit);
  return { stored: joined(withoutCopies(stored)), unusable: bad, unread, failure };
}

/** Files that say the same are one record: it is closed in all of them. */
function withoutCopies(found: readonly StoredRecord[]): readonly StoredRecord[] {
  const different = new Map<string, StoredRecord>();
  for (const { record, names } of found) {
    const content = JSON.stringify(record);
    different.set(content, { record, names: [...(different.get(content)?.names ?? []), ...names] });
  }
  return [...different.values()];
}

/** The two files of format 1 that are of one board are one record. */
function joined(found: readonly StoredRecord[]): readonly StoredRecord[] {
  const left = [...found];
  const pairs: StoredRecord[] = [];
  for (let one = left.shift(); one; one = left.shift()) {
    const { record, names } = one;
    const at = isOld(one) ? left.findIndex((other) => isOld(other) && areHalves(record, other.record)) : -1;
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (!other) pairs.push(one);
    else pairs.push({ record: merged(record, other.record), names: [...names, ...other.names] });
  }
  return pairs;
}

const isOld = ({ names }: StoredRecord): boolean => names.some((name) => name.includes('-at-'));

function areHalves(a: BoardRecord, b: BoardRecord): boolean {
  const sameBoard = a.chip === b.chip && a.serial === b.serial && a.path === b.path;
  return sameBoard && (a.flash === undefined) !== (b.flash === undefined);
}

function merged(a: BoardRecord, b: BoardRecord): BoardRecord {
  const [flash, update] = a.flash ? [a, b] : [b, a];
  return { ...update, flash: flash.flash };
}

/**
 * Puts the record in the place of `stored`, or under a name of its own. Resolves when it is on the disk. Throws what the
 * vault throws; then the old one is still there.
 */
export async function writeRecord(vault: Vault, record: BoardRecord, stored?: StoredRecord): Promise<StoredRecord> {
  const own = stored?.names.find((name) => !name.includes('-at-'));
  const bytes = formatRecord(record);
  if (own !== undefined) await vault.put(own, bytes);
  const name = own ?? (await putFree(vault, `journal-${serialName(record.chip ?? record.serial)}`, 'json', bytes));
  for (const old of stored?.names ?? []) if (old !== name) await vault.remove(old);
  return { record, names: [name] };
}

/** Throws what the vault throws. */
export async function removeRecord(vault: Vault, { names }: StoredRecord): Promise<void> {
  for (const name of names) await vault.remove(name);
}

/** Gives a file that cannot be used another name, under which it is not looked at again. Resolves with it, or with its own where it is gone. */
export async function moveAside(vault: Vault, name: string): Promise<string> {
  const bytes = await vault.get(name);
  if (!bytes) return name;
  const aside = await putFree(vault, `aside-${name.replace(/\.json$/, '')}`, 'json', bytes);
  await vault.remove(name);
  return aside;
}

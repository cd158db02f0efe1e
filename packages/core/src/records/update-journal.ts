// The memory of an update that may be killed: whose configuration lies where, and whether the firmware is done. The
// engine's own journal remembers the flash; this one what comes before and after it.

import type { UsbDeviceInfo, Vault } from '../ports.ts';
import { safeName, serialOf } from './names.ts';

/**
 * `entering`: the configuration is saved, nothing is changed · `writing`: the flash may be anything · `restoring`: the
 * firmware is there, every byte read back; what is left is the configuration.
 */
export type JournalStage = 'entering' | 'writing' | 'restoring';

export interface UpdateJournal {
  readonly serial: string;
  readonly path: string;
  readonly stage: JournalStage;
  /** SHA-256 of the image, see imageHash. */
  readonly image: string;
  /** When it was begun, ISO 8601; for people only, clocks may be wrong. */
  readonly begun: string;
  /** The configuration to be put back; absent if there is none. */
  readonly configuration?: { readonly name: string; readonly sha256: string };
}

const version = 1;
const sizeLimit = 16 * 1024;
const countLimit = 16;
const stages: readonly string[] = ['entering', 'writing', 'restoring'] satisfies readonly JournalStage[];

function nameOf({ serial, path }: Pick<UpdateJournal, 'serial' | 'path'>): string {
  return `update-${safeName(serial)}-at-${safeName(path)}.json`;
}

/** Resolves when the journal is on the disk. */
export async function writeUpdateJournal(vault: Vault, journal: UpdateJournal): Promise<void> {
  await vault.put(nameOf(journal), new TextEncoder().encode(JSON.stringify({ version, ...journal })));
}

export async function removeUpdateJournal(vault: Vault, journal: UpdateJournal): Promise<void> {
  await vault.remove(nameOf(journal));
}

/**
 * The interrupted update of this board. Where it is plugged in now counts first; a journal of another place counts unless a
 * board with that serial is there (`taken`). Throws what the vault throws.
 */
export async function findUpdateJournal(
  vault: Vault,
  device: UsbDeviceInfo,
  taken: readonly string[],
): Promise<UpdateJournal | undefined> {
  const serial = serialOf(device);
  const names = (await vault.list(`update-${safeName(serial)}-at-`)).slice(0, countLimit);
  const found: UpdateJournal[] = [];
  for (const name of names) {
    const bytes = await vault.get(name);
    const journal = bytes && parseUpdateJournal(bytes);
    if (journal?.serial === serial && nameOf(journal) === name) found.push(journal);
  }
  const here = found.find(({ path }) => path === device.path);
  // Boards without a serial number are told apart by their place alone.
  if (here || device.serial === undefined) return here;
  return found.find(({ path }) => !taken.includes(path));
}

/** The journal in these bytes, or `undefined` if they are none. */
export function parseUpdateJournal(bytes: Uint8Array): UpdateJournal | undefined {
  if (bytes.length > sizeLimit) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!isRecord(value) || value.version !== version) return undefined;
    const { serial, path, stage, image, begun, configuration } = value;
    if (typeof serial !== 'string' || typeof path !== 'string' || typeof begun !== 'string') return undefined;
    if (!isStage(stage) || !isHash(image)) return undefined;
    const journal = { serial, path, stage, image, begun };
    if (configuration === undefined) return journal;
    return isKept(configuration) ? { ...journal, configuration } : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isStage = (value: unknown): value is JournalStage => typeof value === 'string' && stages.includes(value);
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function isKept(value: unknown): value is { readonly name: string; readonly sha256: string } {
  return isRecord(value) && typeof value.name === 'string' && isHash(value.sha256);
}

// Descriptors seen before, kept in the vault, so that firmware of no known release is connected in a few round trips
// instead of about 900. A cache only: whatever goes wrong here is noted and nothing else.

import type { Log, Vault } from '../../ports.ts';
import { descriptorChecksum, descriptorVersionId } from '../protocol/crc.ts';

export interface DescriptorCache {
  /** The text with that version id (firmware from 0.5.1 on). */
  find(versionId: number): Promise<Uint8Array | undefined>;
  /** Texts of firmware that has no version id, at most six. */
  candidates(): Promise<readonly Uint8Array[]>;
  keep(json: Uint8Array, versionId: number | undefined): Promise<void>;
  /** The same, if it is not kept yet. */
  keepOnce(json: Uint8Array, versionId: number | undefined): Promise<void>;
}

/** How many texts are tried on a board that cannot say which one is its own. */
const maxCandidates = 6;

const prefix = 'descriptor-';
const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');
const nameOf = (versionId: number) => `${prefix}${hex(versionId, 8)}.json`;
const namelessOf = (json: Uint8Array) => `${prefix}${hex(descriptorChecksum(json), 4)}-${json.length}.json`;
const namelessPattern = /^descriptor-[0-9A-F]{4}-\d+\.json$/;

/** A cache in `vault`; without one nothing is ever found. */
export function descriptorCache(vault: Vault | undefined, log: Log | undefined): DescriptorCache {
  const tolerant = async <T>(work: (vault: Vault) => Promise<T>, otherwise: T): Promise<T> => {
    if (!vault) return otherwise;
    try {
      return await work(vault);
    } catch (error) {
      log?.({ level: 'debug', scope: 'odrive', text: `descriptor cache: ${String(error)}` });
      return otherwise;
    }
  };
  const fileOf = (json: Uint8Array, versionId: number | undefined) =>
    versionId === undefined ? namelessOf(json) : nameOf(versionId);
  return {
    find: (versionId) =>
      tolerant(async (store) => {
        const json = await store.get(nameOf(versionId));
        return json && descriptorVersionId(json) === versionId ? json : undefined;
      }, undefined),
    candidates: () =>
      tolerant(async (store) => {
        const names = (await store.list(prefix)).filter((name) => namelessPattern.test(name)).slice(0, maxCandidates);
        const texts = await Promise.all(names.map((name) => store.get(name)));
        return texts.filter(
          (json, index): json is Uint8Array => json !== undefined && namelessOf(json) === names[index],
        );
      }, []),
    keep: (json, versionId) => tolerant((store) => store.put(fileOf(json, versionId), json), undefined),
    keepOnce: (json, versionId) =>
      tolerant(async (store) => {
        const name = fileOf(json, versionId);
        if (!(await store.list(name)).includes(name)) await store.put(name, json);
      }, undefined),
  };
}

/** Every text that is kept, whatever firmware it is of. */
export async function cachedDescriptors(vault: Vault): Promise<readonly Uint8Array[]> {
  const names = await vault.list(prefix);
  const texts = await Promise.all(names.map((name) => vault.get(name)));
  return texts.filter((json) => json !== undefined);
}

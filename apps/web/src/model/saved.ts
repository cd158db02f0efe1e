// The files that the engine saves before it changes a board, by their names in the vault.

import type { Vault } from '@odflash/core';
import type { PageState } from './state.ts';

const kinds = [
  ['odrive-config-', 'configuration'],
  ['config-sectors-', 'configuration'],
  ['undo-', 'undo'],
  ['partial-', 'undo'],
] as const;

/** A vault that cannot be read holds nothing that could be shown; a run says so itself. */
export async function savedNames(vault: Vault): Promise<readonly string[]> {
  const lists = await Promise.all(kinds.map(([prefix]) => vault.list(prefix).catch(() => [])));
  return lists.flat();
}

export function newFiles(before: readonly string[], now: readonly string[]): PageState['saved'] {
  return now.flatMap((name) => {
    const kind = kinds.find(([prefix]) => name.startsWith(prefix))?.[1];
    return kind === undefined || before.includes(name) ? [] : [{ name, kind }];
  });
}

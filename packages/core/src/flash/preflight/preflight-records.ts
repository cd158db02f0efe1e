// What the records of earlier runs have to say before anything is changed: those that cannot be used are a warning, because
// it is unknown what is forgotten with them.

import { type Finding, warning } from '../../ask/findings.ts';
import { message } from '../../messages/message.ts';
import type { Vault } from '../../ports.ts';
import type { Recalled } from '../../records/recall.ts';

/** One finding at most. */
export function checkRecords(vault: Vault, { unusable, unread, failure }: Recalled): Finding[] {
  if (failure === undefined && unusable.length === 0 && unread === 0) return [];
  const named = unusable.map(({ name, files, ...told }) => ({
    ...told,
    location: vault.locate(name),
    files: files.map((file) => vault.locate(file)),
  }));
  const text = message('preflight.records-unusable', { failure, unusable: named, unread });
  return [warning('record', text, { files: named.map(({ location }) => location) })];
}

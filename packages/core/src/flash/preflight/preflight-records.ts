// What the records of earlier runs have to say before anything is changed: those that cannot be used are a warning, because
// nobody knows what is forgotten with them.

import { type Finding, warning } from '../../ask/findings.ts';
import type { Vault } from '../../ports.ts';
import type { Recalled } from '../../records/recall.ts';
import type { UnusableRecord } from '../../records/unusable.ts';

/** One finding at most. */
export function checkRecords(vault: Vault, { unusable, unread, failure }: Recalled): Finding[] {
  const texts = [
    ...(failure === undefined ? [] : [`The records of earlier runs cannot be read (${failure.replace(/\.$/, '')}).`]),
    ...unusable.map((record) => describe(vault, record)),
    ...(unread > 0 ? [`${unread} more records of earlier runs were not read: there are too many.`] : []),
  ];
  if (texts.length === 0) return [];
  const details = { files: unusable.map(({ name }) => vault.locate(name)) };
  const text = `${texts.join(' ')} Whether an earlier run on this board was interrupted is unknown.`;
  return [warning('record', text, details)];
}

function describe(vault: Vault, { name, why, program, begun, files }: UnusableRecord): string {
  const by = program === undefined ? 'a newer odflash' : `a newer odflash (${program})`;
  const what = why === 'newer' ? `was written by ${by}` : 'is damaged';
  const when = begun === undefined ? '' : ` of ${begun}`;
  const named = files.length === 0 ? '' : ` It refers to ${files.map((file) => vault.locate(file)).join(', ')}.`;
  return `The record ${vault.locate(name)} of an interrupted run${when} ${what} and cannot be used.${named}`;
}

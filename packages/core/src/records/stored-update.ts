// Records that updates have written, as opposed to those of a flash by itself.

import type { BoardRecord, UpdateRecord } from './board-record.ts';
import type { StoredRecord } from './store.ts';

/** A record that an update has written. */
export interface StoredUpdate extends StoredRecord {
  readonly record: BoardRecord & { readonly update: UpdateRecord };
}

export function isUpdate(stored: StoredRecord): stored is StoredUpdate {
  return stored.record.update !== undefined;
}

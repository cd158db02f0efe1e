// Two configurations of which one will be put back. Types only.

import type { ConfigurationBackup } from '../configuration/file/backup-file.ts';
import type { ObjectTree } from '../odrive/tree.ts';
import type { KeptConfiguration } from '../records/kept-configuration.ts';

/** The board's configuration and the record's. */
export interface Rivals {
  readonly tree: ObjectTree;
  readonly now: ConfigurationBackup;
  readonly saved: KeptConfiguration;
}

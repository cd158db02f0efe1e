// Messages about a configuration as a file.

import type { SaidText } from './said.ts';

export interface BackupMessages {
  'backup.invalid': { readonly reason: SaidText };
  // Why a file is not a backup.
  'backup.preset': undefined;
  'backup.nothing-of-odrive': undefined;
  'backup.other-program': undefined;
  'backup.too-long': { readonly bytes: number };
  'backup.printed-dictionary': undefined;
  'backup.no-object': undefined;
  'backup.too-many-values': { readonly values: number };
  'backup.reads-differ': undefined;
  /** `limit`: characters or levels; `character`: what was expected; `at` counts characters. */
  'json.invalid': {
    readonly problem:
      | 'too-long'
      | 'trailing-text'
      | 'no-value'
      | 'too-deep'
      | 'unterminated-string'
      | 'invalid-escape'
      | 'unexpected';
    readonly at: number;
    readonly limit?: number | undefined;
    readonly character?: string | undefined;
  };
}

// Messages about a configuration as a file.

import type { Said } from './said.ts';

/** Codes of messages about a configuration as a file, each with its parameters. */
export interface BackupMessages {
  'backup.invalid': { readonly reason: Said };
  // Why a file is not a backup.
  'backup.preset': undefined;
  'backup.nothing-of-odrive': undefined;
  'backup.other-program': undefined;
  'backup.too-long': { readonly bytes: number };
  'backup.printed-dictionary': undefined;
  'backup.no-object': undefined;
  'backup.newer': undefined;
  /** Names of the boards in it. */
  'backup.several-boards': { readonly names: readonly string[] };
  /** A path that has two values. */
  'backup.two-values': { readonly path: string };
  'backup.too-many-values': { readonly values: number };
  'backup.reads-differ': undefined;
  'json.invalid': InvalidJson;
}

/** What is wrong with a text that should be JSON. */
export type JsonProblem =
  | { readonly problem: 'trailing-text' | 'no-value' | 'unterminated-string' | 'invalid-escape' }
  /** In characters or levels. */
  | { readonly problem: 'too-long' | 'too-deep'; readonly limit: number }
  /** The character that was expected. */
  | { readonly problem: 'unexpected'; readonly character: string }
  /** The same key has another value before. */
  | { readonly problem: 'repeated-key'; readonly key: string };

/** And where, counted from 1. */
type InvalidJson = JsonProblem & { readonly line: number; readonly column: number };

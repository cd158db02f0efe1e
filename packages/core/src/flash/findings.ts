// The preflight's answers: what was looked at before anything is changed, and what came of it. Types only.

import type { ErrorCode, ErrorDetails } from '../errors.ts';

/** What a finding is about; one of each at most in a list. */
export type FindingCode =
  | 'image-range'
  | 'image-content'
  | 'vector-table'
  | 'partial-image'
  | 'configuration-data'
  | 'configuration-erase'
  | 'board'
  | 'image-board'
  | 'unsafe-board'
  | 'read-protection'
  | 'write-protection';

/**
 * One line of the preflight. `ok` is good, `warn` needs somebody's yes, `stop` ends the run with `error` and the board
 * untouched.
 */
export type Finding = {
  readonly code: FindingCode;
  /** For people, one sentence in lower case without a full stop. */
  readonly text: string;
  readonly details?: ErrorDetails;
} & ({ readonly level: 'ok' | 'warn' } | { readonly level: 'stop'; readonly error: ErrorCode });

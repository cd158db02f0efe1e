// The preflight's answers: what was looked at before anything is changed, and the result. Knows no board.

import { type ErrorCode, type ErrorDetails, FlasherError } from '../errors.ts';
import type { Message } from '../messages/message.ts';
import type { Consent } from './consent.ts';

/** What a finding is about; one of each at most in a list. */
export type FindingCode =
  | 'image-range'
  | 'image-content'
  | 'image-gap'
  | 'image-address'
  | 'image-end'
  | 'vector-table'
  | 'partial-image'
  | 'configuration-data'
  | 'erase'
  | 'board'
  | 'board-claims'
  | 'image-board'
  | 'foreign-firmware'
  | 'installed'
  | 'firmware-board'
  | 'unsafe-board'
  | 'read-protection'
  | 'write-protection'
  // Of what earlier runs left on the disk.
  | 'record'
  // Of a running board, before it is switched into DFU mode.
  | 'firmware'
  | 'configuration'
  | 'axes'
  | 'errors'
  | 'startup'
  // Of a configuration that is to be written: one group of values each.
  | 'settings-weaker'
  | 'settings-refused'
  | 'settings-level'
  | 'settings-brake'
  | 'settings-variant'
  | 'settings-supply'
  | 'settings-wiring'
  | 'settings-machine'
  | 'settings-motor'
  | 'settings-encoder'
  | 'settings-identity'
  | 'settings-left-out'
  | 'settings-unknown'
  | 'settings-calibration'
  | 'settings-own'
  | 'settings-translated'
  | 'settings-old-default'
  | 'settings-startup'
  | 'settings-off'
  | 'settings-flags';

/**
 * One line of the preflight. `ok` is good, `warn` needs a yes, `consent` needs the consent it names and without it ends
 * the run with `error`, `stop` ends the run with `error` and the board untouched.
 */
export type Finding = {
  readonly code: FindingCode;
  /** For people: one sentence. */
  readonly text: Message;
  readonly details?: ErrorDetails | undefined;
} & (
  | { readonly level: 'ok' | 'warn' }
  | {
      readonly level: 'consent';
      readonly consent: Consent;
      readonly error: ErrorCode;
      /** What a person does instead of consenting. */
      readonly next?: Message | undefined;
    }
  | {
      readonly level: 'stop';
      readonly error: ErrorCode;
      /** What a person does next, where the table of errors does not fit. */
      readonly next?: Message | undefined;
    }
);

/** A finding that is as it should be. */
export function ok(code: FindingCode, text: Message, details?: ErrorDetails): Finding {
  return { code, level: 'ok', text, details };
}

/** A finding that needs a yes. */
export function warning(code: FindingCode, text: Message, details?: ErrorDetails): Finding {
  return { code, level: 'warn', text, details };
}

/** A finding that needs this consent. `error`: what the run ends with where it is not given. */
export function needsConsent(
  code: FindingCode,
  consent: Consent,
  text: Message,
  {
    error = 'not-confirmed',
    details,
    next,
  }: { error?: ErrorCode | undefined; details?: ErrorDetails | undefined; next?: Message | undefined } = {},
): Finding {
  return { code, level: 'consent', consent, error, text, details, next };
}

/** A finding that ends the run. */
export function stop(
  code: FindingCode,
  error: ErrorCode,
  text: Message,
  details?: ErrorDetails,
  next?: Message,
): Finding {
  return { code, level: 'stop', error, text, details, next };
}

/** Throws the first stop among the findings; the board is untouched. */
export function refuseStops(findings: readonly Finding[]): void {
  const first = findings.find((finding) => finding.level === 'stop');
  if (first?.level !== 'stop') return;
  const { error, text, details, code, next } = first;
  throw new FlasherError(error, text, { details: { ...details, finding: code }, next });
}

/** What would stop a change, where nothing is going to be changed. */
export function asWarning(finding: Finding): Finding {
  const { level, code, text, details } = finding;
  return level === 'stop' || level === 'consent' ? warning(code, text, details) : finding;
}

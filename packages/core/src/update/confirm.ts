// Warnings need somebody's yes, once each. Knows who is asked, not what about.

import { FlasherError } from '../errors.ts';
import type { Finding } from '../flash/findings.ts';
import type { Work } from './work.ts';

/** Throws `not-confirmed` unless every warning was accepted, now or before. */
export async function requireConfirmation(work: Work, findings: readonly Finding[]): Promise<void> {
  if (await confirmed(work, findings)) return;
  const warnings = newWarnings(work, findings);
  const text = `Nobody accepted the warning: ${warnings.map((warning) => warning.text).join(' ')}`;
  throw new FlasherError('not-confirmed', text, { details: { warnings: warnings.map(({ code }) => code) } });
}

/** True if every warning was accepted, now or before. No answer is a no. */
export async function confirmed(work: Work, findings: readonly Finding[]): Promise<boolean> {
  const warnings = newWarnings(work, findings);
  if (warnings.length === 0) return true;
  const text = warnings.length === 1 ? 'Go on despite this warning?' : 'Go on despite these warnings?';
  if (!(await work.request.answer?.({ type: 'warnings', text, findings: warnings }))) return false;
  for (const { code } of warnings) work.accepted.add(code);
  return true;
}

function newWarnings({ accepted }: Work, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ level, code }) => level === 'warn' && !accepted.has(code));
}

// Puts the preflight's open points to people: consents first, then warnings. Knows who is asked, not what about.

import { sameSerial } from '../board/serial.ts';
import { type ErrorCode, type ErrorDetails, errorTable, FlasherError, isFlasherError } from '../errors.ts';
import { type Message, message, messageTrace } from '../messages/message.ts';
import type { Said } from '../messages/said.ts';
import { type Consent, consentName, consentText, sameConsent } from './consent.ts';
import { type Finding, ok, refuseStops } from './findings.ts';
import type { Ask, ChoiceQuestion, ManualStep } from './question.ts';

/** Who answers, and what was answered beforehand. */
export interface Asking {
  readonly ask?: Ask | undefined;
  /** Consents that were given with the request. */
  readonly consent?: readonly Consent[] | undefined;
  /** Asks no question: a consent that was not given ends it, a warning only where no person can be asked. */
  readonly dryRun?: boolean | undefined;
}

/** What a person types to name a board. */
type Named = Parameters<typeof consentName>[0];

/** What a consent is about. */
export interface Danger {
  /** For people: one sentence. */
  readonly text: Message;
  /** The failure without consent. Default `not-confirmed`. */
  readonly error?: ErrorCode | undefined;
  readonly details?: ErrorDetails | undefined;
  /** What a person does instead of consenting. */
  readonly next?: Message | undefined;
}

/** Resolves if the danger is accepted: beforehand, or now by typing the board's name. Throws `not-confirmed` or its own error. */
export async function consentFor(asking: Asking, consent: Consent, danger: Danger, device: Named): Promise<void> {
  const { ask, dryRun, consent: given = [] } = asking;
  if (given.some((one) => sameConsent(one, consent))) return;
  const named = consentName(device) === device.serial ? 'serial' : 'port';
  const typed = dryRun ? undefined : await ask?.({ type: 'consent', consent, named, text: danger.text });
  if (typed !== undefined && sameSerial(typed, consent.serial)) return;
  const text = consentText(consent);
  const details = { ...danger.details, consent: text };
  const { error = 'not-confirmed' } = danger;
  const otherwise = danger.next ?? (error === 'not-confirmed' ? undefined : errorTable[error].next);
  const next = message('next.consent', { consent: text, otherwise });
  if (typed === undefined && error === 'not-confirmed') throw unconsented(danger.text, details, next);
  if (typed === undefined) throw new FlasherError(error, danger.text, { details, next });
  if (typed === '') throw declined(details);
  const wrong = message('asking.consent-wrong', { typed, named, expected: consent.serial });
  throw new FlasherError('not-confirmed', wrong, { details, next });
}

/** Throws the first stop among the findings, then puts every consent they need to a person, then their warnings. */
export async function settle(asking: Asking, findings: readonly Finding[], device: Named): Promise<void> {
  await settleDangers(asking, findings, device);
  await requireYes(asking, findings);
}

/** The same without the warnings, which are asked about when it is known what would be done. */
export async function settleDangers(asking: Asking, findings: readonly Finding[], device: Named): Promise<void> {
  refuseStops(findings);
  for (const finding of findings) {
    if (finding.level !== 'consent') continue;
    const { consent, text, error, next, details, code } = finding;
    await consentFor(asking, consent, { text, error, next, details: { ...details, finding: code } }, device);
  }
}

/** The findings as they stand with the consents that were given: what was accepted is not a question any more. */
export function withConsents(findings: readonly Finding[], given: readonly Consent[] = []): Finding[] {
  return findings.map((finding) =>
    finding.level === 'consent' && given.some((one) => sameConsent(one, finding.consent))
      ? ok(finding.code, message('asking.confirmed', { finding: finding.text }), finding.details)
      : finding,
  );
}

/** Puts the warnings among the findings to a person. Throws `not-confirmed` unless all are accepted. */
export async function requireYes({ ask, dryRun }: Asking, findings: readonly Finding[]): Promise<void> {
  const warnings = findings.filter(({ level }) => level === 'warn');
  if (warnings.length === 0 || (dryRun && ask)) return;
  const answer = await ask?.({ type: 'warnings', findings: warnings });
  if (answer === 'yes') return;
  const details = { warnings: warnings.map(({ code }) => code) };
  if (answer !== undefined) throw declined(details);
  throw new FlasherError('not-confirmed', message('asking.warnings-open', { count: warnings.length }), {
    details,
    next: message('next.confirm-warnings'),
  });
}

/** Whether the warnings among the findings are accepted, where something may be left undone without them. */
export async function isAccepted(asking: Asking, findings: readonly Finding[]): Promise<boolean> {
  try {
    await requireYes(asking, findings);
    return true;
  } catch (thrown) {
    if (isFlasherError(thrown) && thrown.code === 'not-confirmed') return false;
    throw thrown;
  }
}

/**
 * The code of the option that was chosen. A dry run takes the default where a person could be asked, and what a general yes
 * answers where only that was given. Throws `not-confirmed`.
 */
export async function choose({ ask, dryRun }: Asking, question: ChoiceQuestion): Promise<string> {
  const isPerson = ask !== undefined && ask !== acceptWarnings;
  const answer = dryRun && isPerson ? question.default : await ask?.(question);
  const chosen = answer === undefined ? question.unanswered : answer;
  if (question.options.some(({ code }) => code === chosen)) return chosen ?? '';
  throw new FlasherError('not-confirmed', question.text, {
    details: { choice: question.code, options: question.options.map(({ code }) => code) },
  });
}

/**
 * Resolves when a person has done this by hand: as was said beforehand, or is said now. A dry run passes where a person
 * could be asked. Throws `not-confirmed`; a general yes is not an answer.
 */
export async function stepDone({ ask, dryRun, consent: given = [] }: Asking, step: ManualStep): Promise<void> {
  if (given.some((one) => sameConsent(one, step.consent))) return;
  const isPerson = ask !== undefined && ask !== acceptWarnings;
  if (dryRun && isPerson) return;
  const answer = await ask?.({ type: 'step', ...step });
  if (answer === 'done') return;
  const consent = consentText(step.consent);
  const details = { step: step.step, consent };
  if (answer !== undefined) throw declined(details);
  const next = message('next.consent', { consent });
  throw unconsented(step.text, details, next);
}

/** No person could be asked. The danger itself is not a failure: `details.danger` has it, to be shown before the error. */
function unconsented(danger: Said, details: ErrorDetails & { readonly consent: string }, next: Message): FlasherError {
  return new FlasherError('not-confirmed', message('asking.consent-open', { consent: details.consent }), {
    details: { ...details, danger },
    next,
  });
}

/** A person was asked and does not want it. There is nothing to explain and nothing to do. */
function declined(details: ErrorDetails): FlasherError {
  return new FlasherError('not-confirmed', message('asking.declined'), {
    details: { ...details, declined: true },
    next: message('next.nothing'),
  });
}

/** Accepts every warning and takes the option that a yes stands for: what `--yes` does. Gives no consent. */
export const acceptWarnings: Ask = async (question) => {
  if (question.type === 'warnings') return 'yes';
  return question.type === 'choice' ? question.yes : undefined;
};

/** Asks each thing once: what was accepted before, in the same words, is accepted again. For work that is done twice. */
export function remembering(ask: Ask): Ask {
  // A general yes has nothing to remember, and must be known for one.
  if (ask === acceptWarnings) return ask;
  const accepted = new Set<string>();
  return async (question) => {
    if (question.type === 'warnings') {
      const findings = question.findings.filter((finding) => !accepted.has(keyOf(finding)));
      const answer = findings.length === 0 ? 'yes' : await ask({ ...question, findings });
      if (answer === 'yes') for (const finding of findings) accepted.add(keyOf(finding));
      return answer;
    }
    if (question.type === 'step') {
      const key = consentText(question.consent);
      const answer = accepted.has(key) ? 'done' : await ask(question);
      if (answer === 'done') accepted.add(key);
      return answer;
    }
    if (question.type !== 'consent') return ask(question);
    const { consent } = question;
    const key = consentText(consent);
    const answer = accepted.has(key) ? consent.serial : await ask(question);
    if (sameSerial(answer, consent.serial)) accepted.add(key);
    return answer;
  };
}

function keyOf({ code, text }: Finding): string {
  return `${code} ${messageTrace(text)}`;
}

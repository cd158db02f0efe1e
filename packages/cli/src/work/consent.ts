// Dangers that only a typed serial number accepts. The engine refuses and names the consent that is missing; here the
// person at the terminal is asked for it, and the same operation is started again.

import { type FlasherError, isFlasherError } from '@odflash/core';
import type { Context } from '../act.ts';
import { type Consent, readConsent } from '../options.ts';

/** Runs `operation`; if it lacks a consent that the person at the terminal gives, runs it again with that consent. */
export async function withConsent<T>(
  given: readonly Consent[] | undefined,
  { ask, output }: Context,
  operation: (consent: readonly Consent[]) => Promise<T>,
): Promise<T> {
  const consents = given ?? [];
  try {
    return await operation(consents);
  } catch (thrown) {
    const missing = missingConsent(thrown);
    if (!missing || !ask || consents.some(({ what }) => what === missing.what)) throw thrown;
    // The same danger twice is better than a question about something unsaid.
    output.say((thrown as FlasherError).message);
    const question = `To accept this for the board ${missing.serial}, type its serial number:`;
    if (!(await ask.typed(question, missing.serial))) throw thrown;
    return operation([...consents, missing]);
  }
}

/** `details.consent` names what would have to be given, as `what=SERIAL`. */
function missingConsent(thrown: unknown): Consent | undefined {
  if (!isFlasherError(thrown) || thrown.board !== 'untouched') return undefined;
  const { consent } = thrown.details;
  return typeof consent === 'string' ? readConsent(consent) : undefined;
}

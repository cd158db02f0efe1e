// Consents to move an axis in a session: one that was typed covers the axis until it is idle again.

import { type Consent, consentText } from '../../ask/consent.ts';
import type { Ask } from '../../ask/question.ts';
import type { Asking } from '../../ask/settle.ts';

/** Consents to move axes, those that were typed in this session among them. */
interface Moves {
  /** What was given with the request, and what was typed for axes that are not idle yet. */
  given(): readonly Consent[];
  /** Remembers what is typed. */
  watching(ask: Ask | undefined): Ask | undefined;
  /** A consent ends when the axis is idle. */
  forgetIdle(isIdle: (axis: number) => Promise<boolean>): Promise<void>;
}

/** One consent by typing covers what is written to that axis until it is idle again. */
export function consentedMoves({ consent = [] }: Asking): Moves {
  const typed = new Map<string, Consent & { readonly what: 'move' }>();
  return {
    given: () => [...consent, ...typed.values()],
    watching: (ask) =>
      ask &&
      (async (question) => {
        const answer = await ask(question);
        if (question.type === 'consent' && question.consent.what === 'move' && answer === question.consent.serial)
          typed.set(consentText(question.consent), question.consent);
        return answer;
      }),
    async forgetIdle(isIdle) {
      for (const [key, { axis }] of typed) if (await isIdle(axis)) typed.delete(key);
    },
  };
}

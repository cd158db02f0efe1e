// What a message says in English, for tests that read sentences.

import type { SymptomCode } from '@odflash/core/messages';
import { isMessage } from '@odflash/core/messages';
import { type Say, speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

export { english };

export const inEnglish: Say = speaker(english);

/**
 * Stands in an expected object for a message that says this in English, or for the sentence itself: the whole text as a
 * string, or a pattern in it.
 */
export function saying(expected: string | RegExp): unknown {
  const matches = (text: string) => (typeof expected === 'string' ? text === expected : expected.test(text));
  return {
    asymmetricMatch: (value: unknown) => (typeof value === 'string' || isMessage(value)) && matches(inEnglish(value)),
    toString: () => 'Saying',
    toAsymmetricMatcher: () => `Saying<${expected}>`,
  };
}

/** What is behind a row of the table of symptoms. */
export const causesOf = (id: SymptomCode): readonly string[] => english.symptoms[id].causes;

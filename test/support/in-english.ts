// What a message says in English, for tests that read sentences.

import type { Message, Said, SymptomCode } from '@odflash/core/messages';
import { isMessage, message } from '@odflash/core/messages';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

export { english };

const say = speaker(english);

/** What a message says; words of a log line as they are. */
export const inEnglish = (said: Said | string): string => (typeof said === 'string' ? said : say(said));

/** A message that says exactly this, where any will do. */
export const sentence = (text: string): Message<'common.quoted'> => message('common.quoted', { text });

/**
 * Stands in an expected object for a message that says this in English: the whole text as a string, or a pattern
 * in it.
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

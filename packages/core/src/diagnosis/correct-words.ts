// Mends what a keyboard and a narrow terminal did to words. Pure.

import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** A word that a narrow terminal broke is at least so long; two short words side by side spell too many others. */
const minBroken = 5;

/** The words with typing errors mended, and with words that a narrow terminal broke in two put together. */
export function correctWords(words: readonly Word[], vocabulary: Vocabulary): readonly Word[] {
  const corrected: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word) break;
    const whole = next && next.line === word.line + 1 && !next.joint ? word.text + next.text : undefined;
    const isBroken = whole !== undefined && vocabulary.has(whole);
    const areWords = isBroken && vocabulary.has(word.text) && vocabulary.has(next?.text ?? '');
    if (isBroken && !areWords) at += 1;
    const text = isBroken && !areWords ? whole : (vocabulary.correct(word.text) ?? word.text);
    corrected.push(text === word.text ? word : { ...word, text });
    // Either may be meant: `err` and `no`, or `errno`. A message is found around one word too many.
    if (isBroken && areWords && whole.length >= minBroken) corrected.push({ ...word, text: whole, joint: undefined });
  }
  return corrected;
}

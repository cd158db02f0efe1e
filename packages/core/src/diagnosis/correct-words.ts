// Mends what a keyboard and a narrow terminal did to words. Pure.

import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** The words with typing errors mended, and with words that a narrow terminal broke in two put together. */
export function correctWords(words: readonly Word[], vocabulary: Vocabulary): readonly Word[] {
  const corrected: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word) break;
    const whole = next && next.line === word.line + 1 && !next.joint ? word.text + next.text : undefined;
    const broken =
      whole !== undefined && vocabulary.has(whole) && !(vocabulary.has(word.text) && vocabulary.has(next?.text ?? ''));
    if (broken) at += 1;
    const text = broken ? whole : (vocabulary.correct(word.text) ?? word.text);
    corrected.push(text === word.text ? word : { ...word, text });
  }
  return corrected;
}
